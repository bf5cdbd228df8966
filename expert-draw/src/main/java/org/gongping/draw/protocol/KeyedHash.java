package org.gongping.draw.protocol;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) under one key and with one beginning of the message, for many endings: the states after the
 * padded key and the beginning are computed once and copied. Not for use by several threads; {@link #copy} makes
 * another.
 */
public final class KeyedHash {
    private static final int BLOCK = 64;

    private final MessageDigest inner;
    private final MessageDigest outer;

    private KeyedHash(MessageDigest inner, MessageDigest outer) {
        this.inner = inner;
        this.outer = outer;
    }

    /**
     * @param key at most 64 bytes
     * @param beginning what every message begins with
     */
    public static KeyedHash of(byte[] key, byte[] beginning) {
        if (key.length > BLOCK) {
            throw new IllegalArgumentException("a key of more than one block is not used here");
        }
        MessageDigest inner = Octets.digest();
        inner.update(padded(key, 0x36));
        inner.update(beginning);
        MessageDigest outer = Octets.digest();
        outer.update(padded(key, 0x5c));
        return new KeyedHash(inner, outer);
    }

    private static byte[] padded(byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        return block;
    }

    public KeyedHash copy() {
        return new KeyedHash(cloneOf(inner), cloneOf(outer));
    }

    /** The value for beginning ‖ ending, the ending being {@code length} bytes of an array. */
    public byte[] of(byte[] bytes, int offset, int length) {
        MessageDigest message = cloneOf(inner);
        message.update(bytes, offset, length);
        MessageDigest value = cloneOf(outer);
        value.update(message.digest());
        return value.digest();
    }

    public byte[] of(byte[] ending) {
        return of(ending, 0, ending.length);
    }

    private static MessageDigest cloneOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of this platform cannot be copied", e);
        }
    }
}
