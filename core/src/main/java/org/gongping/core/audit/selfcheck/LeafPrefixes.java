package org.gongping.core.audit.selfcheck;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds leaves that stand twice among a fixed number of neighbours, by their first 64 bits. */
final class LeafPrefixes {
    /** Two places of one leaf. */
    record Twice(long first, long second) {}

    private final long from;
    private long[] prefixes = new long[1024];
    private int count;

    LeafPrefixes(long from) {
        this.from = from;
    }

    void add(long index, byte[] leaf) {
        int at = Math.toIntExact(index - from);
        if (at >= prefixes.length) {
            prefixes = Arrays.copyOf(prefixes, Math.max(at + 1, prefixes.length * 2));
        }
        // A leaf that could not be read leaves a 0 behind, which no leaf begins with.
        prefixes[at] = ByteBuffer.wrap(leaf).getLong();
        count = at + 1;
    }

    /** That two of 2^20 leaves agree in 64 bits without being one is a matter of one in 2^25. */
    List<Twice> twice(int most) {
        long[] sorted = Arrays.copyOf(prefixes, count);
        Arrays.sort(sorted);
        List<Twice> found = new ArrayList<>();
        for (int i = 1; i < count && found.size() < most; i++) {
            if (sorted[i] == sorted[i - 1] && sorted[i] != 0 && (i == 1 || sorted[i] != sorted[i - 2])) {
                found.add(places(sorted[i]));
            }
        }
        return found;
    }

    private Twice places(long prefix) {
        int first = 0;
        while (prefixes[first] != prefix) {
            first++;
        }
        int second = first + 1;
        while (prefixes[second] != prefix) {
            second++;
        }
        return new Twice(from + first, from + second);
    }
}
