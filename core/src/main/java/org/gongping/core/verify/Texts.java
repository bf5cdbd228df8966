package org.gongping.core.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/** Readings that have exactly one way to write each value: a second spelling would be a second, unsigned, message. */
public final class Texts {
    private static final int MAX_DIGITS = 18;

    private Texts() {}

    /** UTF-8 without a single wrong byte. */
    public static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** RFC 4648 §4 with padding and without stray bits. */
    public static Optional<byte[]> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return base64(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** One SHA-256 hash in base64. */
    public static Optional<byte[]> hash(String text) {
        return base64(text).filter(bytes -> bytes.length == Sha256.LENGTH);
    }

    /** ASCII decimal without sign or leading zero, at most 18 digits. */
    static OptionalLong decimal(String text) {
        boolean digits = !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
