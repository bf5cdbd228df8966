package org.gongping.core.timeline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.opening.ReceivedBids;
import org.gongping.core.publication.PublicationFactsOf;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.gate.ChargesGate;
import org.gongping.core.tender.gate.Milestone;
import org.gongping.core.tender.gate.ProjectEvent;
import org.gongping.core.tender.gate.ProjectTimeline;
import org.gongping.core.tender.gate.PublicationGate;
import org.gongping.core.tender.gate.TimelineFacts;

/** Shows the legal gates of a project: which are passed, which is next and what blocks it, by the law it locked. */
public final class ReadTimeline {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final ReceivedBids received;
    private final InstantSource clock;

    public ReadTimeline(ProjectAccess access, ProjectLaw laws, ReceivedBids received, InstantSource clock) {
        this.access = access;
        this.laws = laws;
        this.received = received;
        this.clock = clock;
    }

    /** The gates of one lot. */
    public record LotGates(Lot lot, List<Milestone> milestones) {}

    /** The operation that comes next, its lot (null: the whole project), and what it would meet now. */
    public record Next(String operation, UUID lotId, List<Verdict> verdicts) {}

    /** {@code lots} is empty in a draft without lots. */
    public record Timeline(Instant now, Project project, Law law, List<LotGates> lots, Optional<Next> next) {}

    public Outcome<Timeline> execute(Transaction tx, Actor actor, UUID projectId) {
        Instant now = clock.instant();
        return access.reading(tx, actor, projectId)
                .then(view -> laws.of(tx, view.project(), now).map(law -> timeline(tx, view, law, now)));
    }

    private Timeline timeline(Transaction tx, ProjectAccess.View view, Law law, Instant now) {
        Project project = view.project();
        List<LotGates> lots = new ArrayList<>();
        for (Lot lot : project.lots()) {
            TimelineFacts facts = new TimelineFacts(
                    now, project.mustTenderByLaw(), events(project, lot), received.count(tx, view, lot.id()));
            lots.add(new LotGates(lot, new ProjectTimeline(law).milestones(facts)));
        }
        return new Timeline(now, project, law, lots, next(project, law, lots, now));
    }

    private static Map<ProjectEvent, Instant> events(Project project, Lot lot) {
        Map<ProjectEvent, Instant> events = new EnumMap<>(ProjectEvent.class);
        Lot.Dates dates = lot.dates();
        put(events, ProjectEvent.ISSUED, project.issuedAt());
        put(events, ProjectEvent.BID_DEADLINE, project.bidDeadline());
        put(events, ProjectEvent.OPENED, dates.openedAt());
        put(events, ProjectEvent.OPENING_ENDED, dates.openingEndedAt());
        put(events, ProjectEvent.EVALUATION_ENDED, dates.evaluationEndedAt());
        put(events, ProjectEvent.REPORT_RECEIVED, dates.reportReceivedAt());
        put(events, ProjectEvent.NOTICE_STARTED, dates.noticeAt());
        put(events, ProjectEvent.NOTICE_ENDS, dates.noticeEndsAt());
        put(events, ProjectEvent.DECIDED, dates.decidedAt());
        put(events, ProjectEvent.AWARDED, dates.awardedAt());
        put(events, ProjectEvent.CONTRACTED, dates.contractedAt());
        put(events, ProjectEvent.WRITTEN_REPORT, dates.writtenReportAt());
        return events;
    }

    private static void put(Map<ProjectEvent, Instant> events, ProjectEvent event, Instant at) {
        if (at != null) {
            events.put(event, at);
        }
    }

    private static Optional<Next> next(Project project, Law law, List<LotGates> lots, Instant now) {
        if (project.isDraft()) {
            List<Verdict> verdicts =
                    new ArrayList<>(new PublicationGate(law).check(PublicationFactsOf.draft(project, now)));
            verdicts.addAll(new ChargesGate(law).check(project.charges().facts()));
            return Optional.of(new Next("publishProject", null, verdicts));
        }
        return lots.stream()
                .filter(gates -> operation(project, gates.lot()).isPresent())
                .findFirst()
                .map(gates -> new Next(
                        operation(project, gates.lot()).orElseThrow(),
                        gates.lot().id(),
                        open(gates.milestones())));
    }

    /** What the first gate that waits for an act says; a period that passes by itself waits for nobody. */
    private static List<Verdict> open(List<Milestone> milestones) {
        return milestones.stream()
                .filter(milestone ->
                        milestone.state() == Milestone.State.BLOCKED || milestone.state() == Milestone.State.CURRENT)
                .map(Milestone::verdicts)
                .filter(verdicts -> !verdicts.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static Optional<String> operation(Project project, Lot lot) {
        return switch (lot.phase()) {
            case LotPhase.Draft _ -> Optional.of("publishProject");
            case LotPhase.Published _ -> Optional.of("startOpening");
            case LotPhase.Opening _ -> Optional.of("endOpening");
            case LotPhase.Evaluating _ -> Optional.of("recordEvaluationReport");
            case LotPhase.ReportReceived _ ->
                Optional.of(
                        project.regime() == org.gongping.core.rule.Regime.GOV_PROCUREMENT
                                ? "decideAward"
                                : "publishCandidateNotice");
            case LotPhase.CandidateNotice _ -> Optional.of("decideAward");
            case LotPhase.AwardDecided _ -> Optional.of("issueAwardNotice");
            case LotPhase.Awarded _ -> Optional.of("recordContract");
            case LotPhase.Contracted _ ->
                lot.dates().writtenReportAt() == null ? Optional.of("recordWrittenReport") : Optional.empty();
            case LotPhase.Failed _ -> Optional.empty();
        };
    }
}
