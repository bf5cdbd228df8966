package org.gongping.core.audit.selfcheck;

import static org.gongping.core.db.jooq.Tables.AUDIT_SELFCHECK;

import java.util.Optional;
import org.gongping.core.db.Transaction;

/** Where the word of the self-check lies. Its login alone may write there; what is read is believed by its signature. */
public final class StandingRepository {
    /** Puts a note in place of the one before. */
    public void put(Transaction tx, String note) {
        tx.dsl()
                .insertInto(AUDIT_SELFCHECK)
                .set(AUDIT_SELFCHECK.NOTE, note)
                .onConflict(AUDIT_SELFCHECK.ONLY_ROW)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    /** Empty when the self-check has never said anything. */
    public Optional<String> note(Transaction tx) {
        return tx.dsl().select(AUDIT_SELFCHECK.NOTE).from(AUDIT_SELFCHECK).fetchOptional(AUDIT_SELFCHECK.NOTE);
    }
}
