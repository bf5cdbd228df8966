package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.List;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;

/** Is the contract signed (T14) and the written report handed in (T15) in time? */
public final class ContractGate {
    private final Law law;

    public ContractGate(Law law) {
        this.law = law;
    }

    public List<Verdict> sign(Instant awardNoticeAt, Instant signedAt) {
        return law.judge(
                "T14", rule -> Within.period(rule, "maxPeriod", awardNoticeAt, signedAt, "签订合同", "contract signed"));
    }

    public List<Verdict> report(boolean mustTenderByLaw, Instant decidedAt, Instant reportedAt) {
        return law.judge(
                "T15",
                rule -> rule.onlyCompulsory() && !mustTenderByLaw
                        ? PublicationGate.notCompulsory(rule)
                        : Within.period(
                                rule, "maxPeriod", decidedAt, reportedAt, "提交书面报告", "written report handed in"));
    }
}
