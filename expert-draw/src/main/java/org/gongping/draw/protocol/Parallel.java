package org.gongping.draw.protocol;

import java.util.stream.IntStream;

/** Divides long loops among the processors. */
final class Parallel {
    private static final int CHUNK = 8_192;

    private Parallel() {}

    /** A part of a loop, from {@code begin} up to but not including {@code end}. */
    interface Part {
        void run(int begin, int end);
    }

    static void chunks(int count, Part part) {
        int chunks = Math.ceilDiv(count, CHUNK);
        IntStream.range(0, chunks)
                .parallel()
                .forEach(chunk -> part.run(chunk * CHUNK, Math.min(count, (chunk + 1) * CHUNK)));
    }
}
