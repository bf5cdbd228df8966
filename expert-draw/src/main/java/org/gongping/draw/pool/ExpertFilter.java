package org.gongping.draw.pool;

import java.util.Optional;

/**
 * Which experts a list shows.
 *
 * @param text words that name, number or employer hold, all of them
 * @param specialty a code; those below it too
 * @param region the first two, four or six digits of an administrative division
 */
public record ExpertFilter(
        Optional<String> text,
        Optional<String> specialty,
        Optional<String> region,
        Optional<Availability> availability,
        Optional<String> library) {
    /** How a row stands now. */
    public enum Availability {
        /** Takes part in draws, as far as the pool knows. */
        AVAILABLE,
        SUSPENDED,
        UNAVAILABLE,
        QUALIFICATION_OVER,
        DUPLICATE,
        RETIRED
    }
}
