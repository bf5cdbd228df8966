package org.gongping.core.scoring.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MinimumValid;
import org.gongping.core.scoring.method.Ranking;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.Stage;
import org.gongping.core.scoring.method.Trimming;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.Dropped;
import org.gongping.core.scoring.result.FreezePoint;
import org.gongping.core.scoring.result.Row;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.scoring.result.Sentence;
import org.gongping.core.scoring.result.State;
import org.gongping.core.scoring.result.TriggerOutcome;

/** One run of the engine, stage by stage, in the order in which a committee would work. */
public final class Computation {
    private final Workings w;
    private final PriceStage prices;
    private final ValiditySieve sieve;
    private final Narrative narrative;
    private final List<Assessment> bids = new ArrayList<>();

    private List<Assessment> valid = List.of();
    private List<Assessment> behindBenchmark = List.of();
    private Optional<FreezePoint> freezePoint = Optional.empty();
    private List<Dropped> dropped = List.of();
    private BenchmarkStage.Formed formed = new BenchmarkStage.Formed(null, null, null);
    private List<List<Assessment>> ranked = List.of();
    private List<TriggerOutcome> triggers = List.of();

    private Computation(MethodDefinition method, ScoringInput input) {
        this.w = new Workings(method, input);
        this.prices = new PriceStage(w);
        this.sieve = new ValiditySieve(w);
        this.narrative = new Narrative(w);
        for (int i = 0; i < input.bids().size(); i++) {
            bids.add(new Assessment(i, input.bids().get(i)));
        }
    }

    public static ScoringResult run(MethodDefinition method, ScoringInput input) {
        List<Finding> refusals = InputCheck.findings(method, input);
        Computation c = new Computation(method, input);
        if (!refusals.isEmpty()) {
            return c.result(
                    State.INPUT_REFUSED, new Sentence("输入与评标办法不符", "the inputs do not fit the method"), refusals);
        }
        return c.run();
    }

    private ScoringResult run() {
        admit();
        if (valid.isEmpty()) {
            return result(State.NO_VALID_BID, new Sentence("没有有效投标", "there is no valid bid"), List.of());
        }
        Optional<Sentence> mismatch = freeze();
        if (mismatch.isPresent()) {
            return result(State.INPUT_REFUSED, mismatch.get(), List.of());
        }
        reviewPrices();
        if (valid.isEmpty()) {
            return result(State.NO_VALID_BID, new Sentence("没有有效投标", "there is no valid bid"), List.of());
        }
        triggers = new TriggerStage(w, valid).outcomes();
        Optional<MinimumValid> minimum = w.method.minimumValid().filter(m -> valid.size() < m.n());
        if (minimum.filter(m -> m.below() == MinimumValid.Below.NO_RESULT).isPresent()) {
            return result(
                    State.NO_RESULT,
                    new Sentence(
                            "有效投标 " + valid.size() + " 家，不足 " + minimum.get().n()
                                    + " 家，不得评标（规则 O12、V20；财政部令第87号第四十三、四十四条）",
                            valid.size() + " valid bids, fewer than "
                                    + minimum.get().n() + ": no evaluation (rules O12, V20)"),
                    List.of());
        }
        benchmark();
        if (formed.benchmark() != null && formed.benchmark().value().signum() <= 0) {
            return result(
                    State.DEFINITION_ERROR,
                    new Sentence("基准价不大于零，评标办法有误，已提示监督人员", "the benchmark is not positive: the definition is wrong"),
                    List.of());
        }
        scores();
        rank();
        narrative.rows(valid, ranked, formed);
        return finish(minimum);
    }

    private ScoringResult finish(Optional<MinimumValid> minimum) {
        if (w.method.score() instanceof ScoreRule.Ballot && ranked.stream().anyMatch(g -> g.size() > 1)) {
            return result(
                    State.BALLOT_REQUIRED,
                    new Sentence("仍有并列，应在并列者之间再次投票", "some are equal: another ballot among them is needed"),
                    List.of());
        }
        if (minimum.filter(m -> m.below() == MinimumValid.Below.COMMITTEE_JUDGES)
                .isPresent()) {
            return result(
                    State.HELD,
                    new Sentence(
                            "有效投标 " + valid.size() + " 家，不足 " + minimum.get().n()
                                    + " 家：评标委员会须先记录对竞争性的判断（规则 V09；12号令第二十七条）",
                            valid.size() + " valid bids, fewer than "
                                    + minimum.get().n()
                                    + ": held until the committee has recorded its judgement on competition (rule V09)"),
                    List.of());
        }
        if (w.anomalies.stream().anyMatch(Anomaly::blocksReport)) {
            return result(
                    State.HELD,
                    new Sentence(
                            "客观分不一致，复核或说明前不出具评标报告（规则 V13）", "objective scores differ: the report waits (rule V13)"),
                    List.of());
        }
        return result(State.COMPUTED, null, List.of());
    }

    /** Who is valid now, and whose price stands behind the benchmark. */
    private void admit() {
        Freeze freeze = new Freeze(w);
        List<Assessment> now = new ArrayList<>();
        List<Assessment> behind = new ArrayList<>();
        for (Assessment a : bids) {
            w.forBid(a.label());
            boolean frozenIn = freeze.keeps(a.bid);
            if (a.bid.rejection().isPresent() && !frozenIn) {
                w.anomalies.add(rejected(a));
                continue;
            }
            if (!sieve.opensEnvelope(a)) {
                continue;
            }
            Optional<Num> price = prices.price(a);
            if (price.isEmpty()) {
                continue;
            }
            a.price = price.get();
            if (frozenIn) {
                behind.add(a);
                w.anomalies.add(rejected(a));
            } else if (sieve.keepsLimits(a)) {
                a.valid = true;
                now.add(a);
                behind.add(a);
            }
        }
        w.forBid(null);
        valid = List.copyOf(now);
        behindBenchmark = List.copyOf(behind);
    }

    private static Anomaly rejected(Assessment a) {
        String reason = a.bid.rejection().orElseThrow().reason();
        return Anomaly.of(
                "REJECTED",
                a.label(),
                "V04",
                "《招标投标法实施条例》第五十一条",
                "投标人 " + a.label() + " 已被否决" + (reason.isEmpty() ? "" : "：" + reason),
                "bid " + a.label() + " was rejected" + (reason.isEmpty() ? "" : ": " + reason));
    }

    private Optional<Sentence> freeze() {
        Freeze freeze = new Freeze(w);
        freezePoint = freeze.point(behindBenchmark);
        freezePoint.ifPresent(narrative::freeze);
        return freeze.mismatch(freezePoint);
    }

    private void reviewPrices() {
        ReviewPriceStage review = new ReviewPriceStage(w);
        EvaluatedPriceStage evaluated = new EvaluatedPriceStage(w, prices);
        for (Assessment a : behindBenchmark) {
            w.forBid(a.label());
            review.apply(a);
            if (evaluated.applies()) {
                evaluated.apply(a, bids);
            }
            a.compared = w.method.stripItems().addBack() && a.strip != null && a.strip != Workings.ZERO
                    ? w.sheet.add(a.reviewPrice, a.strip, Labels.ADDED_BACK)
                    : a.reviewPrice;
        }
        w.forBid(null);
        behindBenchmark = behindBenchmark.stream().filter(this::isPositive).toList();
        valid = behindBenchmark.stream().filter(a -> a.valid).toList();
        narrative.valid(valid);
    }

    /** Nothing is ever divided by a price that is not positive, not even after deductions and adjustments. */
    private boolean isPositive(Assessment a) {
        boolean positive =
                a.reviewPrice.value().signum() > 0 && a.compared.value().signum() > 0;
        if (!positive) {
            w.anomalies.add(Anomaly.of(
                    "REVIEW_PRICE_NOT_POSITIVE",
                    a.label(),
                    "V04",
                    "招标文件",
                    "投标人 " + a.label() + " 的评审价不大于零，不参与计算",
                    "bid " + a.label() + ": the review price is not positive and is not computed with"));
        }
        return positive;
    }

    private void benchmark() {
        Trimming trimming = w.method.benchmark().trimming();
        TrimmingStage.Trimmed trimmed = new TrimmingStage(w).trim(trimming, behindBenchmark);
        dropped = trimmed.dropped();
        for (List<Assessment> side : List.of(trimmed.low(), trimmed.high())) {
            for (Assessment a : side) {
                a.outlier = true;
                a.expelled = trimming.excludeFromScoring();
            }
        }
        formed = new BenchmarkStage(w, sieve).form(behindBenchmark, trimmed);
        narrative.benchmark(behindBenchmark.size(), trimmed, formed);
    }

    private void scores() {
        Optional<PriceScoreStage> price =
                w.method.score().priceRule().map(rule -> new PriceScoreStage(w, rule, formed.benchmark()));
        for (Assessment a : valid) {
            if (a.expelled) {
                continue;
            }
            w.forBid(a.label());
            price.ifPresent(stage -> stage.score(a));
            if (w.method.score() instanceof ScoreRule.SumOfParts parts) {
                new PartsStage(w, parts).total(a);
            } else {
                a.total = a.score == null ? null : w.round(a.score, Stage.TOTAL);
            }
            if (a.deviationRaw == null && w.method.ranking().by() == Ranking.By.NEAREST_TO_BENCHMARK) {
                Num difference = w.sheet.sub(a.compared, formed.benchmark(), Labels.DIFFERENCE);
                a.deviationRaw = w.sheet.mul(
                        w.sheet.div(difference, formed.benchmark(), Labels.RATIO), Workings.HUNDRED, Labels.PERCENT);
                a.deviation = w.round(a.deviationRaw, Stage.DISPLAY_DEVIATION);
            }
        }
        w.forBid(null);
    }

    private void rank() {
        List<Assessment> competing = valid.stream().filter(a -> !a.expelled).toList();
        ranked = w.method.score() instanceof ScoreRule.Ballot ballot
                ? new BallotStage(w, ballot).rank(competing)
                : new RankingStage(w).rank(competing);
        RankingStage.write(ranked);
    }

    private ScoringResult result(State state, Sentence reason, List<Finding> refusals) {
        boolean done = state == State.COMPUTED || state == State.HELD || state == State.BALLOT_REQUIRED;
        List<Row> rows = done ? valid.stream().map(Assessment::row).toList() : List.of();
        List<String> ranking = done
                ? ranked.stream().flatMap(List::stream).map(Assessment::label).toList()
                : List.of();
        int most = w.method.ranking().candidates();
        List<String> candidates = state == State.COMPUTED
                ? ranked.stream()
                        .flatMap(List::stream)
                        .filter(a -> a.rank <= most)
                        .limit(most)
                        .map(Assessment::label)
                        .toList()
                : List.of();
        if (reason != null) {
            w.say(reason.zh() + "。", reason.en() + ".");
        }
        Instant at = w.input.computedAt().orElse(null);
        return new ScoringResult(
                w.method,
                w.input,
                state,
                reason,
                refusals,
                List.copyOf(w.drawn),
                behindBenchmark.size(),
                valid.size(),
                dropped,
                formed.statistic(),
                formed.raw(),
                formed.benchmark(),
                freezePoint,
                rows,
                ranking,
                candidates,
                List.copyOf(w.anomalies),
                triggers,
                List.copyOf(w.explanation),
                w.sheet.steps(),
                at);
    }
}
