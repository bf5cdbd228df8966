package org.gongping.core.db;

import static org.gongping.core.db.jooq.Tables.INSTALLATION;

import java.time.Instant;

/** What a database is for: real tenders or rehearsals. Decided once, at its first start; the two never mix. */
public final class Installation {
    /** The database belongs to the other kind of server. */
    public static final class WrongKind extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongKind(boolean isRehearsal) {
            super(
                    isRehearsal
                            ? "this database holds rehearsals: a production server refuses it (start with rehearsal = true, or on another database)"
                            : "this database holds real tenders: a rehearsal server refuses it (start on another database)");
        }
    }

    /** @throws WrongKind when the database was claimed for the other kind of server */
    public void claim(Transaction tx, boolean rehearsal, Instant now) {
        tx.dsl()
                .insertInto(INSTALLATION)
                .set(INSTALLATION.ONLY_ROW, true)
                .set(INSTALLATION.REHEARSAL, rehearsal)
                .set(INSTALLATION.CREATED_AT, now)
                .onConflictDoNothing()
                .execute();
        boolean isRehearsal =
                tx.dsl().select(INSTALLATION.REHEARSAL).from(INSTALLATION).fetchSingle(INSTALLATION.REHEARSAL);
        if (isRehearsal != rehearsal) {
            throw new WrongKind(isRehearsal);
        }
    }
}
