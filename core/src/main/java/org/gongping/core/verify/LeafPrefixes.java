package org.gongping.core.verify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds leaves that may be equal, in 16 bytes of memory per leaf: it keeps the first 64 bits of each hash, and
 * whoever asks compares the few whose first bits meet.
 */
final class LeafPrefixes {
    private static final int FIRST_CAPACITY = 1 << 12;

    private long[] prefixes = new long[FIRST_CAPACITY];
    private int count;

    /** Takes the next leaf of the log, in order. */
    void add(byte[] leafHash) {
        if (count == prefixes.length) {
            prefixes = Arrays.copyOf(prefixes, count * 2);
        }
        prefixes[count++] = ByteBuffer.wrap(leafHash).getLong();
    }

    /** Indexes of leaves, in groups of those whose first 64 bits are equal; at most {@code most} groups. */
    List<List<Long>> suspects(int most) {
        long[] sorted = Arrays.copyOf(prefixes, count);
        Arrays.parallelSort(sorted);
        List<List<Long>> groups = new ArrayList<>();
        for (int i = 1; i < count && groups.size() < most; i++) {
            boolean firstRepetition = sorted[i] == sorted[i - 1] && (i == 1 || sorted[i - 2] != sorted[i]);
            if (firstRepetition) {
                groups.add(indexesOf(sorted[i], most));
            }
        }
        return groups;
    }

    private List<Long> indexesOf(long prefix, int most) {
        List<Long> indexes = new ArrayList<>();
        for (int i = 0; i < count && indexes.size() < most; i++) {
            if (prefixes[i] == prefix) {
                indexes.add((long) i);
            }
        }
        return indexes;
    }
}
