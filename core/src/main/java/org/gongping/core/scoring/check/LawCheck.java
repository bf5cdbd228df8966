package org.gongping.core.scoring.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.scoring.method.AnchorBase;
import org.gongping.core.scoring.method.Benchmark;
import org.gongping.core.scoring.method.Deduction;
import org.gongping.core.scoring.method.LegalLimits;
import org.gongping.core.scoring.method.LegalLimits.Range;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MinimumValid;
import org.gongping.core.scoring.method.Part;
import org.gongping.core.scoring.method.Ranking;
import org.gongping.core.scoring.method.Regime;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.TieKey;
import org.gongping.core.scoring.method.TriggerRule;

/** Holds a definition against the law of its regime. Every figure comes from the limits; none stands here. */
final class LawCheck {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final MethodDefinition method;
    private final LegalLimits limits;
    private final Findings findings;

    LawCheck(MethodDefinition method, LegalLimits limits, Findings findings) {
        this.method = method;
        this.limits = limits;
        this.findings = findings;
    }

    void check() {
        boolean procurement = method.isGovernmentProcurement();
        boolean engineering = method.regime() == Regime.ENGINEERING;
        if (procurement || engineering) {
            floorPriceAndEstimate();
            minimumValid(procurement);
        }
        if (procurement) {
            procurementPrice();
            rates(method.reviewPrice().deductions(), limits.deductions());
            rates(method.reviewPrice().scoreBonuses(), limits.scoreBonuses());
            abnormallyLow();
        }
        if (method.ranking().candidates() > limits.mostCandidates() && engineering) {
            findings.error(
                    Law.CANDIDATES,
                    "/ranking/candidates",
                    "中标候选人不得超过 " + limits.mostCandidates() + " 名",
                    "there may be at most " + limits.mostCandidates() + " candidates");
        }
        localBonus();
    }

    /** 条例27, 50: no floor price; the estimate neither bounds validity nor decides by closeness. */
    private void floorPriceAndEstimate() {
        method.limits().band().ifPresent(band -> {
            if (band.around() == AnchorBase.ESTIMATE) {
                findings.error(
                        Law.FLOOR_AND_ESTIMATE,
                        "/limits/band",
                        "不得以标底上下浮动范围作为否决投标的条件",
                        "a band around the estimate may not decide validity");
            } else if (band.lowPercent().isPresent()) {
                findings.error(
                        Law.FLOOR_AND_ESTIMATE, "/limits/band/lowPercent", "不得规定最低投标限价", "a floor price is forbidden");
            }
        });
        boolean estimate = method.benchmark()
                .anchoredTo()
                .filter(a -> a.base() == AnchorBase.ESTIMATE)
                .isPresent();
        if (estimate && method.ranking().by() == Ranking.By.NEAREST_TO_BENCHMARK) {
            findings.error(
                    Law.FLOOR_AND_ESTIMATE,
                    "/ranking/by",
                    "不得以投标报价接近标底作为中标条件",
                    "closeness to the estimate may not be a condition of award");
        } else if (estimate) {
            findings.warning(
                    Law.FLOOR_AND_ESTIMATE,
                    "/benchmark/anchor",
                    "标底只能作为评标的参考，进入基准价须经法务确认",
                    "the estimate is for reference only; its part in the benchmark needs counsel");
        }
    }

    private void minimumValid(boolean procurement) {
        Optional<MinimumValid> rule = method.minimumValid();
        if (rule.isEmpty()) {
            return;
        }
        MinimumValid minimum = rule.get();
        if (procurement && (minimum.below() != MinimumValid.Below.NO_RESULT || minimum.n() < limits.minimumValid())) {
            findings.error(
                    Law.MINIMUM_VALID,
                    "/minimumValid",
                    "政府采购有效投标不足 " + limits.minimumValid() + " 家不得评标",
                    "in procurement fewer than " + limits.minimumValid() + " valid bids have no result");
        }
        if (!procurement && (minimum.below() == MinimumValid.Below.COMPUTE || minimum.n() < limits.minimumValid())) {
            findings.warning(
                    Law.COMPETITION,
                    "/minimumValid",
                    "有效投标不足 " + limits.minimumValid() + " 家时应由评标委员会判断竞争性",
                    "below " + limits.minimumValid() + " valid bids the committee judges competition");
        }
    }

    /** 87号令55, 57. */
    private void procurementPrice() {
        Optional<ScoreRule> rule = method.score().priceRule();
        boolean lowestEvaluated =
                method.score() instanceof ScoreRule.None && method.ranking().by() == Ranking.By.EVALUATED_PRICE;
        if (lowestEvaluated) {
            findings.warning(
                    Law.PRICE_SCORE,
                    "/score/kind",
                    "最低评标价法的适用须经法务确认",
                    "evaluated lowest price in procurement needs counsel");
            return;
        }
        boolean ratio = rule.filter(ScoreRule.Ratio.class::isInstance).isPresent();
        boolean lowest = method.benchmark() instanceof Benchmark.Lowest;
        if (!ratio || !lowest) {
            boolean works = method.projectTypes().contains("WORKS");
            findings.inRegime(
                    !works,
                    Law.PRICE_SCORE,
                    "/score",
                    "政府采购综合评分法的价格分应采用低价优先法",
                    "the price score in procurement is lowest price first");
        }
        weight();
        boolean ordered = method.ties().equals(List.of(TieKey.LOWER_BID_PRICE, TieKey.EQUAL));
        if (!ordered && !method.ties().isEmpty()) {
            findings.error(
                    Law.PRICE_SCORE,
                    "/ties",
                    "得分相同的按投标报价由低到高排列，报价也相同的并列",
                    "equal scores: lower price first, then equal");
        }
    }

    private void weight() {
        BigDecimal share = share();
        for (String type : method.projectTypes()) {
            Range range = limits.priceWeight().get(type);
            if (range != null && !range.contains(share)) {
                findings.error(
                        Law.PRICE_SCORE,
                        "/fullMarks",
                        "价格分权重 " + share.toPlainString() + " 不在 " + type + " 的法定范围 " + range.written() + " 内",
                        "the price weight " + share.toPlainString() + " is outside " + range.written() + " for "
                                + type);
            }
        }
    }

    /** Points of the price out of 100. A definition of the price alone states them as its full marks. */
    private BigDecimal share() {
        if (!(method.score() instanceof ScoreRule.SumOfParts s)
                || method.fullMarks().value().signum() == 0) {
            return method.fullMarks().value();
        }
        BigDecimal price = s.parts().stream()
                .filter(p -> p.kind() == Part.Kind.PRICE)
                .map(p -> p.fullMarks().value().multiply(p.weight().value()))
                .findFirst()
                .orElse(BigDecimal.ZERO);
        return price.multiply(HUNDRED)
                .divide(method.fullMarks().value(), MathContext.DECIMAL64)
                .stripTrailingZeros();
    }

    private void rates(List<Deduction> rates, Map<String, Range> ranges) {
        for (Deduction d : rates) {
            Range range = ranges.get(d.kind());
            if (range == null) {
                findings.error(
                        Law.SMALL_FIRMS, d.pointer() + "/kind", "没有这一类企业的扣除规定", "no rule knows this kind of firm");
            } else if (!range.contains(d.rate().value())) {
                findings.error(
                        Law.SMALL_FIRMS,
                        d.rate().pointer(),
                        "比例不在法定范围 " + range.written() + " 内",
                        "the rate is outside " + range.written());
            }
        }
    }

    private void abnormallyLow() {
        for (String kind : limits.triggerRatios().keySet().stream().sorted().toList()) {
            if (method.abnormallyLow().stream().noneMatch(t -> t.kind().name().equals(kind))) {
                findings.error(
                        Law.ABNORMALLY_LOW,
                        "/abnormallyLow",
                        "采购文件应规定异常低价触发条件 " + kind,
                        "the trigger " + kind + " must be stated");
            }
        }
        method.abnormallyLow().forEach(this::trigger);
    }

    private void trigger(TriggerRule t) {
        Range range = limits.triggerRatios().get(t.kind().name());
        if (range != null) {
            boolean within = t.ratio().stream()
                    .flatMap(p -> Parameters.possible(method, p).stream())
                    .allMatch(range::contains);
            if (!within) {
                findings.error(
                        Law.ABNORMALLY_LOW,
                        t.pointer() + "/params/ratio",
                        "比例不在 " + range.written() + " 内",
                        "the ratio is outside " + range.written());
            }
            if (t.inclusive()) {
                findings.error(
                        Law.ABNORMALLY_LOW, t.pointer() + "/inclusive", "异常低价的比较不含本数", "the comparison is strict");
            }
            if (!t.meanIncludesBid()) {
                findings.error(
                        Law.ABNORMALLY_LOW,
                        t.pointer() + "/params/meanIncludesBid",
                        "平均值应包含全部通过符合性审查的报价",
                        "the mean is that of all compliant bids");
            }
        }
        if (t.explainWithin().compareTo(limits.explainAtLeast()) < 0) {
            findings.warning(
                    Law.ABNORMALLY_LOW,
                    t.pointer() + "/explainWithin",
                    "说明时间一般不少于 " + limits.explainAtLeast().toMinutes() + " 分钟",
                    "as a rule at least " + limits.explainAtLeast().toMinutes() + " minutes to explain");
        }
    }

    /** Points for locality, awards or brands, by the words of names in the definition. */
    private void localBonus() {
        localBonus(method.json().path("score"), "/score");
        localBonus(method.json().path("reviewPrice"), "/reviewPrice");
        localBonus(method.json().path("adjustments"), "/adjustments");
    }

    private void localBonus(JsonNode node, String pointer) {
        for (String name : List.of("name", "nameZh", "id", "kind")) {
            String written = node.path(name).asText("").toUpperCase(Locale.ROOT);
            limits.localBonusWords().stream()
                    .filter(word -> written.contains(word.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresent(word -> findings.warning(
                            Law.LOCAL_BONUS,
                            pointer + "/" + name,
                            "疑似以“" + word + "”设置加分或扣减，请作公平竞争审查",
                            "\"" + word + "\" may favour locality, awards or brands: fair-competition review"));
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                localBonus(node.get(i), pointer + "/" + i);
            }
        }
        node.properties().stream()
                .filter(e -> e.getValue().isContainerNode())
                .forEach(e -> localBonus(e.getValue(), pointer + "/" + e.getKey()));
    }
}
