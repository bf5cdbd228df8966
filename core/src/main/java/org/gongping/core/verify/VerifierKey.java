package org.gongping.core.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key in the form {@code name+hex8(id)+base64(type ‖ key)} (C2SP signed-note). The id is computed anew from
 * the rest and must be the one written.
 *
 * @param id 8 lower-case hex digits
 */
record VerifierKey(String name, String id, byte type, byte[] key) {
    /** Ed25519 over the text of the note. */
    static final byte ED25519 = 1;

    /** Ed25519 over time and text (C2SP tlog-cosignature). */
    static final byte COSIGNATURE = 4;

    private static final int ID_LENGTH = 4;

    /** Nothing for a malformed key and for a kind other than those two. */
    static Optional<VerifierKey> parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0])) {
            return Optional.empty();
        }
        byte[] typed = Texts.base64(parts[2]).orElse(new byte[0]);
        if (typed.length != 1 + Ed25519.KEY_LENGTH || (typed[0] != ED25519 && typed[0] != COSIGNATURE)) {
            return Optional.empty();
        }
        byte[] key = Arrays.copyOfRange(typed, 1, typed.length);
        boolean holds = parts[1].equals(idOf(parts[0], typed)) && Ed25519.isKey(key);
        return holds ? Optional.of(new VerifierKey(parts[0], parts[1], typed[0], key)) : Optional.empty();
    }

    /** Not empty, no white space, no plus sign. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints().noneMatch(c -> c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    static String idOf(String name, byte[] typedKey) {
        byte[] hash = Sha256.of((name + "\n").getBytes(StandardCharsets.UTF_8), typedKey);
        return HexFormat.of().formatHex(hash, 0, ID_LENGTH);
    }

    /** Whether a line of signature claims to be by this key. */
    boolean claims(SignedNote.Line line) {
        return line.name().equals(name) && line.keyId().equals(id);
    }

    boolean verifies(String text, byte[] signature) {
        return switch (type) {
            case ED25519 -> Ed25519.verify(key, text.getBytes(StandardCharsets.UTF_8), signature);
            case COSIGNATURE ->
                signature.length == Long.BYTES + Ed25519.SIGNATURE_LENGTH
                        && time(signature) >= 0
                        && Ed25519.verify(
                                key,
                                cosigned(text, time(signature)),
                                Arrays.copyOfRange(signature, Long.BYTES, signature.length));
            default -> throw new IllegalStateException("no key of type " + type + " is ever parsed");
        };
    }

    /** Seconds since 1970 in a cosignature; negative beyond 2^63. */
    static long time(byte[] cosignature) {
        return ByteBuffer.wrap(cosignature).getLong();
    }

    private static byte[] cosigned(String text, long time) {
        return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
