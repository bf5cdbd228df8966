package org.gongping.core.scoring.method;

import java.util.Optional;

/** Reads {@code benchmark} of a definition. */
final class BenchmarkReader {
    private BenchmarkReader() {}

    static Benchmark read(Fields f) {
        return switch (f.text("kind")) {
            case "LOWEST" -> new Benchmark.Lowest();
            case "SECOND_LOWEST" -> new Benchmark.SecondLowest();
            case "MEAN" -> new Benchmark.Mean(mean(f), discount(f));
            case "FACTOR_MEAN" -> new Benchmark.FactorMean(mean(f), f.param("factor"));
            case "COMPOSITE" -> new Benchmark.Composite(mean(f), anchor(f), f.param("anchorWeight"), discount(f));
            case "CONTROL_MEAN_PAIR" -> new Benchmark.ControlMeanPair(mean(f), f.param("k1"), f.param("k2"));
            case "CONTROL_DISCOUNT" -> new Benchmark.ControlDiscount(f.param("discount"));
            case "ANCHOR" -> new Benchmark.Anchored(anchor(f));
            case "MULTI_STATISTIC" ->
                new Benchmark.MultiStatistic(
                        f.list(
                                "statistics",
                                s -> new Benchmark.Weighted(s.choice("statistic", Statistic.class), s.param("weight"))),
                        f.choice("quartileMethod", QuartileMethod.class),
                        trimming(f.object("trimming")),
                        f.optional("blend").map(b -> new Benchmark.Blend(anchor(b), b.param("ratio"))),
                        discount(f));
            case "NONE" -> new Benchmark.None();
            default -> throw new IllegalArgumentException("the schema admits no such benchmark");
        };
    }

    private static Param discount(Fields f) {
        return f.param("discount");
    }

    private static Anchor anchor(Fields f) {
        return new Anchor(f.choice("anchor", AnchorBase.class), f.optionalParam("anchorFactor"), f.at("anchor"));
    }

    private static MeanRule mean(Fields f) {
        Fields m = f.object("mean");
        return new MeanRule(m.choice("statistic", Statistic.class), trimming(m.object("trimming")));
    }

    static Trimming trimming(Fields t) {
        boolean fromMean = t.flag("excludeFromMean");
        boolean fromScoring = t.flag("excludeFromScoring");
        return switch (t.text("kind")) {
            case "NONE" -> new Trimming.None();
            case "COUNT" ->
                new Trimming.Count(
                        t.list("bands", BenchmarkReader::band),
                        t.choice("tieAtExtreme", TieAtExtreme.class),
                        fromMean,
                        fromScoring);
            case "RATIO" ->
                new Trimming.Ratio(
                        t.integer("nMin"),
                        t.figure("fractionHigh"),
                        t.figure("fractionLow"),
                        t.choice("countRounding", Trimming.CountRounding.class),
                        t.choice("tieAtExtreme", TieAtExtreme.class),
                        fromMean,
                        fromScoring);
            case "GAP" ->
                new Trimming.Gap(
                        t.optionalFigure("gapPercentHigh"),
                        t.optionalFigure("gapPercentLow"),
                        t.flag("inclusive"),
                        t.flag("repeat"),
                        t.optionalFigure("outlierScore"),
                        fromMean,
                        fromScoring);
            default -> throw new IllegalArgumentException("the schema admits no such trimming");
        };
    }

    private static Trimming.Band band(Fields b) {
        Integer nMax = Optional.of(b)
                .filter(f -> f.has("nMax"))
                .map(f -> f.integer("nMax"))
                .orElse(null);
        return new Trimming.Band(b.integer("nMin"), nMax, b.integer("dropHigh"), b.integer("dropLow"), b.pointer());
    }
}
