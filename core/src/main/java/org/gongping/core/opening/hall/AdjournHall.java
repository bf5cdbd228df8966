package org.gongping.core.opening.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.notice.Notice;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.notice.PublishNotice;
import org.gongping.core.opening.OpeningObjection;
import org.gongping.core.opening.OpeningRecord;
import org.gongping.core.opening.OpeningRepository;

/**
 * The first sitting ends (休会): its envelopes are open and confirmed, no objection is unanswered (rule O05), its record is
 * published (rule O06), and the price envelopes stay sealed while the first stage is evaluated.
 */
public final class AdjournHall {
    private final HallDesk desk;
    private final HallRepository halls;
    private final HallEnd end;
    private final OpeningRepository openings;
    private final HallCourse course;
    private final PublishNotice notices;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public AdjournHall(
            HallDesk desk,
            HallRepository halls,
            HallEnd end,
            OpeningRepository openings,
            HallCourse course,
            PublishNotice notices,
            HallRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.desk = desk;
        this.halls = halls;
        this.end = end;
        this.openings = openings;
        this.course = course;
        this.notices = notices;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<Hall> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return desk.acting(tx, actor, projectId, lotId, Role.TENDER_AGENT).then(at -> {
            if (at.isLastSitting()) {
                return HallDesk.refuse(
                        "last-sitting",
                        "全部信封已在本次开启，请结束开标会",
                        "Every envelope is opened in this sitting: end the opening instead");
            }
            return end.isRead(tx, at.hall(), at.bids(), Bid.State.RECEIVED)
                    .then(hall ->
                            answered(tx, projectId, lotId).map(objections -> adjourn(tx, actor, at, hall, objections)));
        });
    }

    private Outcome<List<OpeningObjection>> answered(Transaction tx, UUID projectId, UUID lotId) {
        List<OpeningObjection> objections = openings.objections(tx, projectId, lotId);
        return objections.stream().anyMatch(OpeningObjection::isOpen)
                ? Outcome.refused(new Refusal.Conflict(
                        "objections-open",
                        "尚有未答复的异议，应当当场答复（依据：《招标投标法实施条例》第四十四条，规则 O05）",
                        "An objection is not answered yet; it is answered on the spot (rule O05)",
                        Optional.empty()))
                : Outcome.done(objections);
    }

    private Hall adjourn(
            Transaction tx, Actor actor, HallDesk.Standing at, Hall before, List<OpeningObjection> objections) {
        Instant now = clock.instant();
        NoticeBody record = OpeningRecord.ofFirstSitting(
                at.project(),
                at.lot(),
                at.bids(),
                objections,
                course.of(tx, before.projectId(), before.lotId(), at.bids()),
                now);
        notices.execute(tx, at.project(), at.lot(), Notice.Kind.FIRST_OPENING_RECORD, record, now, null);
        Hall hall = before.adjourned(now);
        halls.write(tx, hall);
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.OPENING_ADJOURN,
                                actor,
                                Role.TENDER_AGENT.token(),
                                at.project().id(),
                                at.project().code())
                        .object("lot", at.lot().id())
                        .rule(at.project().ruleSet()));
        room.tell(tx, hall.projectId(), hall.lotId(), HallStep.Kind.ADJOURNED, null);
        return hall;
    }
}
