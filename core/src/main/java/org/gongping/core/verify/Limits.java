package org.gongping.core.verify;

import java.time.Duration;

/**
 * What a check may cost.
 *
 * @param whole time for everything
 * @param perFile time for one file over HTTP
 * @param entries largest log that is read whole; each entry costs 16 bytes of memory
 */
public record Limits(Duration whole, Duration perFile, long entries) {
    /** Findings after which a check stops: what follows would repeat them. */
    static final int FINDINGS = 100;

    /** An hour, half a minute, 32 million entries. */
    public static Limits usual() {
        return new Limits(Duration.ofHours(1), Duration.ofSeconds(30), 1L << 25);
    }
}
