package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/**
 * May a tender document charge this, and a contract take this security? A document is free or costs what printing and
 * postage cost (D10); performance security is capped on the contract price (D09).
 */
public final class ChargesGate {
    private final Law law;

    public ChargesGate(Law law) {
        this.law = law;
    }

    /** Of the tender document. */
    public List<Verdict> check(ChargesFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        facts.performanceRate().ifPresent(rate -> verdicts.addAll(law.judge("D09", rule -> rate(rule, rate))));
        verdicts.addAll(law.judge("D10", rule -> fee(rule, facts)));
        return verdicts;
    }

    /**
     * Of the contract.
     *
     * @param price contract price in yuan
     * @param security what the contract takes, in yuan
     */
    public List<Verdict> security(BigDecimal price, BigDecimal security) {
        return law.judge("D09", rule -> {
            BigDecimal limit = share(price, rule.figure("maxRate"));
            return judged(
                    rule,
                    rule.atMost(security, limit, "maxRate"),
                    "履约保证金 " + shown(security) + " 元，合同价 " + shown(price) + " 元，上限 " + shown(limit) + " 元",
                    "performance security of " + shown(security) + " yuan on a contract price of " + shown(price)
                            + ", at most " + shown(limit));
        });
    }

    private static Verdict rate(RuleCheck rule, BigDecimal rate) {
        BigDecimal limit = rule.figure("maxRate");
        return judged(
                rule,
                rule.atMost(rate, limit, "maxRate"),
                "招标文件要求履约保证金为合同价的 " + shown(rate) + "%",
                "the document asks performance security of " + shown(rate) + " % of the contract price");
    }

    private static Verdict fee(RuleCheck rule, ChargesFacts facts) {
        BigDecimal fee = facts.documentFee().orElse(BigDecimal.ZERO);
        if (fee.signum() == 0) {
            return rule.pass("招标文件不收费", "the tender document is free");
        }
        if (facts.documentCost().isEmpty()) {
            return rule.violated(Finding.of(
                    "招标文件收费 " + shown(fee) + " 元，未写明印刷、邮寄的成本",
                    "the tender document costs " + shown(fee)
                            + " yuan, the cost of printing and postage is not stated"));
        }
        BigDecimal cost = facts.documentCost().get();
        return judged(
                rule,
                rule.atMost(fee, share(cost, rule.figure("maxShare")), "maxShare"),
                "招标文件收费 " + shown(fee) + " 元，印刷、邮寄成本 " + shown(cost) + " 元",
                "the tender document costs " + shown(fee) + " yuan, printing and postage " + shown(cost));
    }

    private static Verdict judged(RuleCheck rule, boolean isWithin, String zh, String en) {
        return isWithin ? rule.pass(zh, en) : rule.violated(Finding.of(zh, en));
    }

    private static BigDecimal share(BigDecimal base, BigDecimal percent) {
        return base.multiply(percent).movePointLeft(2);
    }

    private static String shown(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
