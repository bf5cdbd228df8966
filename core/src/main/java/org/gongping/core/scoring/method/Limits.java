package org.gongping.core.scoring.method;

import java.util.Optional;

/**
 * What a price must keep to.
 *
 * @param ceilingInclusive whether a price equal to the ceiling is valid; empty where no ceiling is applied
 */
public record Limits(Optional<Boolean> ceilingInclusive, Optional<Band> band) {
    /** A validity band around a price, in percent of it; an edge left out is open. */
    public record Band(
            AnchorBase around,
            Optional<Figure> lowPercent,
            Optional<Figure> highPercent,
            boolean inclusiveLow,
            boolean inclusiveHigh) {}
}
