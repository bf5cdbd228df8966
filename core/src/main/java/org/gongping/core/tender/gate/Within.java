package org.gongping.core.tender.gate;

import static org.gongping.core.rule.Finding.local;

import java.time.Instant;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.PeriodBoundary;
import org.gongping.core.rule.PeriodEnd;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** The upper limits of time: an act must be done before the last day of its period is over. */
final class Within {
    private Within() {}

    /** @param doneAt when it was done; for an act that is still to be done, the present moment */
    static Verdict period(RuleCheck rule, String param, Instant start, Instant doneAt, String actZh, String actEn) {
        PeriodEnd end = rule.forward(param, start, PeriodBoundary.DAY_REACHED);
        String zh = actZh + " " + local(doneAt) + "，期限至 " + end.lastDay() + " 24:00";
        String en = actEn + " " + local(doneAt) + ", time until " + end.lastDay() + " 24:00";
        Finding finding =
                Finding.of(zh, en).with("latestAt", end.endsAt().toString()).counted(end);
        return doneAt.isBefore(end.endsAt()) ? rule.pass(finding) : rule.violated(finding);
    }
}
