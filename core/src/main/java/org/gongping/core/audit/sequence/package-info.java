/** Gives every record its place in the log and signs what the log has become ({@code spec/audit-log.md} §3). */
package org.gongping.core.audit.sequence;
