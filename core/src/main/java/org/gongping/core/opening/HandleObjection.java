package org.gongping.core.opening;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.opening.hall.HallRoom;
import org.gongping.core.opening.hall.HallStep;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/**
 * Objections at the opening are raised on the spot, answered on the spot, and recorded (rule O05; 招标投标法实施条例
 * Art. 44).
 */
public final class HandleObjection {
    /** As many objections of one bidder may wait for an answer. */
    private static final int MOST_OPEN = 10;

    private final ProjectAccess access;
    private final BidRepository bids;
    private final OpeningRepository openings;
    private final OpeningPlanRepository plans;
    private final ReadOpening reader;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public HandleObjection(
            ProjectAccess access,
            BidRepository bids,
            OpeningRepository openings,
            OpeningPlanRepository plans,
            ReadOpening reader,
            HallRoom room,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.access = access;
        this.bids = bids;
        this.openings = openings;
        this.plans = plans;
        this.reader = reader;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Raised by the bidder itself, or written down by the agency for a bidder that speaks at a meeting on site. In a hall
     * online nobody speaks for another.
     */
    public Outcome<Opening> raise(Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID bidId, String text) {
        Role side = actor.has(Role.TENDER_AGENT) ? Role.TENDER_AGENT : Role.BIDDER;
        return OpeningDesk.holding(access.acting(tx, actor, projectId, side), lotId, (project, lot) -> {
            if (side == Role.TENDER_AGENT && plans.find(tx, projectId).isPresent()) {
                return Outcome.refused(new Refusal.Conflict(
                        "bidders-object",
                        "在线开标由投标人本人提出异议，招标代理机构不得代为提出",
                        "In the hall a bidder objects itself: the agency does not do it for it",
                        Optional.empty()));
            }
            Optional<Bid> bid = bids.find(tx, projectId, lotId, bidId)
                    .filter(found -> side == Role.TENDER_AGENT
                            || actor.organisationCreditCode()
                                    .filter(found.creditCode()::equals)
                                    .isPresent());
            if (bid.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("bid"));
            }
            long open = openings.objections(tx, projectId, lotId).stream()
                    .filter(each -> each.isOpen() && each.bidId().equals(bidId))
                    .count();
            if (open >= MOST_OPEN) {
                return Outcome.refused(new Refusal.Conflict(
                        "too-many-objections",
                        "该投标人未答复的异议过多，请待答复后再提",
                        "Too many objections of this bidder are unanswered: wait for the answers",
                        Optional.empty()));
            }
            OpeningObjection objection = new OpeningObjection(
                    ids.next(), bidId, text, side == Role.TENDER_AGENT, clock.instant(), null, null);
            openings.insert(tx, projectId, lotId, objection);
            audit.append(
                    tx,
                    step(AuditKind.OPENING_OBJECTION, actor, side, project, objection)
                            .with("no", bid.get().no())
                            .with("text", text));
            room.tell(tx, projectId, lotId, HallStep.Kind.OBJECTION, bid.get().no());
            return Outcome.done(reader.read(tx, project, lot, side == Role.TENDER_AGENT));
        });
    }

    public Outcome<Opening> answer(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID objectionId, String answer) {
        return OpeningDesk.holding(access.acting(tx, actor, projectId, Role.TENDER_AGENT), lotId, (project, lot) -> {
            Optional<OpeningObjection> objection = openings.objections(tx, projectId, lotId).stream()
                    .filter(found -> found.id().equals(objectionId))
                    .findFirst();
            if (objection.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("objection"));
            }
            if (!objection.get().isOpen()) {
                return Outcome.refused(new Refusal.Conflict(
                        "answered-already",
                        "该异议已答复",
                        "This objection is answered",
                        Optional.of(reader.read(tx, project, lot, true))));
            }
            room.tell(tx, projectId, lotId, HallStep.Kind.ANSWER, null);
            openings.answer(tx, projectId, lotId, objectionId, answer, clock.instant());
            audit.append(
                    tx,
                    step(AuditKind.OPENING_ANSWER, actor, Role.TENDER_AGENT, project, objection.get())
                            .with("answer", answer));
            return Outcome.done(reader.read(tx, project, lot, true));
        });
    }

    private static AuditStep step(AuditKind kind, Actor actor, Role side, Project project, OpeningObjection objection) {
        return AuditStep.inTender(kind, actor, side.token(), project.id(), project.code())
                .object("objection", objection.id())
                .rule(project.ruleSet());
    }
}
