package org.gongping.core.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds leaves that may be equal: it keeps the first 64 bits of each hash, and whoever asks compares the few whose first
 * bits meet. A log of ordinary size stays in memory, at 16 bytes for each leaf; a larger one goes to unnamed files, sorted
 * by their first byte, which the hash function fills evenly, so that one file at a time is all that memory must hold.
 */
final class LeafPrefixes implements AutoCloseable {
    /** 64 MiB, and as much again to sort them. */
    static final int IN_MEMORY = 1 << 23;

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final int FILES = 256;
    private static final int BUFFER = 1 << 16;
    private static final int PAIR = 2 * Long.BYTES;

    private final int inMemory;
    private long[] prefixes = new long[FIRST_CAPACITY];
    private long count;
    private Bucket[] buckets;

    LeafPrefixes() {
        this(IN_MEMORY);
    }

    /** @param inMemory leaves that are kept in memory before the first file is made */
    LeafPrefixes(int inMemory) {
        this.inMemory = inMemory;
    }

    /** One file of pairs of prefix and index. It has no name any more once it is open: it goes with the process. */
    private static final class Bucket {
        private final FileChannel file;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

        Bucket(Path folder) throws IOException {
            file = FileChannel.open(
                    Files.createTempFile(folder, "gongping-leaves", null),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }

        void add(long prefix, long index) throws IOException {
            if (buffer.remaining() < PAIR) {
                flush();
            }
            buffer.putLong(prefix).putLong(index);
        }

        private void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            buffer.clear();
        }

        /** All of them, prefixes and indexes by turns. */
        long[] read() throws IOException {
            flush();
            long[] pairs = new long[Math.toIntExact(file.size() / Long.BYTES)];
            file.position(0);
            for (int at = 0; at < pairs.length; ) {
                if (file.read(buffer) < 0) {
                    throw new IOException("a file of leaves is shorter than what was written");
                }
                buffer.flip();
                while (buffer.remaining() >= Long.BYTES) {
                    pairs[at++] = buffer.getLong();
                }
                buffer.compact();
            }
            buffer.clear();
            return pairs;
        }
    }

    /**
     * Takes the next leaf of the log, in order.
     *
     * @throws UncheckedIOException when the folder of temporary files is full
     */
    void add(byte[] leafHash) {
        long prefix = ByteBuffer.wrap(leafHash).getLong();
        if (count >= inMemory) {
            spill(prefix, count);
        } else {
            if (count == prefixes.length) {
                prefixes = Arrays.copyOf(prefixes, prefixes.length * 2);
            }
            prefixes[(int) count] = prefix;
        }
        count++;
    }

    private void spill(long prefix, long index) {
        try {
            if (buckets == null) {
                open();
            }
            buckets[(int) (prefix >>> (Long.SIZE - Byte.SIZE))].add(prefix, index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        buckets = new Bucket[FILES];
        for (int i = 0; i < FILES; i++) {
            buckets[i] = new Bucket(folder);
        }
        for (int i = 0; i < count; i++) {
            spill(prefixes[i], i);
        }
        prefixes = new long[0];
    }

    /** Indexes of leaves, in groups of those whose first 64 bits are equal; at most {@code most} groups. */
    List<List<Long>> suspects(int most) {
        List<List<Long>> groups = new ArrayList<>();
        if (buckets == null) {
            long[] pairs = new long[(int) count * 2];
            for (int i = 0; i < count; i++) {
                pairs[2 * i] = prefixes[i];
                pairs[2 * i + 1] = i;
            }
            group(pairs, most, groups);
            return groups;
        }
        try {
            for (Bucket bucket : buckets) {
                group(bucket.read(), most, groups);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return groups;
    }

    private static void group(long[] pairs, int most, List<List<Long>> groups) {
        long[] sorted = new long[pairs.length / 2];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = pairs[2 * i];
        }
        Arrays.parallelSort(sorted);
        for (int i = 1; i < sorted.length && groups.size() < most; i++) {
            boolean firstRepetition = sorted[i] == sorted[i - 1] && (i == 1 || sorted[i - 2] != sorted[i]);
            if (firstRepetition) {
                groups.add(indexesOf(sorted[i], pairs, most));
            }
        }
    }

    private static List<Long> indexesOf(long prefix, long[] pairs, int most) {
        List<Long> indexes = new ArrayList<>();
        for (int i = 0; i < pairs.length && indexes.size() < most; i += 2) {
            if (pairs[i] == prefix) {
                indexes.add(pairs[i + 1]);
            }
        }
        return indexes;
    }

    @Override
    public void close() {
        if (buckets != null) {
            for (Bucket bucket : buckets) {
                try {
                    if (bucket != null) {
                        bucket.file.close();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
