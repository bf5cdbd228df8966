package org.gongping.core.tender.gate;

import static org.gongping.core.rule.Finding.local;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.PeriodBoundary;
import org.gongping.core.rule.PeriodEnd;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** May the candidates be published so? T11 in time, T12 for long enough, V10 not too many and in order. */
public final class CandidateNoticeGate {
    private final Law law;

    public CandidateNoticeGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(CandidateNoticeFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(law.judge(
                "T11",
                rule -> rule.onlyCompulsory() && !facts.mustTenderByLaw()
                        ? PublicationGate.notCompulsory(rule)
                        : Within.period(
                                rule,
                                "maxStartDelay",
                                facts.reportReceivedAt(),
                                facts.startsAt(),
                                "开始公示",
                                "notice starts")));
        verdicts.addAll(law.judge("T12", rule -> longEnough(rule, facts)));
        verdicts.addAll(law.judge("V10", rule -> candidates(rule, facts)));
        return verdicts;
    }

    private static Verdict longEnough(RuleCheck rule, CandidateNoticeFacts facts) {
        if (rule.onlyCompulsory() && !facts.mustTenderByLaw()) {
            return PublicationGate.notCompulsory(rule);
        }
        PeriodEnd end = rule.forward("minNoticePeriod", facts.startsAt(), PeriodBoundary.DAY_ENDED);
        Finding finding = Finding.of(
                        end.start() + " 公示，次日起算，" + end.lastDay() + " 24:00 届满；拟于 " + local(facts.endsAt()) + " 结束",
                        "published on " + end.start() + ", over at 24:00 of " + end.lastDay() + "; to end at "
                                + local(facts.endsAt()))
                .earliestDate(end.keptFrom())
                .counted(end);
        return facts.endsAt().isBefore(end.keptFrom()) ? rule.violated(finding) : rule.pass(finding);
    }

    private static Verdict candidates(RuleCheck rule, CandidateNoticeFacts facts) {
        int number = facts.ranks().size();
        Finding finding =
                Finding.of("列出 " + number + " 个，排序 " + facts.ranks(), number + " listed, ranks " + facts.ranks());
        boolean fewEnough = number <= rule.count("maxCandidates");
        return fewEnough && (inOrder(facts.ranks()) || !rule.flag("ranked"))
                ? rule.pass(finding)
                : rule.violated(finding);
    }

    /** From the first on, none left out. Bids that stay equal share a rank; their order is the committee's. */
    private static boolean inOrder(List<Integer> ranks) {
        return IntStream.range(0, ranks.size())
                .allMatch(i -> ranks.get(i) == i + 1 || i > 0 && ranks.get(i).equals(ranks.get(i - 1)));
    }
}
