package org.gongping.core.scoring.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gongping.core.scoring.derive.Derivation;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.NumList;
import org.gongping.core.scoring.derive.Relation;
import org.gongping.core.scoring.method.TriggerRule;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.Sentence;
import org.gongping.core.scoring.result.TriggerOutcome;
import org.gongping.core.scoring.result.TriggerOutcome.Outcome;

/**
 * Holds the triggers on abnormally low prices against the valid bids (V08). Comparisons are exact: a mean is compared as
 * its sum, multiplied out. A trigger opens the procedure and never rejects.
 */
final class TriggerStage {
    private static final String CITATION_G = "财库〔2026〕2号；财政部令第87号第六十条";
    private static final String CITATION_E = "《评标委员会和评标方法暂行规定》第二十一条；《招标投标法实施条例》第五十一条第（五）项";

    private final Workings w;
    private final Derivation sheet;
    private final List<Assessment> bids;
    private final List<TriggerOutcome> outcomes = new ArrayList<>();

    TriggerStage(Workings w, List<Assessment> bids) {
        this.w = w;
        this.sheet = w.sheet;
        this.bids = bids;
    }

    List<TriggerOutcome> outcomes() {
        for (TriggerRule rule : w.method.abnormallyLow()) {
            switch (rule.kind()) {
                case MEAN_RATIO -> mean(rule);
                case NEXT_LOWEST_RATIO -> nextLowest(rule);
                case CEILING_RATIO -> ceiling(rule);
                case COST_WARNING_LINE -> costLine(rule);
                case COMMITTEE, QUALITATIVE -> stated(rule);
            }
        }
        return outcomes;
    }

    private static Function<Assessment, Num> price(TriggerRule rule) {
        return rule.onBidPrice() ? a -> a.price : a -> a.reviewPrice;
    }

    private NumList prices(TriggerRule rule) {
        return sheet.list(bids.stream().map(price(rule)).toList(), Labels.BENCHMARK_PRICES);
    }

    private void mean(TriggerRule rule) {
        if (bids.size() < 2) {
            notApplicable(rule, "只有 " + bids.size() + " 家有效投标，没有可比的均值", "no mean of several valid bids");
            return;
        }
        NumList all = prices(rule);
        Num sum = sheet.sum(all, Labels.TRIGGER_RIGHT);
        Num ratio = w.of(rule.ratio().orElseThrow());
        for (Assessment a : bids) {
            w.forBid(a.label());
            Num own = price(rule).apply(a);
            Num others = rule.meanIncludesBid() ? sum : sheet.sub(sum, own, Labels.TRIGGER_RIGHT);
            Num count = rule.meanIncludesBid() ? all : sheet.sub(all, Workings.ONE, Labels.TRIGGER_RIGHT);
            // r < ratio × sum ÷ n, multiplied out by n.
            Num left = sheet.mul(own, count, Labels.TRIGGER_LEFT);
            Num right = sheet.mul(ratio, others, Labels.TRIGGER_RIGHT);
            boolean fired =
                    sheet.compare(left, relation(rule), right, Labels.TRIGGER).isTrue();
            record(rule, a, own, sheet.div(right, count, Labels.TRIGGER_RIGHT), fired);
        }
        w.forBid(null);
    }

    private void nextLowest(TriggerRule rule) {
        if (bids.size() < 2) {
            notApplicable(rule, "只有 " + bids.size() + " 家有效投标，没有次低报价", "there is no second-lowest price");
            return;
        }
        NumList all = prices(rule);
        Assessment lowest = bids.stream()
                .min(Comparator.comparing((Assessment a) -> price(rule).apply(a).value())
                        .thenComparing(Assessment::label))
                .orElseThrow();
        w.forBid(lowest.label());
        Num second = sheet.nth(Workings.TWO, all, Labels.SECOND_LOWEST);
        Num right = sheet.mul(w.of(rule.ratio().orElseThrow()), second, Labels.TRIGGER_RIGHT);
        compare(rule, lowest, price(rule).apply(lowest), right);
        w.forBid(null);
    }

    private void ceiling(TriggerRule rule) {
        Optional<Num> ceiling = w.ceiling().or(() -> w.fact("budget"));
        if (ceiling.isEmpty()) {
            notApplicable(rule, "没有最高限价，也没有预算金额", "neither a ceiling nor a budget is set");
            return;
        }
        Num right = sheet.mul(w.of(rule.ratio().orElseThrow()), ceiling.get(), Labels.TRIGGER_RIGHT);
        each(rule, right);
    }

    /** {@code D = L − (L − S − T) × W %}. */
    private void costLine(TriggerRule rule) {
        Optional<Num> limit = w.ceiling();
        Optional<Num> safety = w.fact("safetyFee");
        Optional<Num> tax = w.fact("tax");
        if (limit.isEmpty() || safety.isEmpty() || tax.isEmpty()) {
            notApplicable(rule, "最高投标限价、安全文明施工费、税金未齐备", "ceiling, safety fee and tax are not all known");
            return;
        }
        Num base =
                sheet.sub(sheet.sub(limit.get(), safety.get(), Labels.TRIGGER_RIGHT), tax.get(), Labels.TRIGGER_RIGHT);
        Num share = sheet.mul(w.of(rule.w().orElseThrow()), Workings.HUNDREDTH, Labels.TRIGGER_RIGHT);
        Num line = sheet.sub(limit.get(), sheet.mul(base, share, Labels.TRIGGER_RIGHT), Labels.TRIGGER_RIGHT);
        each(rule, line);
    }

    private void each(TriggerRule rule, Num right) {
        if (bids.isEmpty()) {
            notApplicable(rule, "没有有效投标", "there is no valid bid");
        }
        for (Assessment a : bids) {
            w.forBid(a.label());
            compare(rule, a, price(rule).apply(a), right);
        }
        w.forBid(null);
    }

    private void compare(TriggerRule rule, Assessment a, Num left, Num right) {
        record(
                rule,
                a,
                left,
                right,
                sheet.compare(left, relation(rule), right, Labels.TRIGGER).isTrue());
    }

    /** What people hold, not what is computed. */
    private void stated(TriggerRule rule) {
        for (Assessment a : bids) {
            a.bid.concern().filter(c -> c.trigger().equals(rule.kind().name())).ifPresent(c -> {
                Sentence reason = new Sentence("评标委员会认为：" + c.reason(), "the committee holds: " + c.reason());
                outcomes.add(new TriggerOutcome(
                        rule.kind().name(), a.label(), Outcome.FIRED, null, null, null, rule.explainWithin(), reason));
                anomaly(rule, a, null, null, reason);
            });
        }
    }

    private static Relation relation(TriggerRule rule) {
        return rule.inclusive() ? Relation.LE : Relation.LT;
    }

    private void record(TriggerRule rule, Assessment a, Num left, Num right, boolean fired) {
        outcomes.add(new TriggerOutcome(
                rule.kind().name(),
                a.label(),
                fired ? Outcome.FIRED : Outcome.NOT_FIRED,
                left,
                relation(rule),
                right,
                rule.explainWithin(),
                null));
        if (fired) {
            String sides = Workings.write(left) + " " + relation(rule).sign() + " " + Workings.write(right);
            anomaly(rule, a, left, right, new Sentence(sides, sides));
        }
    }

    private void anomaly(TriggerRule rule, Assessment a, Num left, Num right, Sentence why) {
        long minutes = rule.explainWithin().toMinutes();
        w.anomalies.add(new Anomaly(
                "ABNORMALLY_LOW_" + rule.kind().name(),
                a.label(),
                "V08",
                w.method.isGovernmentProcurement() ? CITATION_G : CITATION_E,
                left,
                left == null ? null : relation(rule),
                right,
                false,
                new Sentence(
                        "投标人 " + a.label() + " 的报价触发异常低价程序（" + why.zh() + "），应给予不少于 " + minutes + " 分钟书面说明，由评标委员会判断",
                        "the price of bid " + a.label() + " opens the procedure on abnormally low prices (" + why.en()
                                + "): at least " + minutes
                                + " minutes to explain in writing, then the committee judges")));
    }

    private void notApplicable(TriggerRule rule, String zh, String en) {
        outcomes.add(new TriggerOutcome(
                rule.kind().name(),
                null,
                Outcome.NOT_APPLICABLE,
                null,
                null,
                null,
                rule.explainWithin(),
                new Sentence(zh, en)));
    }
}
