package org.gongping.core.opening.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;

/**
 * Gives a window that ran while no server did the time back, so that no crash shortens it. Asked at every look after a hall,
 * and before every act in it: whoever comes first after a restart finds the window as long as it was.
 */
public final class GiveTimeBack {
    /** While a server runs, there is less than this between two looks, however busy its machine is. */
    private static final Duration NO_GAP = Duration.ofSeconds(5);

    private final HallRepository halls;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;
    private final InstantSource realClock;
    private final Instant begun;

    /** @param realClock of the machine; that of tenders may be moved */
    public GiveTimeBack(
            HallRepository halls, HallRoom room, AuditLog audit, InstantSource clock, InstantSource realClock) {
        this.halls = halls;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
        this.realClock = realClock;
        this.begun = realClock.instant();
    }

    /** The hall as it stands with the time that is due to it, on record. */
    Hall execute(Transaction tx, Project project, Hall hall) {
        return due(hall).map(gap -> give(tx, project, hall, gap)).orElse(hall);
    }

    /** As {@link #execute} would have it. */
    Hall shown(Hall hall) {
        return due(hall).map(gap -> later(hall, gap)).orElse(hall);
    }

    /** What was looked after before this server ran was not served until it did, be it for a moment. */
    private Optional<Duration> due(Hall hall) {
        Duration gap = gap(hall);
        boolean hasWindow = !hall.isPaused() && hall.hasWindow(clock.instant().minus(gap));
        return isInterrupted(hall) && hasWindow && gap.isPositive() ? Optional.of(gap) : Optional.empty();
    }

    private boolean isInterrupted(Hall hall) {
        return gap(hall).compareTo(NO_GAP) > 0 || hall.aliveAt().isBefore(begun);
    }

    private Duration gap(Hall hall) {
        return Duration.between(hall.aliveAt(), realClock.instant());
    }

    private Hall later(Hall hall, Duration gap) {
        return hall.later(gap, hall.stage(clock.instant().minus(gap)));
    }

    private Hall give(Transaction tx, Project project, Hall hall, Duration gap) {
        Hall later = later(hall, gap).alive(hall.aliveAt().plus(gap));
        halls.write(tx, later);
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.OPENING_EXTEND, Actor.SERVER, "server", project.id(), project.code())
                        .object("lot", hall.lotId())
                        .rule(project.ruleSet())
                        .with("seconds", gap.toSeconds())
                        .with("windowEndsAt", later.windowEndsAt())
                        .with("remedyEndsAt", later.remedyEndsAt()));
        room.tell(tx, project.id(), hall.lotId(), HallStep.Kind.EXTENDED, null);
        return later;
    }
}
