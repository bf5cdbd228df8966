package org.gongping.core.opening.hall;

import static org.gongping.core.db.jooq.Tables.KEY_TRIAL;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;

/** Keys that are being tried on their envelopes. */
public final class KeyTrialRepository {
    /** No envelope takes as long: a trial that does was a server's that died. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final InstantSource realClock;

    /** @param realClock of the machine; that of tenders may be moved */
    public KeyTrialRepository(InstantSource realClock) {
        this.realClock = realClock;
    }

    void begin(Transaction tx, Hall hall, UUID id, UUID bidId, Instant arrivedAt) {
        tx.dsl()
                .insertInto(KEY_TRIAL)
                .set(KEY_TRIAL.PROJECT_ID, hall.projectId())
                .set(KEY_TRIAL.LOT_ID, hall.lotId())
                .set(KEY_TRIAL.ID, id)
                .set(KEY_TRIAL.BID_ID, bidId)
                .set(KEY_TRIAL.SITTING, (short) hall.sitting())
                .set(KEY_TRIAL.ARRIVED_AT, arrivedAt)
                .set(KEY_TRIAL.BEGUN_AT, realClock.instant())
                .execute();
    }

    /** False when it was not under way any more. */
    boolean end(Transaction tx, UUID projectId, UUID lotId, UUID id) {
        return tx.dsl()
                        .deleteFrom(KEY_TRIAL)
                        .where(of(projectId, lotId))
                        .and(KEY_TRIAL.ID.eq(id))
                        .execute()
                == 1;
    }

    /** Those of a server that no longer runs. */
    void endAll(Transaction tx, Hall hall) {
        tx.dsl().deleteFrom(KEY_TRIAL).where(of(hall.projectId(), hall.lotId())).execute();
    }

    boolean isAnyUnderWay(Transaction tx, Hall hall) {
        return tx.dsl().fetchExists(KEY_TRIAL, underWay(hall));
    }

    /** How many of a bid. */
    int underWay(Transaction tx, Hall hall, UUID bidId) {
        return tx.dsl().fetchCount(KEY_TRIAL, underWay(hall).and(KEY_TRIAL.BID_ID.eq(bidId)));
    }

    private Condition underWay(Hall hall) {
        return of(hall.projectId(), hall.lotId())
                .and(KEY_TRIAL.BEGUN_AT.gt(realClock.instant().minus(LONGEST)));
    }

    private static Condition of(UUID projectId, UUID lotId) {
        return KEY_TRIAL.PROJECT_ID.eq(projectId).and(KEY_TRIAL.LOT_ID.eq(lotId));
    }
}
