package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/**
 * May a tender document ask for this deposit? The ceilings D01 and D02, and D11: no guarantee is refused for cash. A ceiling
 * is worth as much as its base, so the base is held to what the project states elsewhere.
 */
public final class DepositTermsGate {
    private static final String CASH = "TRANSFER";
    private static final int FEN = 2;

    private final Law law;

    public DepositTermsGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(DepositTermsFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(law.judge("D01", rule -> ceiling(rule, facts, "估算价", "the estimated price")));
        verdicts.addAll(law.judge("D02", rule -> {
            Verdict amount = ceiling(rule, facts, "预算金额", "the budget");
            return amount.blocks() ? amount : forms(rule, facts, amount);
        }));
        verdicts.addAll(law.judge("D11", rule -> guarantees(rule, facts)));
        return verdicts;
    }

    /** What the document asks, in yuan to the fen, rounded as the ceiling of the regime is. */
    public BigDecimal asked(DepositTermsFacts facts) {
        RoundingMode rounding = rounding();
        return facts.amount()
                .orElseGet(() -> facts.rate()
                        .flatMap(rate -> facts.base().map(base -> share(base, rate, rounding)))
                        .orElse(BigDecimal.ZERO))
                .setScale(FEN, rounding);
    }

    /** As the rule of the regime states it; half up where there is none. */
    public RoundingMode rounding() {
        return law.inForce("D01")
                .or(() -> law.inForce("D02"))
                .map(DepositTermsGate::rounding)
                .orElse(RoundingMode.HALF_UP);
    }

    private Verdict ceiling(RuleCheck rule, DepositTermsFacts facts, String baseZh, String baseEn) {
        if (facts.base().isEmpty()) {
            return rule.violated(
                    Finding.of(baseZh + "未填写，不能计算上限", baseEn + " is missing, so there is no ceiling to compare with")
                            .about(facts.label()));
        }
        Optional<BigDecimal> exceeded =
                facts.bound().filter(bound -> facts.base().get().compareTo(bound) > 0);
        if (exceeded.isPresent()) {
            BigDecimal bound = exceeded.get();
            return rule.violated(Finding.of(
                            "作为计算基数的" + baseZh + " "
                                    + facts.base().get().toPlainString() + " 元超过本项目载明的限额 " + bound.toPlainString()
                                    + " 元（最高投标限价或者预算），上限不能据此计算",
                            "the base, " + baseEn + ", is " + facts.base().get().toPlainString()
                                    + " and the project states no more than " + bound.toPlainString()
                                    + " as ceiling price or budget")
                    .with("base", facts.base().get().toPlainString())
                    .with("bound", bound.toPlainString())
                    .about(facts.label()));
        }
        BigDecimal limit = share(facts.base().get(), rule.figure("maxRate"), rounding(rule));
        BigDecimal asked = asked(facts);
        Finding finding = Finding.of(
                        "要求缴纳 " + asked.toPlainString() + " 元，上限 " + limit.toPlainString() + " 元",
                        "asks " + asked.toPlainString() + " yuan, at most " + limit.toPlainString())
                .with("asked", asked.toPlainString())
                .with("limit", limit.toPlainString())
                .about(facts.label());
        if (!rule.atMost(asked, limit, "maxRate")) {
            return rule.violated(finding);
        }
        return facts.bound().isPresent()
                ? rule.pass(finding)
                : rule.doubtful(Finding.of(
                                "项目未载明最高投标限价或者预算，" + baseZh + " "
                                        + facts.base().get().toPlainString() + " 元无从核对，请说明其依据",
                                "the project states neither ceiling price nor budget, so nothing bears out " + baseEn
                                        + " of " + facts.base().get().toPlainString() + ": say where it is from")
                        .about(facts.label()));
    }

    private static Verdict forms(RuleCheck rule, DepositTermsFacts facts, Verdict otherwise) {
        Set<String> foreign = new TreeSet<>(facts.forms());
        foreign.removeAll(rule.words("forms"));
        if (!foreign.isEmpty()) {
            return rule.violated(
                    Finding.of("不是非现金形式：" + String.join("、", foreign), "no form other than cash: " + foreign)
                            .about(facts.label()));
        }
        Set<String> open = new TreeSet<>(facts.forms());
        open.retainAll(rule.words("formsToVerify"));
        return open.isEmpty()
                ? otherwise
                : rule.violated(
                        Finding.of("账户转账是否属于非现金形式，待法务核对", "whether a transfer is a form other than cash is open")
                                .about(facts.label())
                                .stillToVerify());
    }

    private static Verdict guarantees(RuleCheck rule, DepositTermsFacts facts) {
        Set<String> refused = new TreeSet<>(rule.words("neverRefused"));
        refused.removeAll(facts.forms());
        if (!facts.forms().contains(CASH)) {
            return rule.pass(Finding.of("不收现金", "takes no cash").about(facts.label()));
        }
        return refused.isEmpty()
                ? rule.pass(Finding.of("接受保函", "takes guarantees").about(facts.label()))
                : rule.violated(Finding.of("接受现金而不接受保函", "takes cash and refuses guarantees")
                        .about(facts.label()));
    }

    private static BigDecimal share(BigDecimal base, BigDecimal percent, RoundingMode rounding) {
        return base.multiply(percent).movePointLeft(2).setScale(FEN, rounding);
    }

    static RoundingMode rounding(RuleCheck rule) {
        return RoundingMode.valueOf(rule.choice("rounding"));
    }
}
