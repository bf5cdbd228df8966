package org.gongping.core.scoring.check;

import java.math.BigDecimal;
import java.util.List;
import org.gongping.core.scoring.method.Benchmark;
import org.gongping.core.scoring.method.Figure;
import org.gongping.core.scoring.method.Item;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Param;
import org.gongping.core.scoring.method.Part;
import org.gongping.core.scoring.method.PartialStep;
import org.gongping.core.scoring.method.Ranking;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.Stage;

/** What a document must say because nothing can be assumed in its place, and sums that must come out. */
final class CompletenessCheck {
    private final MethodDefinition method;
    private final Findings findings;

    CompletenessCheck(MethodDefinition method, Findings findings) {
        this.method = method;
        this.findings = findings;
    }

    void check() {
        family();
        boolean recomputesByNature =
                method.benchmark() instanceof Benchmark.Lowest || method.benchmark() instanceof Benchmark.None;
        if (method.recompute().isEmpty() && !recomputesByNature) {
            findings.error(
                    Law.METHOD_LOCKED,
                    "/recompute_on_rejection",
                    "招标文件必须规定投标被否决后基准价是否重算",
                    "the document must say whether the benchmark moves when a bid is rejected");
        }
        if (method.recompute().isPresent() && method.benchmark() instanceof Benchmark.Lowest) {
            findings.warning(
                    Law.PRICE_SCORE,
                    "/recompute_on_rejection",
                    "低价优先法的基准价是满足要求的最低价，总是重算，此项不起作用",
                    "the lowest price that meets the requirements always recomputes; this has no effect");
        }
        if (method.score().priceRule().isPresent()
                && method.rounding(Stage.SCORE).isEmpty()) {
            findings.error(Law.ROUNDING, "/rounding", "必须规定得分（SCORE）的舍入", "the rounding of SCORE must be given");
        }
        if (method.minimumValid().isEmpty()) {
            findings.error(Law.COMPETITION, "/minimumValid", "必须规定有效投标不足时如何处理", "minimumValid must be given");
        }
        if (method.ties().isEmpty()) {
            findings.error(Law.METHOD_LOCKED, "/ties", "必须规定并列时的顺序", "the order of equal bids must be given");
        }
        method.score().priceRule().ifPresent(this::priceScore);
        if (method.score() instanceof ScoreRule.SumOfParts parts) {
            sums(parts);
        }
    }

    private void family() {
        String family = method.family();
        Benchmark b = method.benchmark();
        ScoreRule s = method.score();
        boolean fits = switch (family) {
            case "F1" ->
                b instanceof Benchmark.Lowest
                        && s.priceRule()
                                .filter(ScoreRule.Ratio.class::isInstance)
                                .isPresent();
            case "F2" -> deviation(s) && (b instanceof Benchmark.Mean || b instanceof Benchmark.FactorMean);
            case "F3" ->
                deviation(s)
                        && !(b instanceof Benchmark.None
                                || b instanceof Benchmark.Lowest
                                || b instanceof Benchmark.MultiStatistic);
            case "F4" -> deviation(s) && b instanceof Benchmark.MultiStatistic;
            case "F6", "F5.4", "F5.5" -> deviation(s) && !(b instanceof Benchmark.None);
            case "F7", "F5.1" -> method.ranking().by() == Ranking.By.EVALUATED_PRICE;
            case "F8", "F5.2", "F5.6" -> s instanceof ScoreRule.SumOfParts;
            case "F9", "F5.7", "F5.8" -> s instanceof ScoreRule.Ballot;
            default -> true;
        };
        if (!fits) {
            findings.error(
                    Law.METHOD_LOCKED,
                    "/family",
                    "基准价或计分方式不属于 " + family,
                    "benchmark and score are not those of family " + family);
        }
        if (family.equals("F5.9")) {
            findings.error(
                    Law.DRAWN_WINNER,
                    "/family",
                    "固定价随机抽取中标人未经法务确认，不提供",
                    "a drawn winner is not offered without counsel's approval");
        }
    }

    private static boolean deviation(ScoreRule score) {
        return score.priceRule()
                .filter(r -> r instanceof ScoreRule.LinearDeviation || r instanceof ScoreRule.BandedDeviation)
                .isPresent();
    }

    private void priceScore(ScoreRule rule) {
        boolean rounded = method.rounding(Stage.DEVIATION_PERCENT).isPresent()
                || method.rounding(Stage.DEVIATION_RATIO).isPresent();
        boolean afterRounding =
                rule instanceof ScoreRule.LinearDeviation l && l.partialStep() == PartialStep.LINEAR_AFTER_ROUNDING;
        if (rounded != afterRounding) {
            findings.error(
                    Law.ROUNDING,
                    "/rounding",
                    "偏差率的舍入阶段只能且必须与 LINEAR_AFTER_ROUNDING 同用",
                    "a scale for the deviation goes with LINEAR_AFTER_ROUNDING, and only with it");
        }
        switch (rule) {
            case ScoreRule.LinearDeviation l -> bonusNeedsCap(l.pointsLow());
            case ScoreRule.BandedDeviation b -> meeting(b.bands());
            case ScoreRule.None _, ScoreRule.Ratio _, ScoreRule.SumOfParts _, ScoreRule.Ballot _ -> {}
        }
    }

    private void bonusNeedsCap(Param low) {
        boolean negative = Parameters.possible(method, low).stream().anyMatch(v -> v.signum() < 0);
        String cap = method.json().path("cap").asText("FULL_MARKS");
        if (negative && cap.equals("FULL_MARKS")) {
            findings.error(
                    Law.TRIMMING,
                    "/cap",
                    "低者加分时必须规定得分上限（数值或 NONE）",
                    "where a lower price earns points, cap must be a figure or NONE");
        }
    }

    private void meeting(List<ScoreRule.Band> bands) {
        for (ScoreRule.Band here : bands) {
            for (ScoreRule.Band next : bands) {
                boolean neighbours = here.upper().isPresent()
                        && next.lower().isPresent()
                        && here.upper()
                                        .get()
                                        .value()
                                        .compareTo(next.lower().get().value())
                                == 0;
                if (neighbours) {
                    BigDecimal edge = here.upper().get().value();
                    if (at(here, edge).compareTo(at(next, edge)) != 0) {
                        findings.warning(
                                Law.TRIMMING,
                                next.pointer(),
                                "偏差率 " + edge.toPlainString() + "% 处相邻两段得分不相等",
                                "the bands do not meet at " + edge.toPlainString() + " %");
                    }
                }
            }
        }
    }

    private static BigDecimal at(ScoreRule.Band b, BigDecimal deviation) {
        BigDecimal distance = deviation.subtract(b.from().value()).abs();
        return b.base().value().subtract(distance.multiply(b.pointsPerPercent().value()));
    }

    private void sums(ScoreRule.SumOfParts s) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Part p : s.parts()) {
            sum = sum.add(p.fullMarks().value().multiply(p.weight().value()));
            if (p.kind() == Part.Kind.ITEMS) {
                BigDecimal items = p.items().stream()
                        .filter(i -> i.type() != Item.Type.PASS_FAIL)
                        .map(Item::max)
                        .map(Figure::value)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                if (items.compareTo(p.fullMarks().value()) != 0) {
                    findings.error(
                            Law.METHOD_LOCKED,
                            p.pointer() + "/items",
                            "各项满分之和 " + items.toPlainString() + " 不等于本部分满分",
                            "the items sum to " + items.toPlainString() + ", not to the part's full marks");
                }
            }
        }
        if (sum.compareTo(method.fullMarks().value()) != 0) {
            findings.error(
                    Law.METHOD_LOCKED,
                    "/score/parts",
                    "各部分之和 " + sum.toPlainString() + " 不等于满分",
                    "the parts sum to " + sum.toPlainString() + ", not to the full marks");
        }
    }
}
