package org.gongping.core.opening.hall;

import java.time.Instant;
import java.time.InstantSource;
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
import org.gongping.core.opening.DrawnParameters;

/** Bidders confirm what was read of their bids, within a window. No answer is recorded as such, not as consent. */
public final class ConfirmReading {
    private final HallDesk desk;
    private final HallRepository halls;
    private final DrawnParameters parameters;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public ConfirmReading(
            HallDesk desk,
            HallRepository halls,
            DrawnParameters parameters,
            HallRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.desk = desk;
        this.halls = halls;
        this.parameters = parameters;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    /** The host opens the window, once everything that is confirmed in it stands: with the prices the drawn parameters. */
    public Outcome<Hall> ask(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return desk.acting(tx, actor, projectId, lotId, Role.TENDER_AGENT).then(at -> {
            if (at.hall().isPaused()) {
                return HallDesk.paused(at.hall());
            }
            if (at.hall().stage(clock.instant()) != Hall.Stage.READING) {
                return HallDesk.refuse(
                        "not-reading", "唱标之后方可请投标人确认", "Bidders confirm once what was opened is read out");
            }
            return at.isLastSitting()
                    ? parameters.all(tx, at.project(), at.lot()).map(_ -> ask(tx, actor, at))
                    : Outcome.done(ask(tx, actor, at));
        });
    }

    private Hall ask(Transaction tx, Actor actor, HallDesk.Standing at) {
        Hall hall = at.hall().confirmingUntil(clock.instant().plus(at.plan().confirmWindow()));
        halls.write(tx, hall);
        audit.append(
                tx,
                step(AuditKind.OPENING_CONFIRMING, actor, Role.TENDER_AGENT, at)
                        .object("lot", at.lot().id())
                        .with("until", hall.confirmEndsAt()));
        room.tell(tx, hall.projectId(), hall.lotId(), HallStep.Kind.CONFIRMING, null);
        return hall;
    }

    public Outcome<Hall> confirm(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return desk.acting(tx, actor, projectId, lotId, Role.BIDDER).then(at -> {
            Instant now = clock.instant();
            Optional<Bid> own = at.own(actor);
            if (own.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("bid"));
            }
            if (at.hall().isPaused()) {
                return HallDesk.paused(at.hall());
            }
            if (at.hall().stage(now) != Hall.Stage.CONFIRMING) {
                return HallDesk.refuse("not-confirming", "不在确认时限内", "The window to confirm is not open");
            }
            if (own.get().state() != at.read()) {
                return HallDesk.refuse(
                        "nothing-read",
                        "贵单位的投标未开启，没有可以确认的唱标内容",
                        "Your bid was not opened: nothing of it was read out that could be confirmed");
            }
            if (halls.insertConfirmation(tx, at.hall(), own.get().id(), now)) {
                audit.append(
                        tx,
                        step(AuditKind.OPENING_CONFIRM, actor, Role.BIDDER, at)
                                .object("bid", own.get().id())
                                .with("no", own.get().no()));
                room.tell(
                        tx, projectId, lotId, HallStep.Kind.CONFIRMED, own.get().no());
            }
            return Outcome.done(at.hall());
        });
    }

    private static AuditStep step(AuditKind kind, Actor actor, Role side, HallDesk.Standing at) {
        return AuditStep.inTender(
                        kind,
                        actor,
                        side.token(),
                        at.project().id(),
                        at.project().code())
                .rule(at.project().ruleSet());
    }
}
