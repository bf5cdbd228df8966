package org.gongping.core.audit.witness;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.tree.Merkle;

/**
 * What a log asks of a witness (C2SP tlog-witness, add-checkpoint): {@code old <n>}, the consistency proof, an empty line,
 * the checkpoint.
 *
 * @param old size that the witness is believed to have cosigned last
 */
public record AddCheckpoint(long old, List<byte[]> proof, SignedNote checkpoint) {
    private static final int LONGEST_PROOF = 63;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    public String write() {
        var body = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(
                hash -> body.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return body.append('\n').append(checkpoint.write()).toString();
    }

    /** Empty when it is malformed. */
    public static Optional<AddCheckpoint> parse(String body) {
        int end = body.indexOf("\n\n");
        if (end < 0) {
            return Optional.empty();
        }
        String[] lines = body.substring(0, end).split("\n", -1);
        if (!lines[0].matches("old (0|[1-9][0-9]{0,17})") || lines.length - 1 > LONGEST_PROOF) {
            return Optional.empty();
        }
        List<byte[]> proof = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            Optional<byte[]> hash = hash(lines[i]);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            proof.add(hash.get());
        }
        return SignedNote.parse(body.substring(end + 2))
                .map(note -> new AddCheckpoint(Long.parseLong(lines[0].substring(4)), proof, note));
    }

    private static Optional<byte[]> hash(String line) {
        try {
            byte[] hash = Base64.getDecoder().decode(line);
            return hash.length == Merkle.HASH_BYTES ? Optional.of(hash) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
