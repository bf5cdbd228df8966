package org.gongping.core.verify;

import java.util.Arrays;

/** The roots of the tiles of level 0, 32 bytes for each: what is read again is held to them. */
final class TileRoots {
    private byte[] roots = new byte[Sha256.LENGTH * 16];
    private int count;

    /** Takes the next one. A log of 2^33 entries has more than there is room for; {@link Limits} stops long before. */
    void add(byte[] root) {
        int at = Math.multiplyExact(count, Sha256.LENGTH);
        if (at == roots.length) {
            roots = Arrays.copyOf(roots, Math.multiplyExact(roots.length, 2));
        }
        System.arraycopy(root, 0, roots, at, Sha256.LENGTH);
        count++;
    }

    boolean isAt(long number, byte[] root) {
        int at = Math.toIntExact(number * Sha256.LENGTH);
        return Arrays.equals(roots, at, at + Sha256.LENGTH, root, 0, Sha256.LENGTH);
    }
}
