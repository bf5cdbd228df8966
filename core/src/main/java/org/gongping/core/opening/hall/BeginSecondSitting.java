package org.gongping.core.opening.hall;

import java.time.InstantSource;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/** The opening resumes by itself (复会): the price envelopes of those that passed the first stage are decrypted. */
public final class BeginSecondSitting {
    private final HallRepository halls;
    private final CloseDecryption closing;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;
    private final InstantSource realClock;

    public BeginSecondSitting(
            HallRepository halls,
            CloseDecryption closing,
            HallRoom room,
            AuditLog audit,
            InstantSource clock,
            InstantSource realClock) {
        this.halls = halls;
        this.closing = closing;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
        this.realClock = realClock;
    }

    /** The hall as it is afterwards; nothing happens before the time that was announced. */
    Hall ifDue(Transaction tx, HallDesk.Standing at) {
        if (!at.hall().isToResume(clock.instant())) {
            return at.hall();
        }
        Hall hall = Hall.opened(
                at.hall().projectId(), at.hall().lotId(), 2, clock.instant(), at.plan(), realClock.instant());
        halls.write(tx, hall);
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.OPENING_SECOND,
                                Actor.SERVER,
                                "server",
                                at.project().id(),
                                at.project().code())
                        .object("lot", at.lot().id())
                        .rule(at.project().ruleSet())
                        .with("windowEndsAt", hall.windowEndsAt())
                        .with("remedyEndsAt", hall.remedyEndsAt()));
        room.tell(tx, hall.projectId(), hall.lotId(), HallStep.Kind.SECOND, null);
        // Where no bid has passed nobody is awaited.
        return closing.ifAllOpen(tx, at.in(hall));
    }
}
