package org.gongping.core.audit.tree;

import java.util.List;

/** Checks consistency proofs (RFC 9162 §2.1.4.2). Needed by whoever signs: a log its own past, a witness another's. */
public final class Consistency {
    private Consistency() {}

    /**
     * Whether the proof shows that the tree of the new root begins with the tree of the old root. Any tree begins with
     * the empty one; that is shown by an empty proof.
     */
    public static boolean holds(long old, byte[] oldRoot, long size, byte[] root, List<byte[]> proof) {
        if (old < 0 || old > size || proof.stream().anyMatch(hash -> hash.length != Merkle.HASH_BYTES)) {
            return false;
        }
        if (old == 0) {
            return proof.isEmpty() && Merkle.same(oldRoot, Merkle.emptyRoot());
        }
        if (old == size) {
            return proof.isEmpty() && Merkle.same(oldRoot, root);
        }
        if (proof.isEmpty()) {
            return false;
        }
        // A full subtree is its own first hash; the prover leaves it out.
        boolean full = Long.bitCount(old) == 1;
        byte[] first = full ? oldRoot : proof.getFirst();
        return new Walk(old - 1, size - 1, first).reaches(proof.subList(full ? 0 : 1, proof.size()), oldRoot, root);
    }

    /** The way up from the last leaf of the old tree, along both trees at once. */
    private static final class Walk {
        private long node;
        private long last;
        private byte[] oldHash;
        private byte[] hash;

        Walk(long node, long last, byte[] first) {
            int skipped = Long.numberOfTrailingZeros(~node);
            this.node = node >> skipped;
            this.last = last >> skipped;
            this.oldHash = first;
            this.hash = first;
        }

        boolean reaches(List<byte[]> proof, byte[] oldRoot, byte[] root) {
            for (byte[] sibling : proof) {
                if (last == 0) {
                    return false;
                }
                if ((node & 1) == 1 || node == last) {
                    oldHash = Merkle.node(sibling, oldHash);
                    hash = Merkle.node(sibling, hash);
                    while ((node & 1) == 0 && node != 0) {
                        up();
                    }
                } else {
                    hash = Merkle.node(hash, sibling);
                }
                up();
            }
            return last == 0 && Merkle.same(oldHash, oldRoot) && Merkle.same(hash, root);
        }

        private void up() {
            node >>= 1;
            last >>= 1;
        }
    }
}
