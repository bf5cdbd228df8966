package org.gongping.core.opening;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.notice.Notice;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.notice.PublishNotice;
import org.gongping.core.opening.hall.HallCourse;
import org.gongping.core.opening.hall.HallEnd;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.OpeningEndGate;

/**
 * Ends the meeting and publishes the opening record (rules O03, O05, O06, O07). Blocked while a bid is unread, an
 * objection open or a parameter undrawn.
 */
public final class EndOpening {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final BidRepository bids;
    private final OpeningRepository openings;
    private final DrawnParameters parameters;
    private final PublishNotice notices;
    private final ReadOpening reader;
    private final HallEnd hall;
    private final HallCourse course;
    private final AuditLog audit;
    private final InstantSource clock;

    public EndOpening(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            BidRepository bids,
            OpeningRepository openings,
            PublishNotice notices,
            ReadOpening reader,
            HallEnd hall,
            HallCourse course,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.bids = bids;
        this.openings = openings;
        this.parameters = new DrawnParameters(openings);
        this.notices = notices;
        this.reader = reader;
        this.hall = hall;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<Opening> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, List<GateCheck.Acknowledgement> acknowledgements) {
        return OpeningDesk.holding(access.acting(tx, actor, projectId, Role.TENDER_AGENT), lotId, (project, lot) -> {
            List<Bid> list = bids.list(tx, projectId, lotId);
            List<OpeningObjection> objections = openings.objections(tx, projectId, lotId);
            List<Verdict> verdicts =
                    new OpeningEndGate(laws.locked(tx, project)).check(ReadOpening.endFacts(list, objections));
            return hall.mayEnd(tx, projectId, lotId, list)
                    .then(_ -> GateCheck.pass(verdicts, acknowledgements))
                    .then(passed -> parameters.all(tx, project, lot).map(drawn -> {
                        end(tx, actor, project, lot, list, objections, drawn, passed);
                        return reader.read(
                                tx,
                                project,
                                projects.find(tx, projectId)
                                        .orElseThrow()
                                        .lot(lotId)
                                        .orElseThrow(),
                                true);
                    }));
        });
    }

    private void end(
            Transaction tx,
            Actor actor,
            Project project,
            Lot before,
            List<Bid> list,
            List<OpeningObjection> objections,
            Map<String, BigDecimal> drawn,
            GateCheck.Passed passed) {
        Instant now = clock.instant();
        Lot lot = before.in(
                new LotPhase.Evaluating(before.dates().openedAt(), now),
                before.dates().withOpeningEnded(now));
        projects.updateLot(tx, project.id(), lot);
        projects.touch(tx, project.id());
        NoticeBody body = OpeningRecord.body(
                        project,
                        lot,
                        list,
                        objections,
                        new OpeningRecord.Drawn(drawn, openings.manners(tx, project.id(), lot.id())),
                        course.of(tx, project.id(), lot.id(), list))
                .citations(passed.verdicts());
        notices.execute(tx, project, lot, Notice.Kind.OPENING_RECORD, body, now, null);
        hall.end(tx, project.id(), lot.id());
        audit.append(
                tx,
                passed.into(AuditStep.inTender(
                                AuditKind.OPENING_END, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                        .object("lot", lot.id())
                        .rule(project.ruleSet())));
    }
}
