/** Witnesses: who they are, what being one takes, and how many must have cosigned (C2SP tlog-witness, tlog-policy). */
package org.gongping.core.audit.witness;
