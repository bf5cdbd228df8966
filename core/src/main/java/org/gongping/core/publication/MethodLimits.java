package org.gongping.core.publication;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.RuleParam;
import org.gongping.core.scoring.method.LegalLimits;

/** The limits that a scoring method is validated against, taken from the rule set (rules P01, P02, V10). */
public final class MethodLimits {
    private MethodLimits() {}

    /** The shipped limits, each figure that the law in force names put in its place. */
    public static LegalLimits of(Law law) {
        LegalLimits shipped = LegalLimits.shipped();
        Map<String, LegalLimits.Range> weights = new LinkedHashMap<>(shipped.priceWeight());
        law.inForce("P01").ifPresent(rule -> {
            weights.put("GOODS", atLeast(rule.figure("minPriceWeightGoods")));
            weights.put("SERVICES", atLeast(rule.figure("minPriceWeightServices")));
        });
        Map<String, LegalLimits.Range> deductions = new LinkedHashMap<>(shipped.deductions());
        law.inForce("P02").ifPresent(rule -> {
            deductions.put("SMALL_MICRO", ofPercent(rule, "smallMicroDeduction"));
            deductions.put("CONSORTIUM", ofPercent(rule, "consortiumDeduction"));
        });
        return new LegalLimits(
                weights,
                deductions,
                shipped.scoreBonuses(),
                shipped.triggerRatios(),
                shipped.explainAtLeast(),
                law.inForce("T09").map(rule -> rule.count("minBids")).orElse(shipped.minimumValid()),
                law.inForce("V10").map(rule -> rule.count("maxCandidates")).orElse(shipped.mostCandidates()),
                shipped.localBonusWords(),
                shipped.drawnWinnerWords());
    }

    private static LegalLimits.Range atLeast(BigDecimal figure) {
        return new LegalLimits.Range(Optional.of(figure), Optional.empty());
    }

    private static LegalLimits.Range ofPercent(RuleCheck rule, String param) {
        RuleParam.Range range = rule.range(param);
        return new LegalLimits.Range(
                Optional.of(range.min().movePointLeft(2)),
                Optional.of(range.max().movePointLeft(2)));
    }
}
