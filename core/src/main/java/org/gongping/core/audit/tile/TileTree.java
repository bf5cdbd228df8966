package org.gongping.core.audit.tile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gongping.core.audit.tree.Merkle;
import org.gongping.core.audit.tree.Proofs;
import org.gongping.core.audit.tree.Subtrees;

/**
 * The tree of one size as its tiles hold it: hash {@code i} of tile {@code n} on tile level {@code l} is the root over
 * leaves {@code (256n+i)·256^l} to {@code (256n+i+1)·256^l}. Tiles once read are kept, the last few hundred. Not for
 * several threads at once.
 */
public final class TileTree implements Subtrees {
    private static final int KEPT = 512;
    private static final int LEVELS_OF_TILE = 8;

    private final LogFolder folder;
    private final long size;
    private final Map<String, byte[][]> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[][]> eldest) {
            return size() > KEPT;
        }
    };

    public TileTree(LogFolder folder, long size) {
        this.folder = folder;
        this.size = size;
    }

    public Proofs proofs() {
        return new Proofs(this);
    }

    @Override
    public byte[] hash(int level, long index) {
        int tileLevel = level / LEVELS_OF_TILE;
        int within = level % LEVELS_OF_TILE;
        long first = index << within;
        byte[][] tile = tile(tileLevel, first / TilePath.WIDTH);
        int from = (int) (first % TilePath.WIDTH);
        int to = from + (1 << within);
        if (to > tile.length) {
            throw new IllegalArgumentException(
                    "no subtree " + index + " on level " + level + " of " + size + " leaves");
        }
        return Merkle.root(tile, from, to);
    }

    /** The hashes of a tile as far as this size fills it. */
    byte[][] tile(int tileLevel, long index) {
        int width = width(tileLevel, index);
        String path = TilePath.hashes(tileLevel, index, width);
        return kept.computeIfAbsent(path, p -> hashes(p, bytes(path, TilePath.hashes(tileLevel, index, 256)), width));
    }

    private int width(int tileLevel, long index) {
        long hashes = size >> (LEVELS_OF_TILE * tileLevel);
        return (int) Math.clamp(hashes - index * TilePath.WIDTH, 0, TilePath.WIDTH);
    }

    /** A partial tile may have given way to the full one, which begins with it. */
    private byte[] bytes(String path, String full) {
        return folder.read(path).or(() -> folder.read(full)).orElseThrow(() -> new LogDamaged(path + " is missing"));
    }

    private static byte[][] hashes(String path, byte[] bytes, int width) {
        if (bytes.length < width * Merkle.HASH_BYTES || bytes.length % Merkle.HASH_BYTES != 0) {
            throw new LogDamaged(path + " has " + bytes.length + " bytes");
        }
        byte[][] hashes = new byte[width][Merkle.HASH_BYTES];
        for (int i = 0; i < width; i++) {
            System.arraycopy(bytes, i * Merkle.HASH_BYTES, hashes[i], 0, Merkle.HASH_BYTES);
        }
        return hashes;
    }

    /** The entries of a bundle, the first {@code width} of them. */
    List<byte[]> entries(long index, int width) {
        String path = TilePath.entries(index, width);
        byte[] bytes = bytes(path, TilePath.entries(index, TilePath.WIDTH));
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (entries.size() < width) {
            int length = at + 2 <= bytes.length ? (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF : -1;
            if (length < 0 || at + 2 + length > bytes.length) {
                throw new LogDamaged(path + " ends within entry " + entries.size());
            }
            byte[] entry = new byte[length];
            System.arraycopy(bytes, at + 2, entry, 0, length);
            entries.add(entry);
            at += 2 + length;
        }
        return entries;
    }
}
