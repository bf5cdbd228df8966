package org.gongping.core.tender.gate;

import static org.gongping.core.rule.Finding.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.PeriodBoundary;
import org.gongping.core.rule.PeriodEnd;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** May the winner be decided, may the award notice go out? T12 over; T18 in time (government procurement). */
public final class AwardGate {
    private final Law law;

    public AwardGate(Law law) {
        this.law = law;
    }

    /** The decision on the winner. */
    public List<Verdict> decide(AwardFacts facts) {
        List<Verdict> verdicts = new ArrayList<>(law.judge("T12", rule -> noticeOver(rule, facts)));
        facts.reportReceivedAt()
                .ifPresent(received -> verdicts.addAll(law.judge(
                        "T18",
                        rule -> Within.period(
                                rule, "maxWinnerDecision", received, facts.now(), "确定中标供应商", "winner decided"))));
        return verdicts;
    }

    /** The award notice, in government procurement together with the announcement of the result. */
    public List<Verdict> announce(AwardFacts facts) {
        List<Verdict> verdicts = new ArrayList<>(law.judge("T12", rule -> noticeOver(rule, facts)));
        facts.decidedAt()
                .ifPresent(decided -> verdicts.addAll(law.judge(
                        "T18",
                        rule -> Within.period(
                                rule,
                                "maxAnnouncement",
                                decided,
                                facts.now(),
                                "发出中标通知书并公告",
                                "notice and announcement"))));
        return verdicts;
    }

    private static Verdict noticeOver(RuleCheck rule, AwardFacts facts) {
        if (rule.onlyCompulsory() && !facts.mustTenderByLaw()) {
            return PublicationGate.notCompulsory(rule);
        }
        if (facts.noticeStartedAt().isEmpty()) {
            return rule.violated(Finding.of("中标候选人尚未公示", "the candidates have not been published"));
        }
        PeriodEnd end = rule.forward("minNoticePeriod", facts.noticeStartedAt().get(), PeriodBoundary.DAY_ENDED);
        Instant over =
                facts.noticeEndsAt().filter(own -> own.isAfter(end.keptFrom())).orElse(end.keptFrom());
        Finding finding = Finding.of(
                        end.start() + " 公示，次日起算，" + end.lastDay() + " 24:00 届满，最早 " + local(over),
                        "published on " + end.start() + ", over at 24:00 of " + end.lastDay() + ", " + local(over)
                                + " at the earliest")
                .earliestAct(over)
                .counted(end);
        return facts.now().isBefore(over) ? rule.violated(finding) : rule.pass(finding);
    }
}
