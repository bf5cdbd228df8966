package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.List;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;

/** Is the evaluation report delivered in time? T18, government procurement. */
public final class EvaluationReportGate {
    private final Law law;

    /** @param deliveredAt when the owner or purchaser receives the report */
    public record Facts(Instant evaluationEndedAt, Instant deliveredAt) {}

    public EvaluationReportGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(Facts facts) {
        return law.judge(
                "T18",
                rule -> Within.period(
                        rule,
                        "maxReportDelivery",
                        facts.evaluationEndedAt(),
                        facts.deliveredAt(),
                        "送交评审报告",
                        "report delivered"));
    }
}
