package org.gongping.core.audit.tile;

import java.nio.file.Files;
import java.util.List;

/** The entries that the bundles of a log hold, read in order, also beyond what was signed. For one thread. */
public final class StoredEntries {
    private final LogFolder folder;

    public StoredEntries(LogFolder folder) {
        this.folder = folder;
    }

    /** Takes entries, the first of them at the given place. */
    @FunctionalInterface
    public interface Sink {
        void take(long first, List<byte[]> entries);
    }

    /** How many entries there are from the first one on without a gap. */
    public long count() {
        long bundles = 0;
        while (exists(bundles, TilePath.WIDTH)) {
            bundles++;
        }
        int width = TilePath.WIDTH - 1;
        while (width > 0 && !exists(bundles, width)) {
            width--;
        }
        return bundles * TilePath.WIDTH + width;
    }

    private boolean exists(long bundle, int width) {
        return Files.isRegularFile(folder.root().resolve(TilePath.entries(bundle, width)));
    }

    /**
     * Hands over the first {@code size} entries, bundle by bundle.
     *
     * @throws LogDamaged when a bundle is missing or torn
     */
    public void read(long size, Sink sink) {
        var tree = new TileTree(folder, size);
        for (long first = 0; first < size; first += TilePath.WIDTH) {
            int width = (int) Math.min(TilePath.WIDTH, size - first);
            sink.take(first, tree.entries(first / TilePath.WIDTH, width));
        }
    }
}
