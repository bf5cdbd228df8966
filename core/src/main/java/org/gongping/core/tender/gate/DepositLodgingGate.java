package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** Can the deposit be taken? As long valid as the bid (D03), money from the basic account (D04). */
public final class DepositLodgingGate {
    private final Law law;

    public DepositLodgingGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(DepositLodgingFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        facts.validUntil()
                .ifPresent(until ->
                        verdicts.addAll(law.judge("D03", rule -> validity(rule, until, facts.bidValidityEnds()))));
        facts.fromBasicAccount()
                .ifPresent(isBasic -> verdicts.addAll(law.judge("D04", rule -> account(rule, facts, isBasic))));
        return verdicts;
    }

    private static Verdict validity(RuleCheck rule, LocalDate until, LocalDate needed) {
        BigDecimal shortfall = BigDecimal.valueOf(Math.max(0, ChronoUnit.DAYS.between(until, needed)));
        Finding finding = Finding.of(
                        "保函（保单）有效期至 " + until + "，投标有效期至 " + needed,
                        "the guarantee is valid until " + until + ", the bid until " + needed)
                .with("needed", needed.toString());
        return rule.atMost(shortfall, rule.figure("maxShortfall"), "maxShortfall")
                ? rule.pass(finding)
                : rule.violated(finding);
    }

    private static Verdict account(RuleCheck rule, DepositLodgingFacts facts, boolean isBasic) {
        if (rule.onlyCompulsory() && !facts.mustTenderByLaw()) {
            return PublicationGate.notCompulsory(rule);
        }
        return isBasic || !rule.flag("basicAccountOnly")
                ? rule.pass("由基本账户转出", "paid from the basic account")
                : rule.violated(Finding.of("付款账户不是基本账户", "the paying account is not the basic account"));
    }
}
