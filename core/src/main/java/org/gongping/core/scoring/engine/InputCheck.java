package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.scoring.derive.Source;
import org.gongping.core.scoring.input.BidInput;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.AnchorBase;
import org.gongping.core.scoring.method.Benchmark;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Pool;
import org.gongping.core.scoring.method.RandomParameter;
import org.gongping.core.scoring.method.RoundingRule;

/** Whether inputs fit a definition: all that the formulas need is there, and nothing that no formula knows. */
public final class InputCheck {
    private final MethodDefinition method;
    private final ScoringInput input;
    private final List<Finding> findings = new ArrayList<>();

    private InputCheck(MethodDefinition method, ScoringInput input) {
        this.method = method;
        this.input = input;
    }

    /** Every reason why the inputs cannot be computed with; empty when they can. Pointers are into the inputs. */
    public static List<Finding> findings(MethodDefinition method, ScoringInput input) {
        InputCheck check = new InputCheck(method, input);
        check.drawn();
        check.facts();
        check.stripped();
        check.units();
        check.lot();
        BidCheck bids = new BidCheck(method, input, check.findings);
        for (int i = 0; i < input.bids().size(); i++) {
            bids.check(input.bids().get(i), "/bids/" + i);
        }
        check.ballots();
        return List.copyOf(check.findings);
    }

    private void drawn() {
        Set<String> known = new HashSet<>();
        for (RandomParameter p : method.randomParameters()) {
            if (p.pool().isPresent()) {
                known.add(p.name());
                drawn(p, p.pool().get());
            }
        }
        input.drawn().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(
                        name -> add("/drawn" + Source.token(name), "办法没有这个抽取参数", "the method draws no such parameter"));
    }

    private void drawn(RandomParameter p, Pool pool) {
        String pointer = "/drawn" + Source.token(p.name());
        BigDecimal value = input.drawn().get(p.name());
        if (value == null) {
            add(pointer, "缺少抽取结果", "the drawn value is missing");
            return;
        }
        Pool from = pool;
        if (pool instanceof Pool.Dependent dependent) {
            BigDecimal on = input.drawn().get(dependent.on());
            from = on == null
                    ? null
                    : dependent.pools().entrySet().stream()
                            .filter(e -> new BigDecimal(e.getKey()).compareTo(on) == 0)
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(null);
        }
        if (from == null || !Pool.contains(from, value)) {
            add(pointer, "抽取结果不在公布的取值范围内", "the value is not in the published pool");
        }
    }

    private void facts() {
        Benchmark benchmark = method.benchmark();
        benchmark.anchoredTo().ifPresent(a -> fact(a.base()));
        if (benchmark instanceof Benchmark.ControlDiscount || benchmark instanceof Benchmark.ControlMeanPair) {
            fact(AnchorBase.CEILING_PRICE);
        }
        method.limits().band().ifPresent(b -> fact(b.around()));
    }

    private void fact(AnchorBase base) {
        switch (base) {
            case ESTIMATE -> {
                if (!input.facts().containsKey("estimate")) {
                    add("/estimate", "办法用到标底，缺少标底", "the method uses the estimate, which is missing");
                }
            }
            case CEILING_PRICE -> {
                boolean budget =
                        method.isGovernmentProcurement() && input.facts().containsKey("budget");
                if (!input.facts().containsKey("ceiling") && !budget) {
                    add("/ceiling", "办法用到最高投标限价，缺少限价", "the method uses the ceiling, which is missing");
                }
            }
            case BAND_LOWER_EDGE -> method.limits().band().ifPresent(b -> fact(b.around()));
        }
    }

    private void stripped() {
        List<String> items = method.stripItems().items();
        for (String item : items) {
            if (!input.stripped().containsKey(item)) {
                add("/stripped" + Source.token(item), "缺少公布的不可竞争金额", "the published amount is missing");
            }
        }
        input.stripped().keySet().stream()
                .filter(item -> !items.contains(item))
                .forEach(item -> add("/stripped" + Source.token(item), "办法不剔除此项", "the method strips no such item"));
    }

    private void units() {
        for (RoundingRule rule : method.rounding().values()) {
            if (!Units.compatible(rule, input.unit())) {
                add(
                        "/unit",
                        "办法以 " + rule.unit() + " 舍入，不能用于以 " + input.unit() + " 计的金额",
                        "stage " + rule.stage() + " rounds in " + rule.unit()
                                + ", which is not the unit of the amounts");
            }
        }
        for (int i = 0; i < input.exchangeRates().size(); i++) {
            if (input.exchangeRates().get(i).rate().signum() <= 0) {
                add("/exchangeRates/" + i + "/rate", "汇率必须大于零", "an exchange rate is positive");
            }
        }
    }

    private void lot() {
        if (method.ranking().lotCorrection().isEmpty()) {
            return;
        }
        Optional<String> lot = input.lot();
        if (lot.isEmpty() || !method.ranking().lotOrder().contains(lot.get())) {
            add("/lot", "办法按标段修正，需给出标段且在办法的标段顺序内", "the lot must be one of the method's lotOrder");
        }
    }

    private void ballots() {
        Set<String> labels = new HashSet<>();
        input.bids().stream().map(BidInput::bid).forEach(labels::add);
        for (int r = 0; r < input.ballots().size(); r++) {
            ScoringInput.BallotRound round = input.ballots().get(r);
            Set<String> among = round.among().isEmpty() ? labels : Set.copyOf(round.among());
            String pointer = "/ballots/" + r;
            if (!labels.containsAll(among)) {
                add(pointer + "/among", "没有这个投标人", "there is no such bid");
            }
            Set<String> members = new HashSet<>();
            for (int v = 0; v < round.votes().size(); v++) {
                ScoringInput.Vote vote = round.votes().get(v);
                if (!members.add(vote.member())) {
                    add(pointer + "/votes/" + v + "/member", "同一评委投了两次", "the member has voted twice");
                }
                if (!among.containsAll(vote.choices())) {
                    add(pointer + "/votes/" + v + "/choices", "推荐了不在票上的投标人", "a choice is not on the ballot");
                }
            }
        }
    }

    private void add(String pointer, String zh, String en) {
        findings.add(Finding.format(pointer, zh, en));
    }
}
