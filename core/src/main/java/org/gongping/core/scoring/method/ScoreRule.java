package org.gongping.core.scoring.method;

import java.util.List;
import java.util.Optional;

/** How a price, or a whole bid, becomes a score. */
public sealed interface ScoreRule {
    /** No score: the evaluated price ranks (F7). */
    record None() implements ScoreRule {}

    /** {@code benchmark / price × 100}, then the weight (F1, 87号令55). */
    record Ratio() implements ScoreRule {}

    /**
     * Points per step of deviation from the benchmark (F2, F3, F6).
     *
     * @param stepPercent width of one step, in percent
     * @param capHigh greatest deduction above the benchmark, where limited
     * @param capLow greatest deduction below the benchmark, where limited
     */
    record LinearDeviation(
            PartialStep partialStep,
            Figure stepPercent,
            Param pointsHigh,
            Param pointsLow,
            Optional<Figure> capHigh,
            Optional<Figure> capLow)
            implements ScoreRule {}

    /** A line of its own for each range of the deviation (F4). */
    record BandedDeviation(List<Band> bands) implements ScoreRule {}

    /** Parts that are added up (F8), one of which may be the price. */
    record SumOfParts(List<Part> parts, Optional<ScoreRule> price) implements ScoreRule {}

    /** Members name their choices (F9). */
    record Ballot(int choices, List<Integer> order) implements ScoreRule {}

    /**
     * Where the deviation D (percent) lies between the edges, the score is {@code base − points × |D − from|}. An edge
     * left out is open.
     */
    record Band(
            Optional<Figure> lower,
            boolean lowerInclusive,
            Optional<Figure> upper,
            boolean upperInclusive,
            Figure base,
            Figure pointsPerPercent,
            Figure from,
            String pointer) {}

    /** The rule that scores the price, if any does. */
    default Optional<ScoreRule> priceRule() {
        return switch (this) {
            case Ratio r -> Optional.of(r);
            case LinearDeviation l -> Optional.of(l);
            case BandedDeviation b -> Optional.of(b);
            case SumOfParts s -> s.price();
            case None _, Ballot _ -> Optional.empty();
        };
    }
}
