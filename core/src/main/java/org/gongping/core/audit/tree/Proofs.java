package org.gongping.core.audit.tree;

import java.util.ArrayList;
import java.util.List;

/** Makes roots and proofs out of the hashes of full subtrees (RFC 6962 §2.1.1 and §2.1.2). */
public final class Proofs {
    private final Subtrees subtrees;

    public Proofs(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    /** The root of the first {@code size} leaves. */
    public byte[] root(long size) {
        return size == 0 ? Merkle.emptyRoot() : range(0, size);
    }

    /**
     * The audit path of a leaf, from the leaf up.
     *
     * @throws IllegalArgumentException unless 0 ≤ index &lt; size
     */
    public List<byte[]> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<byte[]> path = new ArrayList<>();
        inclusion(index, 0, size, path);
        return path;
    }

    private void inclusion(long index, long from, long to, List<byte[]> path) {
        if (to - from == 1) {
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (index < split) {
            inclusion(index, from, split, path);
            path.add(range(split, to));
        } else {
            inclusion(index, split, to, path);
            path.add(range(from, split));
        }
    }

    /**
     * That the tree of {@code old} leaves is the beginning of the tree of {@code size} leaves. Empty where nothing has to
     * be shown: for an empty old tree and for two equal sizes.
     *
     * @throws IllegalArgumentException unless 0 ≤ old ≤ size
     */
    public List<byte[]> consistency(long old, long size) {
        if (old < 0 || old > size) {
            throw new IllegalArgumentException("a tree of " + size + " does not grow out of one of " + old);
        }
        List<byte[]> proof = new ArrayList<>();
        if (old > 0 && old < size) {
            consistency(old, 0, size, true, proof);
        }
        return proof;
    }

    private void consistency(long old, long from, long to, boolean whole, List<byte[]> proof) {
        if (old == to) {
            if (!whole) {
                proof.add(range(from, to));
            }
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (old <= split) {
            consistency(old, from, split, whole, proof);
            proof.add(range(split, to));
        } else {
            consistency(old, split, to, false, proof);
            proof.add(range(from, split));
        }
    }

    /** The hash over a range whose beginning is a multiple of the power of two that holds its length. */
    private byte[] range(long from, long to) {
        long length = to - from;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return subtrees.hash(level, from >> level);
        }
        long split = from + Long.highestOneBit(length - 1);
        return Merkle.node(range(from, split), range(split, to));
    }
}
