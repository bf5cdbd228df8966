package org.gongping.draw.protocol;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Roots over very many leaf hashes (RFC 6962 §2.1): level by level, which gives the same tree as the recursion. */
public final class MerkleRoot {
    /** Nodes that one thread takes at a time. */
    private static final int CHUNK = 4_096;

    private MerkleRoot() {}

    /** {@code H(0x00 ‖ entry)}. */
    public static byte[] leaf(byte[] entry) {
        return Octets.sha256(new byte[] {0}, entry);
    }

    /** @param leaves hashes of 32 bytes one behind the other */
    public static byte[] of(byte[] leaves) {
        int count = leaves.length / Octets.HASH;
        if (count == 0) {
            return Octets.sha256(new byte[0]);
        }
        byte[] level = leaves;
        while (count > 1) {
            int above = (count + 1) / 2;
            byte[] next = new byte[above * Octets.HASH];
            byte[] from = level;
            int below = count;
            int chunks = Math.ceilDiv(above, CHUNK);
            IntStream.range(0, chunks)
                    .parallel()
                    .forEach(chunk -> nodes(from, below, next, chunk * CHUNK, Math.min(above, (chunk + 1) * CHUNK)));
            level = next;
            count = above;
        }
        return Arrays.copyOf(level, Octets.HASH);
    }

    private static void nodes(byte[] from, int below, byte[] to, int begin, int end) {
        MessageDigest digest = Octets.digest();
        for (int i = begin; i < end; i++) {
            int left = 2 * i * Octets.HASH;
            if (2 * i + 1 == below) {
                // Nothing stands beside it: it goes up as it is.
                System.arraycopy(from, left, to, i * Octets.HASH, Octets.HASH);
            } else {
                digest.update((byte) 1);
                digest.update(from, left, 2 * Octets.HASH);
                System.arraycopy(digest.digest(), 0, to, i * Octets.HASH, Octets.HASH);
            }
        }
    }
}
