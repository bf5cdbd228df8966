package org.gongping.core.scoring.method;

import java.util.List;
import java.util.Optional;

/**
 * @param lotOrder the lots in the order of their evaluation; empty without lots
 * @param candidates greatest number of candidates (V10); 0 where the definition leaves it to the document
 */
public record Ranking(By by, List<String> lotOrder, Optional<LotCorrection> lotCorrection, int candidates) {
    /** What puts one bid before another. */
    public enum By {
        TOTAL_SCORE,
        EVALUATED_PRICE,
        NEAREST_TO_BENCHMARK,
        BALLOT
    }
}
