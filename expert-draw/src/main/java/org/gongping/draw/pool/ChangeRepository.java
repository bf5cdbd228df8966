package org.gongping.draw.pool;

import static org.gongping.core.db.jooq.Tables.EXPERT_CHANGE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.ExpertChangeRecord;
import org.jooq.impl.DSL;

/** The history of the pool; rows are added and never changed. */
public final class ChangeRepository {
    /** A change with the expert it is of and its salt. */
    record Entry(UUID expert, Change change, byte[] salt) {}

    void insert(Transaction tx, List<Entry> entries) {
        tx.dsl()
                .batchInsert(entries.stream()
                        .map(entry -> new ExpertChangeRecord(
                                entry.expert(),
                                entry.change().id(),
                                entry.change().at(),
                                entry.change().action().name(),
                                entry.change().actor(),
                                entry.change().importId().orElse(null),
                                Json.write(entry.change().content()),
                                entry.salt(),
                                entry.change().digest()))
                        .toList())
                .execute();
    }

    /**
     * Newest first, older than the given one.
     *
     * @param before null for the first page
     */
    public List<Change> page(Transaction tx, UUID expert, UUID before, int limit) {
        return tx.dsl()
                .selectFrom(EXPERT_CHANGE)
                .where(EXPERT_CHANGE.EXPERT_ID.eq(expert))
                // Ids grow with time.
                .and(before == null ? DSL.noCondition() : EXPERT_CHANGE.ID.lt(before))
                .orderBy(EXPERT_CHANGE.ID.desc())
                .limit(limit)
                .fetch(row -> new Change(
                        row.getId(),
                        row.getAt(),
                        Change.Action.valueOf(row.getAction()),
                        row.getActor(),
                        Optional.ofNullable(row.getImportId()),
                        Json.read(row.getContent()),
                        row.getDigest()));
    }
}
