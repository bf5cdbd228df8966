package org.gongping.core.opening.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.db.Transaction;

/** Opens the hall with the meeting: the window begins, those who wait hear of it. */
public final class OpenHall {
    private final HallRepository halls;
    private final HallRoom room;
    private final InstantSource realClock;

    public OpenHall(HallRepository halls, HallRoom room, InstantSource realClock) {
        this.halls = halls;
        this.room = room;
        this.realClock = realClock;
    }

    public Hall execute(Transaction tx, UUID projectId, UUID lotId, OpeningPlan plan, Instant now) {
        Hall hall = Hall.opened(projectId, lotId, 1, now, plan, realClock.instant());
        halls.write(tx, hall);
        room.open(tx, projectId, lotId);
        return hall;
    }
}
