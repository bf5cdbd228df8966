package org.gongping.core.tender.gate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.gate.ExpertFacts.Tie;
import org.gongping.core.tender.gate.ExpertFacts.To;

/**
 * May this expert sit on the committee? E03 frequency and home region, E04 conflict of interest, E10 supervising
 * authority, E11 standing. One person at a time; a library is screened by the same {@link ExpertLimits}.
 */
public final class ExpertGate {
    private final Law law;
    private final ExpertLimits limits;

    public ExpertGate(Law law) {
        this.law = law;
        this.limits = new ExpertLimits(law);
    }

    public List<Verdict> check(ExpertFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(law.judge("E03", rule -> draw(rule, facts)));
        verdicts.addAll(law.judge("E04", rule -> conflict(rule, facts)));
        verdicts.addAll(law.judge("E10", rule -> authority(rule, facts)));
        verdicts.addAll(law.judge("E11", rule -> standing(rule, facts)));
        return verdicts;
    }

    private Verdict draw(RuleCheck rule, ExpertFacts facts) {
        LocalDate from = facts.day().minusDays(limits.frequencyDays());
        long engagements =
                facts.engagements().stream().filter(day -> !day.isBefore(from)).count();
        boolean often = limits.frequencyCap().filter(cap -> engagements >= cap).isPresent();
        boolean home = facts.home()
                .filter(place -> limits.isHome(facts.region(), place))
                .isPresent();
        Finding finding = Finding.of(
                limits.frequencyDays() + " 日内已参加 " + engagements + " 次评标" + (home ? "，专家与主场同属一地" : ""),
                engagements + " evaluations in " + limits.frequencyDays() + " days"
                        + (home ? "; the expert is of the main venue's region" : ""));
        if (!often && !home) {
            return rule.pass(finding);
        }
        boolean firm = often && !rule.isToVerify("frequencyCap") || home && !rule.isToVerify("homeRegionDigits");
        return rule.violated(firm ? finding : finding.stillToVerify());
    }

    private Verdict conflict(RuleCheck rule, ExpertFacts facts) {
        Optional<Tie> tie = facts.ties().stream()
                .filter(each -> each.to() != To.AUTHORITY && counts(each, facts.day()))
                .findFirst();
        if (tie.isPresent()) {
            return rule.violated(Finding.of(
                    "专家与" + zh(tie.get().to()) + "有利害关系",
                    "the expert is tied to the " + en(tie.get().to())));
        }
        if (facts.sanctioned() && limits.barsSanctioned()) {
            return rule.violated(Finding.of("专家因招标投标违法受过处罚", "the expert was punished for acts in tendering"));
        }
        return rule.pass("未发现利害关系", "no interest was found");
    }

    private Verdict authority(RuleCheck rule, ExpertFacts facts) {
        boolean tied = facts.ties().stream().anyMatch(each -> each.to() == To.AUTHORITY && counts(each, facts.day()));
        return tied
                ? rule.violated(Finding.of("专家是监督部门的人员", "the expert is staff of the supervising authority"))
                : rule.pass("不是监督部门的人员", "no staff of the supervising authority");
    }

    private boolean counts(Tie tie, LocalDate day) {
        boolean recent = limits.tiedFrom(tie.to(), day)
                .filter(from ->
                        tie.until().filter(until -> until.isBefore(from)).isEmpty())
                .isPresent();
        boolean kind = tie.relation().isEmpty()
                || limits.relations().contains(tie.relation().get());
        return recent && kind && limits.isAffiliate(tie.depth(), tie.share());
    }

    private Verdict standing(RuleCheck rule, ExpertFacts facts) {
        boolean years = limits.fieldSince(facts.day())
                .filter(last -> !facts.fieldSince().isAfter(last))
                .isPresent();
        boolean title = limits.titleLevels().contains(facts.titleLevel());
        Finding finding = Finding.of(
                "从业自 " + facts.fieldSince() + "，职称等级 " + facts.titleLevel(),
                "in the field since " + facts.fieldSince() + ", title " + facts.titleLevel());
        return years && title ? rule.pass(finding) : rule.violated(finding);
    }

    private static String zh(To to) {
        return switch (to) {
            case BIDDER -> "投标人";
            case OWNER -> "招标人";
            case AGENT -> "招标代理机构";
            case AUTHORITY -> "监督部门";
        };
    }

    private static String en(To to) {
        return switch (to) {
            case BIDDER -> "bidder";
            case OWNER -> "owner";
            case AGENT -> "tender agent";
            case AUTHORITY -> "supervising authority";
        };
    }
}
