package org.gongping.core.verify;

import java.util.OptionalLong;

/**
 * The text of a checkpoint (C2SP tlog-checkpoint, without extension lines: {@code spec/audit-log.md} §4).
 *
 * @param size number of entries
 * @param root 32 bytes
 */
public record Checkpoint(String origin, long size, byte[] root) {
    private static final int LINES = 3;

    static Checkpoint parse(String text, String file) throws Refused {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty() || lines[0].isEmpty()) {
            throw malformed(file, "origin, size, root");
        }
        OptionalLong size = Texts.decimal(lines[1]);
        if (size.isEmpty()) {
            throw malformed(file, lines[1]);
        }
        byte[] root = Texts.hash(lines[2]).orElseThrow(() -> malformed(file, lines[2]));
        return new Checkpoint(lines[0], size.getAsLong(), root);
    }

    private static Refused malformed(String file, String what) {
        return new Refused(Finding.of(FindingCode.CHECKPOINT_MALFORMED, file, what));
    }
}
