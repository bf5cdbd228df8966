package org.gongping.core.verify;

import java.util.ArrayList;
import java.util.List;

/** Holds the tiles above the leaves to what the level below yields. Not for use by several threads. */
final class UpperTiles {
    private final TileReader reader;
    private final Progress progress;
    private final List<Level> levels = new ArrayList<>();

    UpperTiles(TileReader reader, Progress progress) {
        this.reader = reader;
        this.progress = progress;
    }

    private static final class Level {
        private final List<byte[]> hashes = new ArrayList<>(Tiles.WIDTH);
        private long number;
    }

    /** Takes the root of the next full tile of the level below, in order. */
    void add(int level, byte[] hash) throws Refused {
        while (levels.size() < level) {
            levels.add(new Level());
        }
        Level at = levels.get(level - 1);
        at.hashes.add(hash);
        if (at.hashes.size() == Tiles.WIDTH) {
            compare(level, at);
            byte[] root = Merkle.root(at.hashes);
            at.hashes.clear();
            at.number++;
            add(level + 1, root);
        }
    }

    /** Compares the partial tile at the end of each level. */
    void finish() throws Refused {
        for (int i = 0; i < levels.size(); i++) {
            if (!levels.get(i).hashes.isEmpty()) {
                compare(i + 1, levels.get(i));
            }
        }
    }

    private void compare(int level, Level at) throws Refused {
        reader.compare(level, at.number, at.hashes).forEach(progress::add);
        progress.count(Report.Counted.TILES, 1);
    }
}
