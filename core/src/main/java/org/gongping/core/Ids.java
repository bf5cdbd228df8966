package org.gongping.core;

import java.time.InstantSource;
import java.util.UUID;

/** Makes identifiers: UUID version 7 (RFC 9562 §5.7), so that keys grow with time; 74 bits are random. */
public final class Ids {
    private final InstantSource clock;
    private final RandomSource random;

    public Ids(InstantSource clock, RandomSource random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new identifier, unique among all that were ever made. */
    public UUID next() {
        byte[] bytes = random.bytes(10);
        long high = clock.millis() << 16 | 0x7000L | (bytes[0] & 0x0FL) << 8 | bytes[1] & 0xFFL;
        long low = 0;
        for (int i = 2; i < 10; i++) {
            low = low << 8 | bytes[i] & 0xFFL;
        }
        return new UUID(high, low & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }
}
