package org.gongping.draw.exclusion;

import java.time.Instant;
import java.util.List;

/**
 * The whole library, each expert with the reason for which they cannot be drawn, if there is one.
 *
 * @param experts ordered by their id
 */
public record Screened(List<ScreenedExpert> experts, Library library) {
    /**
     * The state of the library that was screened.
     *
     * @param count experts, the excluded ones too
     * @param digest SHA-256 over the ids of all experts in their order, hex: two states with the same people have the same
     */
    public record Library(int count, String digest, Instant at) {}

    public Screened {
        experts = List.copyOf(experts);
    }
}
