package org.gongping.core.audit.selfcheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TilePath;
import org.gongping.core.audit.tree.Merkle;

/** The files of the log as they lie there, for one size. What is missing or of another length is a finding. */
final class StoredTiles {
    private final LogFolder folder;
    private final long size;
    private final Collected findings;

    StoredTiles(LogFolder folder, long size, Collected findings) {
        this.folder = folder;
        this.size = size;
        this.findings = findings;
    }

    /** Hashes that a tile must have; 0 when there is no such tile. */
    int width(int level, long number) {
        return (int) Math.clamp((size >> 8 * level) - number * TilePath.WIDTH, 0, TilePath.WIDTH);
    }

    String path(int level, long number) {
        return TilePath.hashes(level, number, width(level, number));
    }

    String entriesPath(long number) {
        return TilePath.entries(number, width(0, number));
    }

    /** Empty when they cannot be had; that is a finding then. */
    List<byte[]> hashes(int level, long number) {
        int width = width(level, number);
        String path = path(level, number);
        byte[] bytes = folder.read(path).orElse(null);
        if (bytes == null) {
            // A partial tile may have given way to the full one.
            bytes = folder.read(TilePath.hashes(level, number, TilePath.WIDTH))
                    .map(full -> Arrays.copyOf(full, Math.min(full.length, width * Merkle.HASH_BYTES)))
                    .orElse(null);
        }
        if (bytes == null) {
            findings.add(FindingCode.TILE_MISSING, path);
            return List.of();
        }
        if (bytes.length != width * Merkle.HASH_BYTES) {
            findings.add(FindingCode.TILE_LENGTH, path, width * Merkle.HASH_BYTES, bytes.length);
            return List.of();
        }
        List<byte[]> hashes = new ArrayList<>(width);
        for (int at = 0; at < bytes.length; at += Merkle.HASH_BYTES) {
            hashes.add(Arrays.copyOfRange(bytes, at, at + Merkle.HASH_BYTES));
        }
        return hashes;
    }

    /** The entries of a bundle; empty when they cannot be had, which is a finding then. */
    List<byte[]> entries(long number) {
        int width = width(0, number);
        String path = entriesPath(number);
        byte[] own = folder.read(path).orElse(null);
        byte[] bytes = own != null
                ? own
                : folder.read(TilePath.entries(number, TilePath.WIDTH)).orElse(null);
        if (bytes == null) {
            findings.add(FindingCode.BUNDLE_MISSING, path);
            return List.of();
        }
        List<byte[]> entries = new ArrayList<>(width);
        int at = 0;
        while (entries.size() < width && at + 2 <= bytes.length) {
            int end = at + 2 + ((bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF);
            if (end > bytes.length) {
                break;
            }
            entries.add(Arrays.copyOfRange(bytes, at + 2, end));
            at = end;
        }
        if (entries.size() < width || own != null && at != bytes.length) {
            findings.add(FindingCode.BUNDLE_MALFORMED, path, width);
            return List.of();
        }
        return entries;
    }
}
