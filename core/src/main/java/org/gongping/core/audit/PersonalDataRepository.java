package org.gongping.core.audit;

import static org.gongping.core.db.jooq.Tables.PERSONAL_DATUM;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.jooq.impl.DSL;

/** The table of personal data. */
public final class PersonalDataRepository {
    /** Stands for "no project" in the index. */
    private static final UUID PLATFORM = new UUID(0, 0);

    void insert(
            Transaction tx,
            PersonalData.Datum datum,
            UUID projectId,
            String kind,
            String value,
            byte[] salt,
            Instant now) {
        tx.dsl()
                .insertInto(PERSONAL_DATUM)
                .set(PERSONAL_DATUM.ID, datum.id())
                .set(PERSONAL_DATUM.PROJECT_ID, projectId)
                .set(PERSONAL_DATUM.KIND, kind)
                .set(PERSONAL_DATUM.VALUE, value)
                .set(PERSONAL_DATUM.SALT, salt)
                .set(PERSONAL_DATUM.REF, datum.ref())
                .set(PERSONAL_DATUM.CREATED_AT, now)
                .onConflictDoNothing()
                .execute();
    }

    String findActorRef(Transaction tx, UUID projectId, String account) {
        // Written as the index personal_datum_actor is, constants included: it serves no other form.
        return tx.dsl()
                .select(PERSONAL_DATUM.REF)
                .from(PERSONAL_DATUM)
                .where(PERSONAL_DATUM.KIND.eq(DSL.inline("actor")))
                .and(DSL.coalesce(PERSONAL_DATUM.PROJECT_ID, DSL.inline(PLATFORM))
                        .eq(projectId == null ? PLATFORM : projectId))
                .and(PERSONAL_DATUM.VALUE.eq(account))
                .fetchOne(PERSONAL_DATUM.REF);
    }

    /** Clear values of the data that still exist. */
    public Map<UUID, String> values(Transaction tx, Collection<UUID> ids) {
        return tx.dsl()
                .select(PERSONAL_DATUM.ID, PERSONAL_DATUM.VALUE)
                .from(PERSONAL_DATUM)
                .where(PERSONAL_DATUM.ID.in(ids))
                .fetchMap(PERSONAL_DATUM.ID, PERSONAL_DATUM.VALUE);
    }

    /** Accounts behind the pseudonyms of one tender, where they have not been erased. */
    public Map<String, String> accounts(Transaction tx, UUID projectId) {
        return tx.dsl()
                .select(PERSONAL_DATUM.REF, PERSONAL_DATUM.VALUE)
                .from(PERSONAL_DATUM)
                .where(PERSONAL_DATUM.PROJECT_ID.eq(projectId))
                .and(PERSONAL_DATUM.KIND.eq("actor"))
                .fetchMap(PERSONAL_DATUM.REF, PERSONAL_DATUM.VALUE);
    }
}
