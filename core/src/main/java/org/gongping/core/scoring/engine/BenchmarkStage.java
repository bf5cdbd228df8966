package org.gongping.core.scoring.engine;

import java.util.List;
import org.gongping.core.scoring.derive.Derivation;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.NumList;
import org.gongping.core.scoring.method.Anchor;
import org.gongping.core.scoring.method.Benchmark;
import org.gongping.core.scoring.method.Limits;
import org.gongping.core.scoring.method.MeanRule;
import org.gongping.core.scoring.method.Param;
import org.gongping.core.scoring.method.QuartileMethod;
import org.gongping.core.scoring.method.Stage;

/** Forms the benchmark price by the formula of its kind (section 2, F1–F5). */
final class BenchmarkStage {
    private final Workings w;
    private final Derivation sheet;
    private final ValiditySieve sieve;
    private final StatisticStage statistics;

    BenchmarkStage(Workings w, ValiditySieve sieve) {
        this.w = w;
        this.sheet = w.sheet;
        this.sieve = sieve;
        this.statistics = new StatisticStage(w);
    }

    /** Each figure is null where the benchmark has none. */
    record Formed(Num statistic, Num raw, Num benchmark) {}

    Formed form(List<Assessment> bids, TrimmingStage.Trimmed trimmed) {
        return switch (w.method.benchmark()) {
            case Benchmark.None _ -> new Formed(null, null, null);
            case Benchmark.Lowest _ -> finish(null, sheet.min(prices(bids), Labels.LOWEST));
            case Benchmark.SecondLowest _ -> {
                NumList all = prices(bids);
                Num second = sheet.min(Workings.TWO, all, Labels.POSITION);
                yield finish(null, sheet.nth(second, all, Labels.SECOND_LOWEST));
            }
            case Benchmark.Mean m -> {
                Num mean = mean(m.mean(), trimmed);
                yield finish(mean, discounted(mean, m.discount()));
            }
            case Benchmark.FactorMean m -> {
                Num mean = mean(m.mean(), trimmed);
                yield finish(mean, sheet.mul(mean, w.of(m.factor()), Labels.FACTORED));
            }
            case Benchmark.Composite c -> {
                Num mean = mean(c.mean(), trimmed);
                yield finish(mean, discounted(blend(mean, anchor(c.anchor()), w.of(c.anchorWeight())), c.discount()));
            }
            case Benchmark.ControlMeanPair c -> {
                Num mean = mean(c.mean(), trimmed);
                Num sum = sheet.add(sheet.mul(ceiling(), w.of(c.k1()), Labels.PAIR), mean, Labels.PAIR);
                Num half = sheet.div(sum, Workings.TWO, Labels.PAIR);
                Num raised = sheet.add(Workings.ONE, w.of(c.k2()), Labels.ONE_PLUS);
                yield finish(mean, sheet.mul(half, raised, Labels.PAIR));
            }
            case Benchmark.ControlDiscount c -> finish(null, discounted(ceiling(), c.discount()));
            case Benchmark.Anchored a -> finish(null, anchor(a.anchor()));
            case Benchmark.MultiStatistic m -> {
                Num sum = several(m, trimmed.kept());
                Num blended = m.blend()
                        .map(b -> blend(sum, anchor(b.anchor()), w.of(b.ratio())))
                        .orElse(sum);
                yield finish(sum, discounted(blended, m.discount()));
            }
        };
    }

    private NumList prices(List<Assessment> bids) {
        return sheet.list(bids.stream().map(a -> a.reviewPrice).toList(), Labels.BENCHMARK_PRICES);
    }

    private Num mean(MeanRule rule, TrimmingStage.Trimmed trimmed) {
        Num mean = statistics.of(rule.statistic(), trimmed.kept(), QuartileMethod.LINEAR_INCLUSIVE);
        return w.round(mean, Stage.STATISTIC);
    }

    private Num several(Benchmark.MultiStatistic rule, NumList kept) {
        List<Num> weighted = rule.statistics().stream()
                .map(s -> sheet.mul(
                        w.round(statistics.of(s.statistic(), kept, rule.quartileMethod()), Stage.STATISTIC),
                        w.of(s.weight()),
                        Labels.WEIGHTED))
                .toList();
        return sheet.sum(sheet.list(weighted, Labels.WEIGHTED), Labels.STATISTICS_SUM);
    }

    /** {@code mean × (1 − weight) + anchor × weight}. */
    private Num blend(Num mean, Num anchor, Num weight) {
        Num rest = sheet.sub(Workings.ONE, weight, Labels.ONE_MINUS);
        return sheet.add(
                sheet.mul(mean, rest, Labels.MEAN_SHARE),
                sheet.mul(anchor, weight, Labels.ANCHOR_SHARE),
                Labels.COMPOSED);
    }

    private Num discounted(Num price, Param discount) {
        Num keeps = sheet.sub(Workings.ONE, w.of(discount), Labels.ONE_MINUS);
        return sheet.mul(price, keeps, Labels.DISCOUNTED);
    }

    /** The ceiling, without the stripped items where the definition takes them out of it. */
    private Num ceiling() {
        Num ceiling = w.ceiling().orElseThrow();
        if (w.method.stripItems().isEmpty() || !w.method.stripItems().fromCeiling()) {
            return ceiling;
        }
        return sheet.sub(ceiling, w.publishedStrip(), Labels.STRIPPED_CEILING);
    }

    private Num anchor(Anchor anchor) {
        Num base = switch (anchor.base()) {
            case CEILING_PRICE -> ceiling();
            case ESTIMATE -> w.fact("estimate").orElseThrow();
            case BAND_LOWER_EDGE -> {
                Limits.Band band = w.method.limits().band().orElseThrow();
                Num around = switch (band.around()) {
                    case ESTIMATE -> w.fact("estimate").orElseThrow();
                    case CEILING_PRICE, BAND_LOWER_EDGE -> w.ceiling().orElseThrow();
                };
                yield sieve.lowerEdge(band.lowPercent().orElseThrow(), around);
            }
        };
        return anchor.factor().map(f -> sheet.mul(base, w.of(f), Labels.ANCHOR)).orElse(base);
    }

    private Formed finish(Num statistic, Num raw) {
        Num whole = w.method.stripItems().addBack() && w.publishedStrip() != Workings.ZERO
                ? sheet.add(raw, w.publishedStrip(), Labels.ADDED_BACK)
                : raw;
        return new Formed(statistic, whole, w.round(whole, Stage.BENCHMARK));
    }
}
