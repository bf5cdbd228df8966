/**
 * Finds what nobody may do to the log and a superuser can: recomputes rows, places, tiles and root, and compares them with
 * what was signed and cosigned ({@code spec/audit-log.md} §6).
 */
package org.gongping.core.audit.selfcheck;
