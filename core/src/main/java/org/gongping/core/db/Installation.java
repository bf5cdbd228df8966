package org.gongping.core.db;

import static org.gongping.core.db.jooq.Tables.INSTALLATION;

import java.time.Instant;
import java.util.Optional;

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

    /**
     * Takes note of the version of the schema.
     *
     * @return the version that was noted before, when it was another one; "" where none was, as before the schema could
     *     note it. Empty where nothing has changed, and in an installation that is new
     */
    public Optional<String> noteSchema(Transaction tx, String version) {
        String noted = tx.dsl()
                .select(INSTALLATION.SCHEMA_VERSION)
                .from(INSTALLATION)
                .forUpdate()
                .fetchSingle(INSTALLATION.SCHEMA_VERSION);
        if (version.equals(noted)) {
            return Optional.empty();
        }
        tx.dsl().update(INSTALLATION).set(INSTALLATION.SCHEMA_VERSION, version).execute();
        return Optional.of(noted == null ? "" : noted);
    }

    /**
     * Claims the database for one kind of server.
     *
     * @param schema version that a new installation begins with
     * @throws WrongKind when the database was claimed for the other kind of server
     */
    public void claim(Transaction tx, boolean rehearsal, String schema, Instant now) {
        tx.dsl()
                .insertInto(INSTALLATION)
                .set(INSTALLATION.ONLY_ROW, true)
                .set(INSTALLATION.REHEARSAL, rehearsal)
                .set(INSTALLATION.CREATED_AT, now)
                .set(INSTALLATION.SCHEMA_VERSION, schema)
                .onConflictDoNothing()
                .execute();
        boolean isRehearsal =
                tx.dsl().select(INSTALLATION.REHEARSAL).from(INSTALLATION).fetchSingle(INSTALLATION.REHEARSAL);
        if (isRehearsal != rehearsal) {
            throw new WrongKind(isRehearsal);
        }
    }
}
