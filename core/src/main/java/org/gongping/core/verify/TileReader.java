package org.gongping.core.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the tiles and bundles that a log of a given size must have. Safe for several threads. */
final class TileReader {
    /** Of one tile; whoever sees ten wrong hashes there looks at the whole tile. */
    private static final int FINDINGS_PER_TILE = 10;

    private static final int TILE_BYTES = Tiles.WIDTH * Sha256.LENGTH;

    private final LogFiles files;
    private final long size;

    TileReader(LogFiles files, long size) {
        this.files = files;
        this.size = size;
    }

    /**
     * The leaves under one tile of level 0, computed from the entries.
     *
     * @param leaves leaf hashes; empty when they cannot be had
     * @param root of these leaves
     */
    record Leaves(long number, List<byte[]> leaves, byte[] root, List<Finding> findings) {}

    /** Reads a bundle, computes its leaf hashes, and compares them with the tile that is served. */
    Leaves leaves(long number) throws Refused {
        List<Finding> findings = new ArrayList<>();
        int width = Tiles.width(size, 0, number);
        Optional<List<byte[]>> entries = entries(number, width, findings);
        Optional<List<byte[]>> served = hashes(0, number, width, findings);
        if (entries.isEmpty()) {
            // With the tile alone the rest of the log can still be held to its root.
            List<byte[]> leaves = served.orElse(List.of());
            return new Leaves(number, leaves, Merkle.root(leaves), findings);
        }
        String path = Tiles.entriesPath(number, width);
        long first = number * Tiles.WIDTH;
        List<byte[]> leaves = new ArrayList<>(width);
        for (byte[] entry : entries.get()) {
            if (!Entry.isWellFormed(entry) && findings.size() < FINDINGS_PER_TILE) {
                findings.add(Finding.at(FindingCode.ENTRY_FORM, path, first + leaves.size()));
            }
            leaves.add(Merkle.leaf(entry));
        }
        served.ifPresent(hashes -> findings.addAll(differences(0, number, leaves, hashes)));
        return new Leaves(number, leaves, Merkle.root(leaves), findings);
    }

    /** Compares computed hashes of a level with the tile that is served. */
    List<Finding> compare(int level, long number, List<byte[]> computed) throws Refused {
        List<Finding> findings = new ArrayList<>();
        hashes(level, number, computed.size(), findings)
                .ifPresent(served -> findings.addAll(differences(level, number, computed, served)));
        return findings;
    }

    private List<Finding> differences(int level, long number, List<byte[]> computed, List<byte[]> served) {
        List<Finding> findings = new ArrayList<>();
        String path = Tiles.path(level, number, computed.size());
        for (int i = 0; i < computed.size() && findings.size() < FINDINGS_PER_TILE; i++) {
            if (!Arrays.equals(computed.get(i), served.get(i))) {
                long firstLeaf = number * Tiles.WIDTH + i << level * Tiles.HEIGHT;
                findings.add(Finding.at(FindingCode.TILE_HASH, path, firstLeaf));
            }
        }
        return findings;
    }

    private Optional<List<byte[]>> entries(long number, int width, List<Finding> findings) throws Refused {
        String path = Tiles.entriesPath(number, width);
        Optional<byte[]> bytes = files.read(path, Bundle.MAX_BYTES);
        boolean whole = bytes.isPresent();
        if (!whole && width < Tiles.WIDTH) {
            // A partial bundle may be deleted once the full one exists (C2SP tlog-tiles).
            bytes = files.read(Tiles.entriesPath(number, Tiles.WIDTH), Bundle.MAX_BYTES);
        }
        if (bytes.isEmpty()) {
            findings.add(Finding.of(FindingCode.BUNDLE_MISSING, path));
            return Optional.empty();
        }
        Optional<List<byte[]>> entries =
                bytes.get().length > Bundle.MAX_BYTES ? Optional.empty() : Bundle.parse(bytes.get(), width, whole);
        if (entries.isEmpty()) {
            findings.add(Finding.of(FindingCode.BUNDLE_MALFORMED, path, width));
        }
        return entries;
    }

    private Optional<List<byte[]>> hashes(int level, long number, int width, List<Finding> findings) throws Refused {
        String path = Tiles.path(level, number, width);
        int length = width * Sha256.LENGTH;
        Optional<byte[]> bytes = files.read(path, TILE_BYTES);
        if (bytes.isEmpty() && width < Tiles.WIDTH) {
            bytes = files.read(Tiles.path(level, number, Tiles.WIDTH), TILE_BYTES)
                    .map(full -> full.length == TILE_BYTES ? Arrays.copyOf(full, length) : full);
        }
        if (bytes.isEmpty()) {
            findings.add(Finding.of(FindingCode.TILE_MISSING, path));
            return Optional.empty();
        }
        if (bytes.get().length != length) {
            findings.add(Finding.of(FindingCode.TILE_LENGTH, path, length, bytes.get().length));
            return Optional.empty();
        }
        List<byte[]> hashes = new ArrayList<>(width);
        for (int at = 0; at < length; at += Sha256.LENGTH) {
            hashes.add(Arrays.copyOfRange(bytes.get(), at, at + Sha256.LENGTH));
        }
        return Optional.of(hashes);
    }
}
