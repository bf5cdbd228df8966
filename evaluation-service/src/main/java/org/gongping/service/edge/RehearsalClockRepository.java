package org.gongping.service.edge;

import static org.gongping.core.db.jooq.Tables.REHEARSAL_CLOCK;

import java.time.Duration;
import org.gongping.core.db.Transaction;

/** How far the clock of a rehearsal is ahead; one row. */
final class RehearsalClockRepository {
    Duration ahead(Transaction transaction) {
        return transaction
                .dsl()
                .selectFrom(REHEARSAL_CLOCK)
                .fetchOptional(REHEARSAL_CLOCK.AHEAD_MS)
                .map(Duration::ofMillis)
                .orElse(Duration.ZERO);
    }

    void store(Transaction transaction, Duration ahead) {
        // Rounded up: after a restart the clock must not be behind what it has shown.
        long millis = ahead.plusNanos(999_999).toMillis();
        transaction
                .dsl()
                .insertInto(REHEARSAL_CLOCK)
                .set(REHEARSAL_CLOCK.ONLY_ROW, true)
                .set(REHEARSAL_CLOCK.AHEAD_MS, millis)
                .onConflict(REHEARSAL_CLOCK.ONLY_ROW)
                .doUpdate()
                .set(REHEARSAL_CLOCK.AHEAD_MS, millis)
                .execute();
    }
}
