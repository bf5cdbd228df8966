package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** Is there a lead for a supervisor? L11: it warns and decides nothing. */
public final class FairUseGate {
    private final Law law;

    public FairUseGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(FairUseFacts facts) {
        return law.judge("L11", rule -> leads(rule, facts));
    }

    /** Meetings of two experts from which on they are a lead; nothing when the rule is not in force. */
    public Optional<Integer> repeatedPairs() {
        return law.inForce("L11").map(rule -> rule.count("repeatedPairs"));
    }

    /** Meetings of an expert with a bidder from which on they are a lead. */
    public Optional<Integer> bidderMeetings() {
        return law.inForce("L11").map(rule -> rule.count("bidderMeetings"));
    }

    /** Percent of refusals from which on it is a lead. */
    public Optional<BigDecimal> refusalShare() {
        return law.inForce("L11").map(rule -> rule.figure("refusalShare"));
    }

    private static Verdict leads(RuleCheck rule, FairUseFacts facts) {
        boolean pairs = facts.pairMeetings() >= rule.count("repeatedPairs");
        boolean bidder = facts.bidderMeetings() >= rule.count("bidderMeetings");
        boolean refusals = rule.atLeast(facts.refusalPercent(), "refusalShare");
        Finding finding = Finding.of(
                "两名专家同组最多 " + facts.pairMeetings() + " 次，专家遇同一投标人最多 " + facts.bidderMeetings() + " 次，拒绝率最高 "
                        + facts.refusalPercent().toPlainString() + "%",
                "two experts met up to " + facts.pairMeetings() + " times, an expert and a bidder up to "
                        + facts.bidderMeetings() + " times, refusals up to "
                        + facts.refusalPercent().toPlainString() + " %");
        if (!pairs && !bidder && !refusals) {
            return rule.pass(finding);
        }
        boolean firm = pairs && !rule.isToVerify("repeatedPairs")
                || bidder && !rule.isToVerify("bidderMeetings")
                || refusals && !rule.isToVerify("refusalShare");
        return rule.violated(firm ? finding : finding.stillToVerify());
    }
}
