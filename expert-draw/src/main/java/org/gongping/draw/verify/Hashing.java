package org.gongping.draw.verify;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.verify.Sha256;

/** Builds the byte strings of {@code spec/draw-protocol.md} §3 and hashes them. */
final class Hashing {
    static final Comparator<String> BY_UTF8 = (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Hashing() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Begins with the label and the zero byte that ends it. */
    static Hashing label(String label) {
        return new Hashing().add(utf8(label)).add(new byte[1]);
    }

    static Hashing nothing() {
        return new Hashing();
    }

    Hashing add(byte[] part) {
        bytes.writeBytes(part);
        return this;
    }

    /** {@code LP(part)}. */
    Hashing prefixed(byte[] part) {
        return number(part.length).add(part);
    }

    Hashing prefixed(String part) {
        return prefixed(utf8(part));
    }

    /** {@code u32be}. */
    Hashing number(int number) {
        return add(ByteBuffer.allocate(4).putInt(number).array());
    }

    /** {@code u16be}. */
    Hashing shortNumber(int number) {
        return add(new byte[] {(byte) (number >> 8), (byte) number});
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    byte[] sha256() {
        return Sha256.of(bytes());
    }

    byte[] hmac(byte[] key) {
        return mac(key).doFinal(bytes());
    }

    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
