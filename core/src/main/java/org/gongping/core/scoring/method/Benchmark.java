package org.gongping.core.scoring.method;

import java.util.List;
import java.util.Optional;

/** How the benchmark price (评标基准价) is formed. Formulas: docs/scoring.md. */
public sealed interface Benchmark {
    record None() implements Benchmark {}

    record Lowest() implements Benchmark {}

    record SecondLowest() implements Benchmark {}

    record Mean(MeanRule mean, Param discount) implements Benchmark {}

    record FactorMean(MeanRule mean, Param factor) implements Benchmark {}

    record Composite(MeanRule mean, Anchor anchor, Param anchorWeight, Param discount) implements Benchmark {}

    record ControlMeanPair(MeanRule mean, Param k1, Param k2) implements Benchmark {}

    record ControlDiscount(Param discount) implements Benchmark {}

    record Anchored(Anchor anchor) implements Benchmark {}

    record MultiStatistic(
            List<Weighted> statistics,
            QuartileMethod quartileMethod,
            Trimming trimming,
            Optional<Blend> blend,
            Param discount)
            implements Benchmark {}

    /** One statistic of several and its weight. */
    record Weighted(Statistic statistic, Param weight) {}

    /** {@code statistic × (1 − ratio) + anchor × ratio}. */
    record Blend(Anchor anchor, Param ratio) {}

    /** The trimming that this benchmark applies. */
    default Trimming trimming() {
        return switch (this) {
            case Mean m -> m.mean().trimming();
            case FactorMean m -> m.mean().trimming();
            case Composite m -> m.mean().trimming();
            case ControlMeanPair m -> m.mean().trimming();
            case MultiStatistic m -> m.trimming();
            case None _, Lowest _, SecondLowest _, ControlDiscount _, Anchored _ -> new Trimming.None();
        };
    }

    /** The anchor of this benchmark, where it has one. */
    default Optional<Anchor> anchoredTo() {
        return switch (this) {
            case Composite c -> Optional.of(c.anchor());
            case Anchored a -> Optional.of(a.anchor());
            case MultiStatistic m -> m.blend().map(Blend::anchor);
            case None _, Lowest _, SecondLowest _, Mean _, FactorMean _, ControlMeanPair _, ControlDiscount _ ->
                Optional.empty();
        };
    }
}
