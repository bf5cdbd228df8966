package org.gongping.core.scoring.method;

import java.time.Duration;
import java.util.Optional;

/**
 * A trigger of the procedure on abnormally low prices (V08).
 *
 * @param ratio share compared with, for the three ratios
 * @param w the percentage W of COST_WARNING_LINE
 * @param meanIncludesBid whether the bid itself stands in the mean it is compared with
 * @param onBidPrice the bid price is compared, as notices on 报价 say; else the review price
 * @param explainWithin least time that the bidder has to explain
 */
public record TriggerRule(
        Kind kind,
        boolean inclusive,
        Optional<Param> ratio,
        Optional<Param> w,
        boolean meanIncludesBid,
        boolean onBidPrice,
        Duration explainWithin,
        String pointer) {
    /** Kinds of trigger. COMMITTEE and QUALITATIVE are statements of people, not comparisons. */
    public enum Kind {
        MEAN_RATIO,
        NEXT_LOWEST_RATIO,
        CEILING_RATIO,
        COMMITTEE,
        COST_WARNING_LINE,
        QUALITATIVE
    }
}
