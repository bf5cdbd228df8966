package org.gongping.core.scoring.method;

import java.util.List;
import java.util.Optional;

/**
 * A line of an international evaluated price, in the order of the document; each is rounded by itself.
 *
 * @param rate fraction of the base lines, for PERCENT
 * @param base names of earlier lines, for PERCENT
 */
public record Component(
        String name, String nameZh, Kind kind, Optional<Figure> rate, List<String> base, String pointer) {
    /** Where the line's amount comes from. */
    public enum Kind {
        /** The bid price at the opening day's rate. */
        EXCHANGED_PRICE,
        /** A rate of the sum of earlier lines. */
        PERCENT,
        /** An amount of the bid, exchanged when it is in another currency. */
        AMOUNT
    }
}
