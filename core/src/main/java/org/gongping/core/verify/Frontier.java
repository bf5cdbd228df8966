package org.gongping.core.verify;

/** The right edge of a growing Merkle tree: one node for each bit set in its size. Not for use by several threads. */
final class Frontier {
    private static final int LEVELS = 64;

    private final byte[][] nodes;
    private long size;

    Frontier() {
        this.nodes = new byte[LEVELS][];
    }

    private Frontier(Frontier other) {
        this.nodes = other.nodes.clone();
        this.size = other.size;
    }

    Frontier copy() {
        return new Frontier(this);
    }

    /** Number of leaves. */
    long size() {
        return size;
    }

    /** Appends the root of a complete subtree of 2^level leaves; the size so far must be a multiple of that. */
    void append(byte[] hash, int level) {
        if ((size & ((1L << level) - 1)) != 0) {
            throw new IllegalArgumentException("no place for a subtree of level " + level + " at " + size);
        }
        byte[] node = hash;
        int at = level;
        for (; nodes[at] != null; at++) {
            node = Merkle.node(nodes[at], node);
            nodes[at] = null;
        }
        nodes[at] = node;
        size += 1L << level;
    }

    /** The root; of the empty tree, SHA-256 of nothing (RFC 6962 §2.1). */
    byte[] root() {
        byte[] root = null;
        for (byte[] node : nodes) {
            if (node != null) {
                root = root == null ? node : Merkle.node(node, root);
            }
        }
        return root == null ? Sha256.of() : root;
    }
}
