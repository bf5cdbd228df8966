/** Signed notes, checkpoints and cosignatures (C2SP signed-note, tlog-checkpoint, tlog-cosignature), and who signs them. */
package org.gongping.core.audit.note;
