package org.gongping.core.opening.hall;

import static org.gongping.core.db.jooq.Tables.KEY_TRIAL;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;

/**
 * Keys that are being tried on their envelopes. A server that tries some says so again and again; of one that died the
 * trial stays, as proof of when they came, and holds nobody up.
 */
public final class KeyTrialRepository {
    /** How often a server says that it is still trying. */
    public static final Duration BEAT = Duration.ofSeconds(10);

    private static final Duration SILENT = BEAT.multipliedBy(6);

    private final InstantSource realClock;

    /** @param realClock of the machine; that of tenders may be moved */
    public KeyTrialRepository(InstantSource realClock) {
        this.realClock = realClock;
    }

    void begin(Transaction tx, ReleaseKeys.Trial trial) {
        tx.dsl()
                .insertInto(KEY_TRIAL)
                .set(KEY_TRIAL.PROJECT_ID, trial.projectId())
                .set(KEY_TRIAL.LOT_ID, trial.lotId())
                .set(KEY_TRIAL.ID, trial.id())
                .set(KEY_TRIAL.BID_ID, trial.bid().id())
                .set(KEY_TRIAL.SITTING, (short) trial.sitting())
                .set(KEY_TRIAL.DIGEST, trial.brought().digest())
                .set(KEY_TRIAL.ARRIVED_AT, trial.arrivedAt())
                .set(KEY_TRIAL.ALIVE_AT, realClock.instant())
                .execute();
    }

    void beat(Transaction tx, ReleaseKeys.Trial trial) {
        tx.dsl()
                .update(KEY_TRIAL)
                .set(KEY_TRIAL.ALIVE_AT, realClock.instant())
                .where(of(trial))
                .execute();
    }

    void drop(Transaction tx, ReleaseKeys.Trial trial) {
        tx.dsl().deleteFrom(KEY_TRIAL).where(of(trial)).execute();
    }

    /** These keys were tried to the end, however often they had been sent. */
    void end(Transaction tx, Hall hall, ReleaseKeys.Trial trial) {
        tx.dsl()
                .deleteFrom(KEY_TRIAL)
                .where(of(hall))
                .and(KEY_TRIAL.BID_ID.eq(trial.bid().id()))
                .and(KEY_TRIAL.DIGEST.eq(trial.brought().digest()))
                .execute();
    }

    /** When the very same keys came first, of those that nobody has tried to the end. */
    Optional<Instant> arrived(Transaction tx, Hall hall, UUID bidId, byte[] digest) {
        return tx.dsl()
                .select(KEY_TRIAL.ARRIVED_AT)
                .from(KEY_TRIAL)
                .where(of(hall))
                .and(KEY_TRIAL.BID_ID.eq(bidId))
                .and(KEY_TRIAL.DIGEST.eq(digest))
                .orderBy(KEY_TRIAL.ARRIVED_AT)
                .limit(1)
                .fetchOptional(KEY_TRIAL.ARRIVED_AT);
    }

    /** Bids of which keys are being tried now. */
    Set<UUID> underWay(Transaction tx, Hall hall) {
        return tx.dsl()
                .selectDistinct(KEY_TRIAL.BID_ID)
                .from(KEY_TRIAL)
                .where(isUnderWay(hall))
                .fetchSet(KEY_TRIAL.BID_ID);
    }

    private Condition isUnderWay(Hall hall) {
        return of(hall).and(KEY_TRIAL.ALIVE_AT.gt(realClock.instant().minus(SILENT)));
    }

    private static Condition of(Hall hall) {
        return KEY_TRIAL
                .PROJECT_ID
                .eq(hall.projectId())
                .and(KEY_TRIAL.LOT_ID.eq(hall.lotId()))
                .and(KEY_TRIAL.SITTING.eq((short) hall.sitting()));
    }

    private static Condition of(ReleaseKeys.Trial trial) {
        return KEY_TRIAL
                .PROJECT_ID
                .eq(trial.projectId())
                .and(KEY_TRIAL.LOT_ID.eq(trial.lotId()))
                .and(KEY_TRIAL.ID.eq(trial.id()));
    }
}
