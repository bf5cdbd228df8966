package org.gongping.draw.verify;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** The order of many hashes by their unsigned bytes: sorted by their first bits, and by all where these meet. */
final class Order {
    private Order() {}

    /** Numbers of the hashes, of 8 bytes or more, in their order. */
    static int[] of(byte[][] hashes) {
        return of(hashes, Integer::compare);
    }

    /** @param ties compares the numbers of two equal hashes */
    static int[] of(byte[][] hashes, IntBinaryOperator ties) {
        int count = hashes.length;
        long low = (1L << (Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1)))) - 1;
        long[] first = new long[count];
        for (int i = 0; i < count; i++) {
            // The number takes the place of the last bits; the sign is turned for an unsigned order.
            first[i] = (ByteBuffer.wrap(hashes[i]).getLong() & ~low | i) ^ Long.MIN_VALUE;
        }
        Arrays.parallelSort(first);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) (first[i] & low);
        }
        for (int begin = 0, end; begin < count; begin = end) {
            end = begin + 1;
            while (end < count && (first[end] & ~low) == (first[begin] & ~low)) {
                end++;
            }
            if (end - begin > 1) {
                settle(order, begin, end, hashes, ties);
            }
        }
        return order;
    }

    private static void settle(int[] order, int begin, int end, byte[][] hashes, IntBinaryOperator ties) {
        int[] sorted = IntStream.range(begin, end)
                .mapToObj(i -> order[i])
                .sorted((a, b) -> {
                    int compared = Arrays.compareUnsigned(hashes[a], hashes[b]);
                    return compared != 0 ? compared : ties.applyAsInt(a, b);
                })
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, order, begin, sorted.length);
    }
}
