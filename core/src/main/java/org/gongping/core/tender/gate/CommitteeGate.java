package org.gongping.core.tender.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/**
 * May this committee be drawn? E01 size, E02 share of experts, E03 candidates for each seat, E06 window of the draw, E07
 * widening, E08 venues.
 */
public final class CommitteeGate {
    private static final Pattern SPLIT = Pattern.compile("[0-9]{1,3}([+][0-9]{1,3})*");

    private final Law law;

    public CommitteeGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(CommitteeFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(law.judge("E01", rule -> size(rule, facts)));
        verdicts.addAll(law.judge("E02", rule -> experts(rule, facts)));
        verdicts.addAll(law.judge("E03", rule -> ratios(rule, facts)));
        verdicts.addAll(law.judge("E06", rule -> window(rule, facts)));
        verdicts.addAll(law.judge("E07", rule -> widening(rule, facts)));
        verdicts.addAll(law.judge("E08", rule -> venues(rule, facts)));
        return verdicts;
    }

    private static Verdict size(RuleCheck rule, CommitteeFacts facts) {
        boolean large = rule.has("minMembersLarge")
                && (facts.budget()
                                .filter(budget -> rule.has("largeBudget") && rule.atLeast(budget, "largeBudget"))
                                .isPresent()
                        || facts.complex() && rule.has("largeWhenComplex") && rule.flag("largeWhenComplex")
                        || facts.socialEffect()
                                && rule.has("largeWhenSocialEffect")
                                && rule.flag("largeWhenSocialEffect"));
        int least = rule.count(large ? "minMembersLarge" : "minMembers");
        Finding finding = Finding.of(
                        "成员 " + facts.size() + " 人，至少应为 " + least + " 人",
                        facts.size() + " members; at least " + least + " are needed")
                .with("minMembers", Integer.toString(least));
        boolean even = rule.flag("odd") && facts.size() % 2 == 0;
        return facts.size() < least || even ? rule.violated(finding) : rule.pass(finding);
    }

    private static Verdict experts(RuleCheck rule, CommitteeFacts facts) {
        int representatives = facts.size() - facts.experts();
        Finding finding = Finding.of(
                "专家 " + facts.experts() + " 人，招标人代表 " + representatives + " 人",
                facts.experts() + " experts, " + representatives + " representatives of the owner");
        boolean enough = facts.experts() * rule.count("ofParts") >= facts.size() * rule.count("minExpertParts");
        return enough ? rule.pass(finding) : rule.violated(finding);
    }

    private static Verdict ratios(RuleCheck rule, CommitteeFacts facts) {
        Finding finding = Finding.of(
                "本次抽取要求每席候选专家 " + facts.minRatio() + " 人，用人单位容量 " + facts.minCapRatio(),
                "this draw asks for " + facts.minRatio() + " candidates and capacity " + facts.minCapRatio()
                        + " for each seat");
        boolean few = facts.minRatio() < rule.count("minRatio");
        boolean small = facts.minCapRatio() < rule.count("minCapRatio");
        if (!few && !small) {
            return rule.pass(finding);
        }
        boolean firm = few && !rule.isToVerify("minRatio") || small && !rule.isToVerify("minCapRatio");
        return rule.violated(firm ? finding : finding.stillToVerify());
    }

    private static Verdict window(RuleCheck rule, CommitteeFacts facts) {
        Duration lead = Duration.between(facts.drawAt(), facts.evaluationAt());
        Instant earliest = facts.evaluationAt().minus(Duration.ofHours(rule.count("maxLead")));
        Finding finding = Finding.of(
                        "评标时间 " + Finding.local(facts.evaluationAt()) + "，抽取在此前 " + lead.toHours() + " 小时",
                        "evaluation at " + Finding.local(facts.evaluationAt()) + ", the draw " + lead.toHours()
                                + " hours before")
                .earliestAct(earliest);
        return facts.drawAt().isBefore(earliest) ? rule.violated(finding) : rule.pass(finding);
    }

    private static Verdict widening(RuleCheck rule, CommitteeFacts facts) {
        if (facts.widenings().isEmpty()) {
            return rule.notApplicable("未扩大抽取范围", "nothing was widened");
        }
        String steps = String.join("；", facts.widenings());
        return rule.pass("已扩大：" + steps, "widened: " + steps);
    }

    private static Verdict venues(RuleCheck rule, CommitteeFacts facts) {
        if (facts.quotas().isEmpty()) {
            return rule.notApplicable("未安排副场", "no venues are planned");
        }
        String split = facts.quotas().stream().map(String::valueOf).collect(Collectors.joining("+"));
        int seats = facts.quotas().stream().mapToInt(Integer::intValue).sum();
        Finding finding = Finding.of(
                        "主场与副场 " + split + "，共 " + seats + " 席，成员 " + facts.size() + " 人",
                        "venues " + split + ", " + seats + " seats in all for " + facts.size() + " members")
                .with("split", split);
        if (seats != facts.size()) {
            return rule.violated(finding);
        }
        boolean compared = rule.words("usualSplits").stream().anyMatch(usual -> total(usual) == seats);
        boolean unusual = compared && !rule.words("usualSplits").contains(split);
        return unusual && rule.isToVerify("usualSplits")
                ? rule.violated(finding.stillToVerify())
                : rule.computed(finding);
    }

    /** Members of a split as {@code 3+2}; 0 for a word that is none. */
    private static int total(String split) {
        return SPLIT.matcher(split).matches()
                ? Stream.of(split.split("\\+")).mapToInt(Integer::parseInt).sum()
                : 0;
    }
}
