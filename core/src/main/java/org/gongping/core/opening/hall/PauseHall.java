package org.gongping.core.opening.hall;

import java.time.InstantSource;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/** The supervisor pauses the meeting with a reason and lets it go on; what runs is given back the time. */
public final class PauseHall {
    private final HallDesk desk;
    private final HallRepository halls;
    private final CloseDecryption closing;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public PauseHall(
            HallDesk desk,
            HallRepository halls,
            CloseDecryption closing,
            HallRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.desk = desk;
        this.halls = halls;
        this.closing = closing;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<Hall> pause(Transaction tx, Actor actor, UUID projectId, UUID lotId, String reason) {
        return desk.acting(tx, actor, projectId, lotId, Role.SUPERVISOR)
                .then(at -> at.hall().isPaused()
                        ? HallDesk.paused(at.hall())
                        : Outcome.done(write(
                                tx,
                                actor,
                                at,
                                at.hall().paused(clock.instant(), reason),
                                AuditKind.OPENING_PAUSE,
                                HallStep.Kind.PAUSED,
                                reason)));
    }

    public Outcome<Hall> resume(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return desk.acting(tx, actor, projectId, lotId, Role.SUPERVISOR)
                .then(at -> at.hall().isPaused()
                        ? Outcome.done(resume(tx, actor, at))
                        : HallDesk.refuse("not-paused", "开标会没有暂停", "The opening is not paused"));
    }

    /** The last key may have been found right while the meeting stood still. */
    private Hall resume(Transaction tx, Actor actor, HallDesk.Standing at) {
        Hall hall = write(
                tx,
                actor,
                at,
                at.hall().resumed(clock.instant()),
                AuditKind.OPENING_RESUME,
                HallStep.Kind.RESUMED,
                null);
        return hall.closedAt() == null ? closing.ifAllOpen(tx, at.in(hall)) : hall;
    }

    private Hall write(
            Transaction tx,
            Actor actor,
            HallDesk.Standing at,
            Hall hall,
            AuditKind kind,
            HallStep.Kind step,
            String reason) {
        halls.write(tx, hall);
        audit.append(
                tx,
                AuditStep.inTender(
                                kind,
                                actor,
                                Role.SUPERVISOR.token(),
                                at.project().id(),
                                at.project().code())
                        .object("lot", at.lot().id())
                        .rule(at.project().ruleSet())
                        .with("reason", reason)
                        .with("windowEndsAt", hall.windowEndsAt())
                        .with("remedyEndsAt", hall.remedyEndsAt()));
        room.tell(tx, hall.projectId(), hall.lotId(), step, null);
        return hall;
    }
}
