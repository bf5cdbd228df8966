package org.gongping.core.audit.selfcheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gongping.core.audit.tile.TilePath;
import org.gongping.core.audit.tree.Merkle;
import org.gongping.core.db.Database;

/**
 * The entries under one tile of level 1, which are 65,536 at most: rows, places, bundles, tiles of level 0, that tile, and
 * the hashes above it that are full. Reads in short transactions, so that neither memory nor snapshots grow with the log.
 */
final class SegmentCheck {
    static final long WIDTH = (long) TilePath.WIDTH * TilePath.WIDTH;

    private static final int BATCH = 16 * TilePath.WIDTH;

    private final Database database;
    private final SelfCheckRepository repository;
    private final StoredTiles tiles;
    private final long size;
    private final Collected findings;

    SegmentCheck(Database database, SelfCheckRepository repository, StoredTiles tiles, long size, Collected findings) {
        this.database = database;
        this.repository = repository;
        this.tiles = tiles;
        this.size = size;
        this.findings = findings;
    }

    /** @param leaves takes the first 64 bits of each leaf that the tiles hold, in order */
    void check(long segment, OrderCheck order, LeafPrefixes leaves) {
        long end = Math.min((segment + 1) * WIDTH, size);
        List<byte[]> roots = new ArrayList<>();
        Map<Long, byte[]> computed = new HashMap<>();
        for (long from = segment * WIDTH; from < end && !findings.isFull(); from += BATCH) {
            long to = Math.min(from + BATCH, end);
            rows(from, to, order, computed);
            for (long tile = from / TilePath.WIDTH; tile * TilePath.WIDTH < to; tile++) {
                roots.add(tile(tile, computed, leaves));
            }
            computed.clear();
        }
        if (!findings.isFull()) {
            above(segment, roots);
        }
    }

    private void rows(long from, long to, OrderCheck order, Map<Long, byte[]> computed) {
        List<LoggedRow> rows = database.read(tx -> repository.rows(tx, from, to));
        long expected = from;
        for (LoggedRow place : rows) {
            if (place.index() > expected) {
                findings.add(FindingCode.PLACE_GAP, "#" + expected, expected, place.index() - 1);
                order.skip();
            }
            expected = place.index() + 1;
            if (place.row() == null) {
                findings.add(FindingCode.ROW_MISSING, place.place(), place.entryId());
                order.skip();
            } else {
                EntryCheck.Computed entry = EntryCheck.check(place, findings);
                order.next(place, entry);
                computed.put(place.index(), entry.leaf());
            }
        }
        if (expected < to) {
            findings.add(FindingCode.PLACE_GAP, "#" + expected, expected, to - 1);
            order.skip();
        }
    }

    /** The root of the tile as it lies there; null when it cannot be had. */
    private byte[] tile(long number, Map<Long, byte[]> computed, LeafPrefixes leaves) {
        List<byte[]> stored = tiles.hashes(0, number);
        List<byte[]> entries = tiles.entries(number);
        for (int i = 0; i < stored.size(); i++) {
            long index = number * TilePath.WIDTH + i;
            byte[] leaf = computed.get(index);
            if (leaf != null && !Arrays.equals(leaf, stored.get(i))) {
                findings.add(FindingCode.TILE_LEAF, "#" + index, tiles.path(0, number));
            }
            if (!entries.isEmpty() && !Arrays.equals(Merkle.leaf(entries.get(i)), stored.get(i))) {
                findings.add(FindingCode.BUNDLE_LEAF, tiles.entriesPath(number), index);
            }
            leaves.add(index, stored.get(i));
        }
        return stored.isEmpty() ? null : root(stored);
    }

    private void above(long segment, List<byte[]> roots) {
        int full = tiles.width(1, segment);
        List<byte[]> stored = full == 0 ? List.of() : tiles.hashes(1, segment);
        for (int i = 0; i < stored.size(); i++) {
            compare(1, segment, i, roots.get(i), stored.get(i));
        }
        if (stored.size() == TilePath.WIDTH) {
            climb(2, segment, root(stored));
        }
    }

    /** @param hash of the full subtree number {@code index} on this tile level */
    private void climb(int level, long index, byte[] hash) {
        long number = index / TilePath.WIDTH;
        int within = (int) (index % TilePath.WIDTH);
        List<byte[]> stored = tiles.hashes(level, number);
        if (stored.isEmpty()) {
            return;
        }
        compare(level, number, within, hash, stored.get(within));
        if (within == TilePath.WIDTH - 1) {
            climb(level + 1, number, root(stored));
        }
    }

    private void compare(int level, long number, int within, byte[] computed, byte[] stored) {
        if (computed != null && !Arrays.equals(computed, stored)) {
            findings.add(FindingCode.TILE_HASH, tiles.path(level, number), within);
        }
    }

    private static byte[] root(List<byte[]> hashes) {
        return Merkle.root(hashes.toArray(byte[][]::new), 0, hashes.size());
    }
}
