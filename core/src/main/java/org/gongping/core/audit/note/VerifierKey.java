package org.gongping.core.audit.note;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who may sign a note, and the public key: {@code name+hex8(keyID)+base64(type ‖ key)} (C2SP signed-note, verifier keys).
 *
 * @param id first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), as a number
 */
public record VerifierKey(String name, int id, SignatureType type, byte[] key) {
    public static VerifierKey of(String name, SignatureType type, byte[] key) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a key name: " + name);
        }
        return new VerifierKey(name, id(name, type, key), type, key);
    }

    /** Reads a verifier key; empty when it is malformed, of an unknown type, or when its id does not belong to it. */
    public static Optional<VerifierKey> parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0])) {
            return Optional.empty();
        }
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            Optional<SignatureType> type =
                    typed.length == 1 + Ed25519.KEY_BYTES ? SignatureType.of(typed[0]) : Optional.empty();
            return type.map(known -> of(parts[0], known, Arrays.copyOfRange(typed, 1, typed.length)))
                    .filter(key -> HexFormat.of().toHexDigits(key.id()).equals(parts[1]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A name has no spaces and no plus sign (C2SP signed-note). */
    static boolean isName(String name) {
        return !name.isEmpty() && name.codePoints().noneMatch(c -> c == '+' || c < 0x20 || Character.isWhitespace(c));
    }

    public String text() {
        byte[] typed = new byte[1 + key.length];
        typed[0] = type.code();
        System.arraycopy(key, 0, typed, 1, key.length);
        return name + "+" + HexFormat.of().toHexDigits(id) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    private static int id(String name, SignatureType type, byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0x0A);
            digest.update(type.code());
            byte[] hash = digest.digest(key);
            return (hash[0] & 0xFF) << 24 | (hash[1] & 0xFF) << 16 | (hash[2] & 0xFF) << 8 | hash[3] & 0xFF;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return text();
    }
}
