package org.gongping.draw.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/** Byte strings as the specification writes them (§3): UTF-8, big-endian numbers, {@code LP}, SHA-256. */
public final class Octets {
    /** Length of a hash, a key, a contribution. */
    public static final int HASH = 32;

    /** Party ids are sorted by the unsigned bytes of their UTF-8. */
    public static final Comparator<String> BY_UTF8 = (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));

    private Octets() {}

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A label of the protocol with the zero byte that ends it. */
    static byte[] label(String label) {
        return (label + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    /** {@code LP(x) = u32be(len(x)) ‖ x}. */
    public static byte[] lp(byte[] bytes) {
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    public static byte[] lp(String text) {
        return lp(utf8(text));
    }

    public static byte[] u16be(int number) {
        if (number < 0 || number > 0xffff) {
            throw new IllegalArgumentException("not 16 bits: " + number);
        }
        return new byte[] {(byte) (number >>> 8), (byte) number};
    }

    public static byte[] u32be(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    public static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    /** SHA-256 of the concatenation of the parts. */
    public static byte[] sha256(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static boolean isAscii(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    /** Lower-case hex. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
