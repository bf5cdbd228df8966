package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/**
 * Is the price within its limits? P06. A refusal keeps the bid out of the valid ones; it never keeps the price out of the
 * opening record, for every bid is read out (法 Art. 36, rule O07) and the committee votes on the rejection (条例 Art. 51).
 */
public final class BidEntryGate {
    private static final Map<String, String> NAMES = Map.of("CEILING_PRICE", "最高投标限价", "BUDGET", "预算金额");

    private final Law law;

    public BidEntryGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(BidEntryFacts facts) {
        return law.judge("P06", rule -> limits(rule, facts));
    }

    private static Verdict limits(RuleCheck rule, BidEntryFacts facts) {
        boolean limited = false;
        for (String name : rule.words("limits")) {
            BigDecimal limit = facts.limits().get(name);
            if (limit == null) {
                continue;
            }
            limited = true;
            if (!rule.atMost(facts.price(), limit.add(rule.figure("tolerance")), "tolerance")) {
                return rule.violated(Finding.of(
                                "报价 " + facts.price().toPlainString() + " 元高于" + NAMES.getOrDefault(name, name) + " "
                                        + limit.toPlainString() + " 元",
                                "the price " + facts.price().toPlainString() + " is above " + name + " "
                                        + limit.toPlainString())
                        .with("limit", limit.toPlainString()));
            }
        }
        return limited
                ? rule.pass(
                        "报价 " + facts.price().toPlainString() + " 元未超过限价",
                        "the price " + facts.price().toPlainString() + " is within the limits")
                : rule.notApplicable("未设最高投标限价或者预算金额", "no ceiling price and no budget");
    }
}
