package org.gongping.core.audit.tree;

import java.util.List;

/** Checks audit paths (RFC 9162 §2.1.3.2). Needed by whoever hands them out: a receipt that does not hold helps nobody. */
public final class Inclusion {
    private Inclusion() {}

    /** Whether the path leads from the leaf at this index to the root of a tree of this size. */
    public static boolean holds(long index, long size, byte[] leaf, List<byte[]> path, byte[] root) {
        if (index < 0
                || index >= size
                || !isHash(leaf)
                || !isHash(root)
                || !path.stream().allMatch(Inclusion::isHash)) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leaf;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Merkle.node(sibling, hash);
                int up = node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= up;
                last >>= up;
            } else {
                hash = Merkle.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Merkle.same(hash, root);
    }

    private static boolean isHash(byte[] bytes) {
        return bytes.length == Merkle.HASH_BYTES;
    }
}
