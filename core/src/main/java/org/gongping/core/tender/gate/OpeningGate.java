package org.gongping.core.tender.gate;

import static org.gongping.core.rule.Finding.local;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;

/** May the opening start? T08 by the clock, T09 by the number of bids received. */
public final class OpeningGate {
    private final Law law;

    public OpeningGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(OpeningFacts facts) {
        if (facts.now().isBefore(facts.bidDeadline())) {
            return law.judge(
                    "T08",
                    rule -> rule.violated(Finding.of(
                                    "投标截止时间 " + local(facts.bidDeadline()) + " 未到",
                                    "the bid deadline " + local(facts.bidDeadline()) + " has not come")
                            .earliestAct(facts.bidDeadline())));
        }
        List<Verdict> verdicts = new ArrayList<>(PublicationGate.openingEqualsDeadline(
                law, Optional.of(facts.bidDeadline()), Optional.of(facts.openingTime())));
        if (facts.receivedBids().isPresent()) {
            int received = facts.receivedBids().getAsInt();
            verdicts.addAll(law.judge("T09", rule -> {
                Finding finding = Finding.of("收到投标 " + received + " 家", received + " bid(s) received");
                return rule.atLeast(BigDecimal.valueOf(received), "minBids")
                        ? rule.pass(finding)
                        : rule.violated(finding);
            }));
        }
        return verdicts;
    }
}
