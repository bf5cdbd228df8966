package org.gongping.draw.protocol;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/** Sorts numbers of items by hashes of theirs, as unsigned bytes. */
final class HashOrder {
    private HashOrder() {}

    /**
     * Sorts 0 … n − 1.
     *
     * @param prefixes the first 64 bits of each item's hash; changed by the sorting
     * @param whole compares two items whose first bits meet
     */
    static int[] sort(long[] prefixes, IntBinaryOperator whole) {
        int count = prefixes.length;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
        long low = (1L << bits) - 1;
        for (int i = 0; i < count; i++) {
            // The number of the item takes the place of the last bits; the sign is turned for an unsigned order.
            prefixes[i] = (prefixes[i] & ~low | i) ^ Long.MIN_VALUE;
        }
        Arrays.parallelSort(prefixes);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) (prefixes[i] & low);
        }
        for (int begin = 0; begin < count; ) {
            int end = begin + 1;
            while (end < count && (prefixes[end] & ~low) == (prefixes[begin] & ~low)) {
                end++;
            }
            settle(order, begin, end, whole);
            begin = end;
        }
        return order;
    }

    /** Insertion sort of the few whose first bits meet. */
    private static void settle(int[] order, int begin, int end, IntBinaryOperator whole) {
        for (int i = begin + 1; i < end; i++) {
            int item = order[i];
            int at = i;
            while (at > begin && whole.applyAsInt(order[at - 1], item) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = item;
        }
    }
}
