package org.gongping.core.scoring.method;

import java.util.Optional;

/**
 * A quantified deviation of F7, in the order of the document.
 *
 * @param credit per unit below the reference, taken off
 * @param penalty per unit above the reference, added
 * @param timeValued the amount is discounted with the factor of the entered quantity as its period
 */
public record Adjustment(
        String name,
        String nameZh,
        Kind kind,
        Base base,
        Optional<Figure> credit,
        Optional<Figure> penalty,
        Optional<Figure> reference,
        boolean timeValued,
        String pointer) {
    /** How the amount is found. */
    public enum Kind {
        PER_UNIT,
        PERCENT_OF_PRICE,
        MISSING_ITEM,
        DIVISOR
    }

    /** What a percentage refers to, or at whose unit price a missing item is priced. */
    public enum Base {
        BID_PRICE,
        RUNNING,
        HIGHEST,
        MEAN,
        OWN
    }
}
