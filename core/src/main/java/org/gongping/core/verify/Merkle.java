package org.gongping.core.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The Merkle tree of RFC 6962 §2.1: hashes of leaves and nodes, and the proofs of RFC 9162 §2.1.3.2 and §2.1.4.2. */
public final class Merkle {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private Merkle() {}

    /** {@code SHA-256(0x00 ‖ entry)}. */
    public static byte[] leaf(byte[] entry) {
        return Sha256.of(LEAF, entry);
    }

    static byte[] node(byte[] left, byte[] right) {
        return Sha256.of(NODE, left, right);
    }

    /** The root over leaf hashes in their order. */
    public static byte[] root(List<byte[]> leafHashes) {
        Frontier frontier = new Frontier();
        leafHashes.forEach(hash -> frontier.append(hash, 0));
        return frontier.root();
    }

    /**
     * The root that an inclusion proof leads to, or nothing when the proof does not have the length and shape that the
     * place of the leaf asks for.
     */
    static Optional<byte[]> rootFrom(long index, long size, byte[] leafHash, List<byte[]> proof) {
        if (index < 0 || index >= size || leafHash.length != Sha256.LENGTH) {
            return Optional.empty();
        }
        long place = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (last == 0 || sibling.length != Sha256.LENGTH) {
                return Optional.empty();
            }
            if ((place & 1) == 1 || place == last) {
                hash = node(sibling, hash);
                while ((place & 1) == 0 && place != 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = node(hash, sibling);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 ? Optional.of(hash) : Optional.empty();
    }

    /** Whether an inclusion proof leads from a leaf to a root. */
    public static boolean includes(long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        return rootFrom(index, size, leafHash, proof)
                .filter(found -> Arrays.equals(found, root))
                .isPresent();
    }

    /**
     * Whether the tree of {@code newSize} extends the tree of {@code oldSize}. The empty tree is not decided here: every
     * tree extends it, and a proof of that proves nothing, so an old size of 0 is refused.
     */
    public static boolean isConsistent(long oldSize, byte[] oldRoot, long newSize, byte[] newRoot, List<byte[]> proof) {
        if (oldSize <= 0 || newSize < oldSize) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && Arrays.equals(oldRoot, newRoot);
        }
        if (proof.isEmpty() || proof.stream().anyMatch(hash -> hash.length != Sha256.LENGTH)) {
            return false;
        }
        // A complete old tree is itself the first node of the path, and the proof leaves it out.
        boolean complete = Long.bitCount(oldSize) == 1;
        byte[] start = complete ? oldRoot : proof.getFirst();
        int trailing = Long.numberOfTrailingZeros(oldSize);
        long place = (oldSize - 1) >>> trailing;
        long last = (newSize - 1) >>> trailing;
        byte[] oldHash = start;
        byte[] newHash = start;
        for (byte[] hash : complete ? proof : proof.subList(1, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                oldHash = node(hash, oldHash);
                newHash = node(hash, newHash);
                while ((place & 1) == 0 && place != 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                newHash = node(newHash, hash);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Arrays.equals(oldHash, oldRoot) && Arrays.equals(newHash, newRoot);
    }
}
