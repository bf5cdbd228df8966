package org.gongping.core.audit.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256 hashes of 32 bytes as RFC 6962 §2.1 defines them. */
public final class Merkle {
    public static final int HASH_BYTES = 32;

    private Merkle() {}

    /** The root of a tree without leaves: SHA-256 of nothing. */
    public static byte[] emptyRoot() {
        return sha256().digest();
    }

    public static byte[] leaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return digest.digest(entry);
    }

    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    /** The root of a list of hashes that stand side by side on one level; not empty. */
    public static byte[] root(byte[][] hashes, int from, int to) {
        if (to - from == 1) {
            return hashes[from];
        }
        int split = from + Integer.highestOneBit(to - from - 1);
        return node(root(hashes, from, split), root(hashes, split, to));
    }

    static boolean same(byte[] a, byte[] b) {
        return Arrays.equals(a, b);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
