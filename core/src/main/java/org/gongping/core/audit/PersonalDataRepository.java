package org.gongping.core.audit;

import static org.gongping.core.db.jooq.Tables.PERSONAL_DATUM;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.db.Transaction;

/** The table of personal data. */
public final class PersonalDataRepository {
    void insert(Transaction tx, PersonalData.Fresh datum, UUID projectId, String kind, Instant now) {
        tx.dsl()
                .insertInto(PERSONAL_DATUM)
                .set(PERSONAL_DATUM.ID, datum.id())
                .set(PERSONAL_DATUM.PROJECT_ID, projectId)
                .set(PERSONAL_DATUM.KIND, kind)
                .set(PERSONAL_DATUM.VALUE, datum.value())
                .set(PERSONAL_DATUM.SALT, datum.salt())
                .set(PERSONAL_DATUM.REF, datum.ref())
                .set(PERSONAL_DATUM.CREATED_AT, now)
                .execute();
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
