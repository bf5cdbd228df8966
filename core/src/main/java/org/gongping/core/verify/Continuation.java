package org.gongping.core.verify;

import java.util.Base64;

/**
 * That a log continues another, as its first record says, which has been proven to be its first entry.
 *
 * @param before origin of the log that it continues
 * @param root base64, of the first {@code size} entries of that log
 * @param time when it was decided, by the clock of the server
 * @param lost entries of the log before that this one does not have
 */
public record Continuation(String before, long size, String root, String by, String reason, String time, long lost) {
    /** What the log before must have been, when the last of it was signed. */
    Checkpoint checkpoint() {
        return new Checkpoint(before, size, Base64.getDecoder().decode(root));
    }
}
