package org.gongping.core.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of the concatenation of parts. */
public final class Sha256 {
    /** Length of a hash in bytes. */
    public static final int LENGTH = 32;

    private Sha256() {}

    public static byte[] of(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** A digest that has taken nothing yet. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
