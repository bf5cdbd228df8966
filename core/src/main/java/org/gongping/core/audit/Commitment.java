package org.gongping.core.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the public log says of a record: {@code c = SHA-256("GP/entry\0" ‖ salt32 ‖ record)}, the entry
 * {@code {"c":"<hex>","v":1}} as RFC 8785 bytes, and its leaf hash {@code SHA-256(0x00 ‖ entry)} (RFC 6962 §2.1).
 */
public record Commitment(String hex, String entry, byte[] leafHash) {
    private static final byte[] ENTRY_LABEL = "GP/entry\0".getBytes(StandardCharsets.US_ASCII);

    /** The commitment to a record under a salt of 32 bytes. */
    public static Commitment of(byte[] salt, byte[] record) {
        if (salt.length != 32) {
            throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
        }
        String hex = HexFormat.of().formatHex(sha256(ENTRY_LABEL, salt, record));
        String entry = CanonicalJson.text(
                JsonNodeFactory.instance.objectNode().put("c", hex).put("v", 1));
        return new Commitment(hex, entry, sha256(new byte[] {0}, entry.getBytes(StandardCharsets.UTF_8)));
    }

    /** A commitment as it was stored: what a row claims, not what its record yields. */
    static Commitment stored(String entry, byte[] leafHash) {
        int start = "{\"c\":\"".length();
        return new Commitment(entry.substring(start, start + 64), entry, leafHash);
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
