package org.gongping.core.scoring.method;

import java.util.List;
import java.util.Optional;

/** Which extreme prices stay out of the mean (P03). */
public sealed interface Trimming {
    /** A trimmed bid has no part in the mean. */
    boolean excludeFromMean();

    /** A trimmed bid is not scored at all. */
    boolean excludeFromScoring();

    record None() implements Trimming {
        @Override
        public boolean excludeFromMean() {
            return false;
        }

        @Override
        public boolean excludeFromScoring() {
            return false;
        }
    }

    /** By number: how many go on each side is read from a table by the number of valid bids. */
    record Count(List<Band> bands, TieAtExtreme tie, boolean excludeFromMean, boolean excludeFromScoring)
            implements Trimming {}

    /** By share of the valid bids, from {@code nMin} on. */
    record Ratio(
            int nMin,
            Figure fractionHigh,
            Figure fractionLow,
            CountRounding countRounding,
            TieAtExtreme tie,
            boolean excludeFromMean,
            boolean excludeFromScoring)
            implements Trimming {}

    /**
     * By distance from the neighbour: each side divides by its own neighbour. A side without percent is not tested.
     *
     * @param outlierScore score of a bid left out, empty where the formula scores it
     */
    record Gap(
            Optional<Figure> percentHigh,
            Optional<Figure> percentLow,
            boolean inclusive,
            boolean repeat,
            Optional<Figure> outlierScore,
            boolean excludeFromMean,
            boolean excludeFromScoring)
            implements Trimming {}

    /** {@code nMax} null: no upper end. */
    record Band(int nMin, Integer nMax, int dropHigh, int dropLow, String pointer) {}

    /** How a share of n becomes a number of bids. */
    enum CountRounding {
        FLOOR,
        HALF_UP
    }
}
