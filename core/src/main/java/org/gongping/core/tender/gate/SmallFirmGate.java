package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** Which price deduction a bid is entitled to: P02. The answer is {@code computed.deduction}. */
public final class SmallFirmGate {
    private final Law law;

    public SmallFirmGate(Law law) {
        this.law = law;
    }

    /** @param smallFirmShare share of small firms in a consortium or subcontract, in percent; empty if there is none */
    public List<Verdict> check(boolean smallOrMicro, Optional<BigDecimal> smallFirmShare) {
        return law.judge("P02", rule -> entitled(rule, smallOrMicro, smallFirmShare));
    }

    private static Verdict entitled(RuleCheck rule, boolean smallOrMicro, Optional<BigDecimal> share) {
        if (smallOrMicro) {
            return rule.computed(Finding.of("小微企业，享受价格扣除", "a small or micro firm: entitled")
                    .with("deduction", MethodFacts.DeductionFor.SMALL_MICRO.name()));
        }
        boolean enough = share.filter(percent -> rule.atLeast(percent, "minSmallFirmShare"))
                .isPresent();
        String shown = share.map(BigDecimal::toPlainString).orElse("0");
        return rule.computed(Finding.of("小微份额 " + shown + "%", "small-firm share " + shown + " %")
                .with("deduction", enough ? MethodFacts.DeductionFor.CONSORTIUM.name() : "NONE"));
    }
}
