package org.gongping.draw.protocol;

import java.util.List;

/**
 * One group of seats that is drawn for itself.
 *
 * @param specialties codes, any of which makes an expert eligible
 * @param regions codes; empty = any
 * @param seats number to choose, from 1
 */
public record Stratum(String id, List<String> specialties, List<String> regions, int seats) {
    public Stratum {
        specialties = List.copyOf(specialties);
        regions = List.copyOf(regions);
        if (id.isEmpty() || specialties.isEmpty() || seats < 1) {
            throw new IllegalArgumentException("a stratum has an id, a specialty and a seat: " + id);
        }
    }

    /** The same stratum in one region. */
    Stratum in(String region) {
        return new Stratum(id, specialties, List.of(region), seats);
    }
}
