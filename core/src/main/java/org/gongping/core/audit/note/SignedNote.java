package org.gongping.core.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text with signatures below it (C2SP signed-note): the text ends with a newline, an empty line follows, then one line
 * for each signature.
 *
 * @param text ends with a newline
 */
public record SignedNote(String text, List<Line> signatures) {
    private static final int MOST_SIGNATURES = 64;
    private static final int LONGEST = 1 << 20;
    private static final String DASH = "— ";

    /**
     * A signature line.
     *
     * @param bytes what follows the id of the key
     */
    public record Line(String name, int keyId, byte[] bytes) {
        public String write() {
            byte[] all = ByteBuffer.allocate(4 + bytes.length)
                    .putInt(keyId)
                    .put(bytes)
                    .array();
            return DASH + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
        }

        private boolean isBy(VerifierKey key) {
            return name.equals(key.name()) && keyId == key.id();
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** Reads a note; empty when it is malformed. Nothing is said of whether its signatures hold. */
    public static Optional<SignedNote> parse(byte[] utf8) {
        try {
            return utf8.length > LONGEST
                    ? Optional.empty()
                    : parse(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(utf8))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    public static Optional<SignedNote> parse(String note) {
        // The text may have empty lines of its own: the last one counts.
        int split = note.lastIndexOf("\n\n");
        boolean printable = note.chars().noneMatch(c -> c < 0x20 && c != '\n');
        if (split < 0 || !note.endsWith("\n") || !printable) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        for (String line : note.substring(split + 2).split("\n")) {
            Optional<Line> signature = line(line);
            if (signature.isEmpty() || lines.size() == MOST_SIGNATURES) {
                return Optional.empty();
            }
            lines.add(signature.get());
        }
        return Optional.of(new SignedNote(note.substring(0, split + 1), lines));
    }

    private static Optional<Line> line(String line) {
        String[] parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
        if (parts.length != 2 || !VerifierKey.isName(parts[0])) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(parts[1]));
            if (bytes.remaining() < 5) {
                return Optional.empty();
            }
            int id = bytes.getInt();
            byte[] signature = new byte[bytes.remaining()];
            bytes.get(signature);
            return Optional.of(new Line(parts[0], id, signature));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String write() {
        var written = new StringBuilder(text).append('\n');
        signatures.forEach(line -> written.append(line.write()));
        return written.toString();
    }

    /** The note with one more signature; the same signer is not taken twice. */
    public SignedNote with(Line line) {
        List<Line> more = new ArrayList<>(signatures);
        more.removeIf(each -> each.name().equals(line.name()) && each.keyId() == line.keyId());
        more.add(line);
        return new SignedNote(text, more);
    }

    /** Which of the keys have signed. Empty also when a line that claims to be of one of them does not hold: the note is forged. */
    public Set<VerifierKey> signedBy(List<VerifierKey> keys) {
        Set<VerifierKey> signers = new LinkedHashSet<>();
        for (VerifierKey key : keys) {
            for (Line line : signatures) {
                if (!line.isBy(key)) {
                    continue;
                }
                if (!Cosignature.holds(key, text, line.bytes())) {
                    return Set.of();
                }
                signers.add(key);
            }
        }
        return signers;
    }

    /** When a witness says that it cosigned, to the second; empty without a cosignature of this key that holds. */
    public Optional<Instant> cosignedAt(VerifierKey witness) {
        return signedBy(List.of(witness)).isEmpty()
                ? Optional.empty()
                : signatures.stream()
                        .filter(line -> line.isBy(witness))
                        .findFirst()
                        .flatMap(line -> Cosignature.time(witness, line.bytes()));
    }
}
