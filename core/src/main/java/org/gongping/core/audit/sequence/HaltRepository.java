package org.gongping.core.audit.sequence;

import static org.gongping.core.db.jooq.Tables.LOG_HALT;

import java.time.Instant;
import java.util.Optional;
import org.gongping.core.db.Transaction;

/** That the log has stopped until a person has decided; the same for all servers of one database. */
public final class HaltRepository {
    /** Why nothing is appended; empty while the log goes on. */
    public Optional<String> why(Transaction tx) {
        return tx.dsl().select(LOG_HALT.WHY).from(LOG_HALT).fetchOptional(LOG_HALT.WHY);
    }

    /** Stops the log. The first reason stays: what follows may be its consequence. */
    public void halt(Transaction tx, String why, Instant now) {
        tx.dsl()
                .insertInto(LOG_HALT)
                .set(LOG_HALT.ONLY_ROW, true)
                .set(LOG_HALT.HALTED_AT, now)
                .set(LOG_HALT.WHY, why)
                .onConflictDoNothing()
                .execute();
    }

    /** Lets the log go on, for the owner of the tables alone. */
    public void lift(Transaction tx) {
        tx.dsl().deleteFrom(LOG_HALT).execute();
    }
}
