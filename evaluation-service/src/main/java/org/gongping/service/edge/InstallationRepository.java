package org.gongping.service.edge;

import static org.gongping.core.db.jooq.Tables.INSTALLATION;

import java.time.Duration;
import java.time.Instant;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.InstallationRecord;

/** What a database is for, and how far the clock of its rehearsals is ahead; one row. */
final class InstallationRepository {
    /** @param ahead zero unless it is a rehearsal */
    record Kept(boolean rehearsal, Duration ahead) {}

    /** What was fixed at the first start, which may be this one. */
    Kept fix(Transaction transaction, boolean rehearsal, Instant now) {
        transaction
                .dsl()
                .insertInto(INSTALLATION)
                .set(INSTALLATION.REHEARSAL, rehearsal)
                .set(INSTALLATION.CREATED_AT, now)
                .onConflictDoNothing()
                .execute();
        InstallationRecord row = transaction.dsl().selectFrom(INSTALLATION).fetchSingle();
        return new Kept(row.getRehearsal(), Duration.ofMillis(row.getClockAheadMs()));
    }

    void setAhead(Transaction transaction, Duration ahead) {
        // Rounded up: after a restart the clock must not be behind what it has shown.
        transaction
                .dsl()
                .update(INSTALLATION)
                .set(INSTALLATION.CLOCK_AHEAD_MS, ahead.plusNanos(999_999).toMillis())
                .execute();
    }
}
