package org.gongping.core.verify;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962 §2.1, 2.1.1 and 2.1.2, word for word and recursive, over leaf hashes. */
final class NaiveTree {
    private NaiveTree() {}

    static byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] leaf(byte[] entry) {
        return hash(new byte[] {0}, entry);
    }

    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return hash();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = split(leaves.size());
        return hash(new byte[] {1}, root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    static List<byte[]> inclusion(int index, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int k = split(leaves.size());
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        List<byte[]> path = index < k ? inclusion(index, left) : inclusion(index - k, right);
        path.add(index < k ? root(right) : root(left));
        return path;
    }

    static List<byte[]> consistency(int oldSize, List<byte[]> leaves) {
        return consistency(oldSize, leaves, true);
    }

    private static List<byte[]> consistency(int m, List<byte[]> leaves, boolean whole) {
        if (m == leaves.size()) {
            List<byte[]> path = new ArrayList<>();
            if (!whole) {
                path.add(root(leaves));
            }
            return path;
        }
        int k = split(leaves.size());
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        List<byte[]> path = m <= k ? consistency(m, left, whole) : consistency(m - k, right, false);
        path.add(m <= k ? root(right) : root(left));
        return path;
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }
}
