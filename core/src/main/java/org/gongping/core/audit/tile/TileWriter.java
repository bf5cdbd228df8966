package org.gongping.core.audit.tile;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gongping.core.audit.tree.Merkle;

/**
 * Appends entries to the files of a log. It holds the right edge of the tree: on every tile level the tile that is not
 * full yet, and the last bundle. For one thread.
 */
public final class TileWriter {
    /** The longest entry that a bundle's two bytes of length can hold. */
    private static final int LONGEST_ENTRY = 65_535;

    private final LogFolder folder;
    private final List<Edge> edges = new ArrayList<>();
    private ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    private long size;

    /** The tile of one level that is being filled. */
    private static final class Edge {
        private final byte[][] hashes = new byte[TilePath.WIDTH][];
        private long index;
        private int width;
        private boolean isNew;
    }

    private TileWriter(LogFolder folder, long size) {
        this.folder = folder;
        this.size = size;
    }

    /**
     * Goes on where the files were left at the given size.
     *
     * @throws LogDamaged when a file that this size needs is missing or torn
     */
    public static TileWriter resume(LogFolder folder, long size) {
        var writer = new TileWriter(folder, size);
        var tree = new TileTree(folder, size);
        for (int level = 0; size >> 8 * level > 0; level++) {
            long hashes = size >> 8 * level;
            Edge edge = writer.edge(level);
            edge.index = hashes / TilePath.WIDTH;
            edge.width = (int) (hashes % TilePath.WIDTH);
            if (edge.width > 0) {
                System.arraycopy(tree.tile(level, edge.index), 0, edge.hashes, 0, edge.width);
            }
        }
        int open = (int) (size % TilePath.WIDTH);
        if (open > 0) {
            tree.entries(size / TilePath.WIDTH, open).forEach(writer::bundle);
        }
        return writer;
    }

    public long size() {
        return size;
    }

    /** Files of one batch, and the root of the tree that they complete. */
    public final class Staged {
        private final Map<String, byte[]> files = new LinkedHashMap<>();
        private final byte[] root;

        private Staged(List<byte[]> entries) {
            entries.forEach(entry -> add(entry, files));
            int open = (int) (size % TilePath.WIDTH);
            if (open > 0) {
                files.put(TilePath.entries(size / TilePath.WIDTH, open), bundle.toByteArray());
            }
            for (int level = 0; level < edges.size(); level++) {
                Edge edge = edges.get(level);
                if (edge.isNew && edge.width > 0) {
                    files.put(TilePath.hashes(level, edge.index, edge.width), bytes(edge));
                }
                edge.isNew = false;
            }
            root = TileWriter.this.root();
        }

        public byte[] root() {
            return root.clone();
        }

        /**
         * Writes the files; they are durable when this returns.
         *
         * @throws LogDamaged when one of them is there with other bytes
         */
        public void write() {
            LogFolder.Batch batch = folder.batch();
            files.forEach(batch::add);
            batch.force();
        }
    }

    /** Appends entries in memory. Nothing is on the disk yet; if it never comes there, this writer must be dropped. */
    public Staged stage(List<byte[]> entries) {
        return new Staged(entries);
    }

    private void add(byte[] entry, Map<String, byte[]> files) {
        if (entry.length > LONGEST_ENTRY) {
            throw new IllegalArgumentException("an entry has at most " + LONGEST_ENTRY + " bytes");
        }
        bundle(entry);
        size++;
        if (size % TilePath.WIDTH == 0) {
            files.put(TilePath.entries(size / TilePath.WIDTH - 1, TilePath.WIDTH), bundle.toByteArray());
            bundle = new ByteArrayOutputStream();
        }
        push(0, Merkle.leaf(entry), files);
    }

    private void push(int level, byte[] hash, Map<String, byte[]> files) {
        Edge edge = edge(level);
        edge.hashes[edge.width++] = hash;
        edge.isNew = true;
        if (edge.width == TilePath.WIDTH) {
            files.put(TilePath.hashes(level, edge.index, TilePath.WIDTH), bytes(edge));
            byte[] root = Merkle.root(edge.hashes, 0, TilePath.WIDTH);
            edge.index++;
            edge.width = 0;
            push(level + 1, root, files);
        }
    }

    private Edge edge(int level) {
        while (edges.size() <= level) {
            edges.add(new Edge());
        }
        return edges.get(level);
    }

    private void bundle(byte[] entry) {
        bundle.write(entry.length >> 8);
        bundle.write(entry.length);
        bundle.writeBytes(entry);
    }

    private static byte[] bytes(Edge edge) {
        byte[] bytes = new byte[edge.width * Merkle.HASH_BYTES];
        for (int i = 0; i < edge.width; i++) {
            System.arraycopy(edge.hashes[i], 0, bytes, i * Merkle.HASH_BYTES, Merkle.HASH_BYTES);
        }
        return bytes;
    }

    /** The root at the present size: the full subtrees of the edge, joined from the right. */
    public byte[] root() {
        byte[] root = null;
        for (Edge edge : edges) {
            int end = edge.width;
            while (end > 0) {
                int begin = end - Integer.lowestOneBit(end);
                byte[] subtree = Merkle.root(edge.hashes, begin, end);
                root = root == null ? subtree : Merkle.node(subtree, root);
                end = begin;
            }
        }
        return root == null ? Merkle.emptyRoot() : root;
    }
}
