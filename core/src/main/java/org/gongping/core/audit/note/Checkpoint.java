package org.gongping.core.audit.note;

import java.util.Base64;
import java.util.Optional;
import org.gongping.core.audit.tree.Merkle;

/**
 * What a log says of itself at one size (C2SP tlog-checkpoint): origin, size, root. Extension lines are refused: this
 * product's logs have none.
 *
 * @param root 32 bytes
 */
public record Checkpoint(String origin, long size, byte[] root) {
    /** Reads the text of a note; empty when it is no checkpoint. */
    public static Optional<Checkpoint> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || lines[0].isEmpty() || !lines[3].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        try {
            byte[] root = Base64.getDecoder().decode(lines[2]);
            boolean exact = root.length == Merkle.HASH_BYTES
                    && Base64.getEncoder().encodeToString(root).equals(lines[2]);
            return exact ? Optional.of(new Checkpoint(lines[0], Long.parseLong(lines[1]), root)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }
}
