package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.PeriodBoundary;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/**
 * The legal gates of a lot in their order, with what opens and closes each. Which gates there are follows from the rules
 * of the locked set: a milestone whose rules are not in force is left out, unless every tender passes it.
 */
public final class ProjectTimeline {
    private final Law law;

    public ProjectTimeline(Law law) {
        this.law = law;
    }

    public List<Milestone> milestones(TimelineFacts facts) {
        List<Draft> drafts = Stream.of(
                        document(facts),
                        addendum(facts),
                        opening(facts),
                        report(facts),
                        notice(facts),
                        decision(facts),
                        award(facts),
                        contract(facts),
                        writtenReport(facts))
                .flatMap(Optional::stream)
                .toList();
        List<Milestone> milestones = new ArrayList<>();
        boolean nextActFound = false;
        for (Draft draft : drafts) {
            Milestone.State state;
            if (draft.done) {
                state = Milestone.State.DONE;
            } else if (nextActFound) {
                state = Milestone.State.FUTURE;
            } else if (draft.running) {
                state = Milestone.State.CURRENT;
            } else {
                nextActFound = true;
                state = Verdict.anyBlocks(draft.verdicts) ? Milestone.State.BLOCKED : Milestone.State.CURRENT;
            }
            milestones.add(new Milestone(
                    draft.id,
                    draft.title,
                    state,
                    draft.at,
                    draft.earliestAt,
                    draft.latestAt,
                    references(draft.ruleIds),
                    state == Milestone.State.FUTURE ? List.of() : draft.verdicts));
        }
        return milestones;
    }

    /** A milestone before its state is known. A running one is a period that passes by itself: no act waits for it. */
    private record Draft(
            String id,
            Bilingual title,
            List<String> ruleIds,
            boolean done,
            boolean running,
            Optional<Instant> at,
            Optional<Instant> earliestAt,
            Optional<Instant> latestAt,
            List<Verdict> verdicts) {}

    private Optional<Draft> document(TimelineFacts facts) {
        return Optional.of(new Draft(
                "DOCUMENT",
                new Bilingual("招标文件", "Tender document"),
                List.of("T01", "T02"),
                facts.isPast(ProjectEvent.ISSUED),
                false,
                facts.at(ProjectEvent.ISSUED),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    }

    private Optional<Draft> addendum(TimelineFacts facts) {
        Optional<Instant> deadline = facts.at(ProjectEvent.BID_DEADLINE);
        return law.inForce("T04").map(rule -> {
            Optional<Instant> latest = deadline.map(at ->
                    rule.backward("minLead", at, PeriodBoundary.DAY_REACHED).endsAt());
            boolean over = latest.filter(at -> !at.isAfter(facts.now())).isPresent();
            return new Draft(
                    "ADDENDUM",
                    new Bilingual("澄清截止", "Last clarifications"),
                    List.of("T04"),
                    over && facts.isPast(ProjectEvent.ISSUED),
                    facts.isPast(ProjectEvent.ISSUED) && !over,
                    Optional.empty(),
                    Optional.empty(),
                    latest,
                    List.of());
        });
    }

    private Optional<Draft> opening(TimelineFacts facts) {
        Optional<Instant> deadline = facts.at(ProjectEvent.BID_DEADLINE);
        boolean started = facts.isPast(ProjectEvent.OPENED);
        List<Verdict> verdicts = started || deadline.isEmpty()
                ? List.of()
                : new OpeningGate(law)
                        .check(new OpeningFacts(facts.now(), deadline.get(), deadline.get(), facts.receivedBids()));
        return Optional.of(new Draft(
                "OPENING",
                new Bilingual("截标即开标", "Deadline and opening"),
                List.of("T08", "T09"),
                facts.isPast(ProjectEvent.OPENING_ENDED),
                false,
                facts.at(ProjectEvent.OPENED).or(() -> deadline),
                deadline,
                Optional.empty(),
                verdicts));
    }

    private Optional<Draft> report(TimelineFacts facts) {
        Optional<Instant> latest =
                facts.at(ProjectEvent.EVALUATION_ENDED).flatMap(ended -> end("T18", "maxReportDelivery", ended));
        List<Verdict> verdicts = facts.at(ProjectEvent.EVALUATION_ENDED)
                .map(ended -> new EvaluationReportGate(law)
                        .check(new EvaluationReportGate.Facts(
                                ended, facts.at(ProjectEvent.REPORT_RECEIVED).orElse(facts.now()))))
                .orElse(List.of());
        return Optional.of(new Draft(
                "REPORT",
                new Bilingual("评标报告", "Evaluation report"),
                List.of("T18"),
                facts.isPast(ProjectEvent.REPORT_RECEIVED),
                false,
                facts.at(ProjectEvent.REPORT_RECEIVED),
                Optional.empty(),
                latest,
                verdicts));
    }

    private Optional<Draft> notice(TimelineFacts facts) {
        boolean started = facts.isPast(ProjectEvent.NOTICE_STARTED);
        Optional<RuleCheck> rule = inForce("T12", facts);
        if (rule.isEmpty() && !started) {
            return Optional.empty();
        }
        List<Verdict> wait = new AwardGate(law).decide(award(facts, Optional.empty()));
        boolean over = started
                && !Verdict.anyBlocks(wait)
                && facts.at(ProjectEvent.NOTICE_ENDS)
                        .filter(ends -> ends.isAfter(facts.now()))
                        .isEmpty();
        return Optional.of(new Draft(
                "NOTICE",
                new Bilingual("候选人公示", "Notice of candidates"),
                List.of("T11", "T12"),
                over,
                started,
                facts.at(ProjectEvent.NOTICE_STARTED),
                Optional.empty(),
                facts.at(ProjectEvent.REPORT_RECEIVED).flatMap(received -> end("T11", "maxStartDelay", received)),
                List.of()));
    }

    private Optional<Draft> decision(TimelineFacts facts) {
        return law.inForce("T18")
                .map(rule -> new Draft(
                        "DECISION",
                        new Bilingual("确定中标供应商", "Decision on the winner"),
                        List.of("T18"),
                        facts.isPast(ProjectEvent.DECIDED),
                        false,
                        facts.at(ProjectEvent.DECIDED),
                        Optional.empty(),
                        facts.at(ProjectEvent.REPORT_RECEIVED)
                                .flatMap(received -> end("T18", "maxWinnerDecision", received)),
                        new AwardGate(law).decide(award(facts, facts.at(ProjectEvent.DECIDED)))));
    }

    private Optional<Draft> award(TimelineFacts facts) {
        List<Verdict> verdicts = new AwardGate(law).announce(award(facts, facts.at(ProjectEvent.AWARDED)));
        return Optional.of(new Draft(
                "AWARD",
                new Bilingual("中标通知", "Award notice"),
                List.of("T12", "T18"),
                facts.isPast(ProjectEvent.AWARDED),
                false,
                facts.at(ProjectEvent.AWARDED),
                verdicts.stream()
                        .filter(verdict -> verdict.ruleId().equals("T12"))
                        .flatMap(verdict ->
                                Optional.ofNullable(verdict.computed().get("earliestAt")).stream())
                        .map(Instant::parse)
                        .max(Comparator.naturalOrder()),
                facts.at(ProjectEvent.DECIDED).flatMap(decided -> end("T18", "maxAnnouncement", decided)),
                verdicts));
    }

    private Optional<Draft> contract(TimelineFacts facts) {
        Optional<Instant> awarded = facts.at(ProjectEvent.AWARDED);
        return law.inForce("T14")
                .map(rule -> new Draft(
                        "CONTRACT",
                        new Bilingual("签订合同", "Contract"),
                        List.of("T14"),
                        facts.isPast(ProjectEvent.CONTRACTED),
                        false,
                        facts.at(ProjectEvent.CONTRACTED),
                        Optional.empty(),
                        awarded.flatMap(at -> end("T14", "maxPeriod", at)),
                        awarded.map(at -> new ContractGate(law)
                                        .sign(
                                                at,
                                                facts.at(ProjectEvent.CONTRACTED)
                                                        .orElse(facts.now())))
                                .orElse(List.of())));
    }

    private Optional<Draft> writtenReport(TimelineFacts facts) {
        Optional<Instant> decided = facts.at(ProjectEvent.DECIDED).or(() -> facts.at(ProjectEvent.AWARDED));
        return inForce("T15", facts)
                .map(rule -> new Draft(
                        "WRITTEN_REPORT",
                        new Bilingual("书面报告", "Written report"),
                        List.of("T15"),
                        facts.isPast(ProjectEvent.WRITTEN_REPORT),
                        false,
                        facts.at(ProjectEvent.WRITTEN_REPORT),
                        Optional.empty(),
                        decided.flatMap(at -> end("T15", "maxPeriod", at)),
                        decided.map(at -> new ContractGate(law)
                                        .report(
                                                facts.mustTenderByLaw(),
                                                at,
                                                facts.at(ProjectEvent.WRITTEN_REPORT)
                                                        .orElse(facts.now())))
                                .orElse(List.of())));
    }

    private static AwardFacts award(TimelineFacts facts, Optional<Instant> doneAt) {
        return new AwardFacts(
                facts.mustTenderByLaw(),
                doneAt.orElse(facts.now()),
                facts.at(ProjectEvent.NOTICE_STARTED),
                facts.at(ProjectEvent.NOTICE_ENDS),
                facts.at(ProjectEvent.REPORT_RECEIVED),
                facts.at(ProjectEvent.DECIDED));
    }

    private Optional<Instant> end(String ruleId, String param, Instant start) {
        return law.inForce(ruleId)
                .map(rule ->
                        rule.forward(param, start, PeriodBoundary.DAY_REACHED).endsAt());
    }

    private Optional<RuleCheck> inForce(String ruleId, TimelineFacts facts) {
        return law.inForce(ruleId).filter(rule -> facts.mustTenderByLaw() || !rule.onlyCompulsory());
    }

    private List<Milestone.RuleReference> references(List<String> ruleIds) {
        return ruleIds.stream()
                .flatMap(id -> law.inForce(id).stream())
                .map(rule -> new Milestone.RuleReference(
                        rule.rule().ruleId(), rule.rule().cite()))
                .toList();
    }
}
