package org.gongping.core.verify;

import java.time.Duration;

/**
 * What a check may cost.
 *
 * @param whole time for everything
 * @param perFile time for one file over HTTP
 * @param entries largest log that is read whole; each 256 entries cost 32 bytes of memory
 * @param inMemory entries of which 16 bytes each are kept in memory; of a larger log they go to temporary files
 */
public record Limits(Duration whole, Duration perFile, long entries, int inMemory) {
    /** Findings after which a check stops: what follows would repeat them. */
    static final int FINDINGS = 100;

    public Limits(Duration whole, Duration perFile, long entries) {
        this(whole, perFile, entries, LeafPrefixes.IN_MEMORY);
    }

    /** An hour, half a minute, a thousand million entries. */
    public static Limits usual() {
        return new Limits(Duration.ofHours(1), Duration.ofSeconds(30), 1L << 30);
    }
}
