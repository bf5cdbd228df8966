package org.gongping.core.tender.gate;

import static org.gongping.core.rule.Finding.local;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.PeriodBoundary;
import org.gongping.core.rule.PeriodEnd;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** May the addendum be issued, and where does it move the deadline? T04, and T01 when the deadline becomes earlier. */
public final class AddendumGate {
    private final Law law;

    public AddendumGate(Law law) {
        this.law = law;
    }

    /**
     * @param deadline the bid deadline that holds afterwards: moved on by law, or as proposed; unchanged when a verdict
     *     blocks. The opening time follows it (T08)
     */
    public record Answer(List<Verdict> verdicts, Instant deadline) {
        public Answer {
            verdicts = List.copyOf(verdicts);
        }
    }

    public Answer check(AddendumFacts facts) {
        Instant wanted = facts.proposedDeadline().orElse(facts.deadline());
        List<Verdict> verdicts = new ArrayList<>(law.judge("T04", rule -> lead(rule, facts, wanted)));
        if (wanted.isBefore(facts.deadline())) {
            verdicts.addAll(PublicationGate.preparationTime(
                    law, facts.mustTenderByLaw(), facts.documentIssuedAt(), Optional.of(wanted)));
        }
        if (Verdict.anyBlocks(verdicts)) {
            return new Answer(verdicts, facts.deadline());
        }
        Instant deadline = verdicts.stream()
                .flatMap(verdict -> Optional.ofNullable(verdict.computed().get("newDeadline")).stream())
                .map(Instant::parse)
                .findFirst()
                .orElse(wanted);
        return new Answer(verdicts, deadline);
    }

    private static Verdict lead(RuleCheck rule, AddendumFacts facts, Instant wanted) {
        if (!facts.issuedAt().isBefore(facts.deadline())) {
            return rule.violated(Finding.of(
                    "投标截止时间 " + local(facts.deadline()) + " 已过，不能再发出澄清或者修改",
                    "the bid deadline " + local(facts.deadline()) + " has passed: nothing can be changed any more"));
        }
        if (!facts.affectsPreparation()) {
            return rule.pass("本次澄清或者修改不影响投标文件编制", "this one does not affect the preparation of bids");
        }
        PeriodEnd latest = rule.backward("minLead", wanted, PeriodBoundary.DAY_REACHED);
        if (facts.issuedAt().isBefore(latest.endsAt())) {
            return rule.pass(Finding.of(
                            "截止 " + local(wanted) + "，最迟 " + latest.lastDay() + " 发出",
                            "deadline " + local(wanted) + ", to be issued on " + latest.lastDay() + " at the latest")
                    .counted(latest));
        }
        PeriodEnd earliest = rule.forward("minLead", facts.issuedAt(), PeriodBoundary.DAY_REACHED);
        Instant moved = movedOn(rule, facts, earliest);
        Finding finding = Finding.of(
                        LegalPeriod.day(facts.issuedAt()) + " 发出，距投标截止 " + local(wanted) + " 不足规定日数，应顺延至 "
                                + local(moved),
                        "issued on " + LegalPeriod.day(facts.issuedAt()) + ", too late for the deadline "
                                + local(wanted) + ", which moves on to " + local(moved))
                .counted(latest)
                .counted(earliest);
        return facts.proposedDeadline().isPresent()
                ? rule.violated(finding.earliestDate(moved))
                : rule.computed(finding.with("newDeadline", moved.toString()));
    }

    /**
     * The earliest deadline for which the addendum is in time: counted forwards, then moved on until it also holds when
     * counted backwards, since both ends can meet a rest day. It keeps its time of day.
     */
    private static Instant movedOn(RuleCheck rule, AddendumFacts facts, PeriodEnd earliest) {
        LocalTime timeOfDay = facts.deadline().atZone(LegalPeriod.ZONE).toLocalTime();
        LocalDate day = LegalPeriod.day(earliest.keptFrom());
        while (true) {
            Instant candidate = day.atTime(timeOfDay).atZone(LegalPeriod.ZONE).toInstant();
            boolean inTime = facts.issuedAt()
                    .isBefore(rule.backward("minLead", candidate, PeriodBoundary.DAY_REACHED)
                            .endsAt());
            if (inTime && !rule.runsOn("minLead", candidate, PeriodBoundary.DAY_REACHED)) {
                return candidate;
            }
            day = day.plusDays(1);
        }
    }
}
