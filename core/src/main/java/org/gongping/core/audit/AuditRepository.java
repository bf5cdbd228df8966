package org.gongping.core.audit;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;
import static org.gongping.core.db.jooq.Tables.AUDIT_SEQ;
import static org.gongping.core.db.jooq.Tables.AUDIT_STREAM;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.AuditEntryRecord;
import org.jooq.impl.DSL;

/** The tables of the trail. It can append and read; the database grants nothing else. */
public final class AuditRepository {
    private static final int FETCHED_AT_ONCE = 500;

    /** Locks the stream until the transaction ends and returns the commitment of its last record, "" for the first. */
    String lockStream(Transaction tx, String stream, UUID projectId) {
        // One statement makes the row, or locks the one that is there.
        return tx.dsl()
                .insertInto(AUDIT_STREAM)
                .set(AUDIT_STREAM.STREAM, stream)
                .set(AUDIT_STREAM.PROJECT_ID, projectId)
                .set(AUDIT_STREAM.HEAD, "")
                .set(AUDIT_STREAM.LENGTH, 0L)
                .onConflict(AUDIT_STREAM.STREAM)
                .doUpdate()
                .set(AUDIT_STREAM.LENGTH, AUDIT_STREAM.LENGTH)
                .returningResult(AUDIT_STREAM.HEAD)
                .fetchSingle(AUDIT_STREAM.HEAD);
    }

    /** Inserts the record and makes it the head of its stream. */
    void insert(Transaction tx, AuditEntry entry) {
        var inserted = DSL.name("inserted")
                .as(DSL.insertInto(AUDIT_ENTRY)
                        .set(AUDIT_ENTRY.ID, entry.id())
                        .set(AUDIT_ENTRY.CREATED_AT, entry.createdAt())
                        .set(AUDIT_ENTRY.PROJECT_ID, entry.projectId())
                        .set(AUDIT_ENTRY.STREAM, entry.stream())
                        .set(AUDIT_ENTRY.KIND, entry.kind())
                        .set(AUDIT_ENTRY.RECORD, entry.record())
                        .set(AUDIT_ENTRY.SALT, entry.salt())
                        .set(AUDIT_ENTRY.ENTRY, entry.commitment().entry())
                        .set(AUDIT_ENTRY.LEAF_HASH, entry.commitment().leafHash())
                        .returning(AUDIT_ENTRY.ID));
        tx.dsl()
                .with(inserted)
                .update(AUDIT_STREAM)
                .set(AUDIT_STREAM.HEAD, entry.commitment().hex())
                .set(AUDIT_STREAM.LENGTH, AUDIT_STREAM.LENGTH.plus(1))
                .where(AUDIT_STREAM.STREAM.eq(entry.stream()))
                .execute();
    }

    /** Last commitments of the bidder streams that the tender's chain has not taken up, by stream. */
    Map<String, String> unjoinedBidderHeads(Transaction tx, UUID projectId) {
        return tx.dsl()
                .select(AUDIT_STREAM.STREAM, AUDIT_STREAM.HEAD)
                .from(AUDIT_STREAM)
                .where(AUDIT_STREAM.PROJECT_ID.eq(projectId))
                .and(AUDIT_STREAM.STREAM.contains("/bidder/"))
                .and(DSL.not(AUDIT_STREAM.JOINED))
                .orderBy(AUDIT_STREAM.STREAM)
                .forUpdate()
                .fetchMap(AUDIT_STREAM.STREAM, AUDIT_STREAM.HEAD);
    }

    void markJoined(Transaction tx, Collection<String> streams) {
        tx.dsl()
                .update(AUDIT_STREAM)
                .set(AUDIT_STREAM.JOINED, true)
                .where(AUDIT_STREAM.STREAM.in(streams))
                .execute();
    }

    /**
     * One record of a project.
     *
     * @param withBidderStreams false until the deadline: whether and when bidders acted is then nobody's to know (S06)
     */
    public Optional<AuditEntry> find(Transaction tx, UUID projectId, UUID id, boolean withBidderStreams) {
        return tx.dsl()
                .selectFrom(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.ID.eq(id))
                .and(AUDIT_ENTRY.PROJECT_ID.eq(projectId))
                .and(withBidderStreams ? DSL.noCondition() : AUDIT_ENTRY.STREAM.notContains("/bidder/"))
                .fetchOptional(AuditRepository::entry);
    }

    static AuditEntry entry(AuditEntryRecord row) {
        return new AuditEntry(
                row.getId(),
                row.getCreatedAt(),
                row.getProjectId(),
                row.getStream(),
                row.getKind(),
                row.getRecord(),
                row.getSalt(),
                Commitment.stored(row.getEntry(), row.getLeafHash()));
    }

    /** A record with its place in the log. */
    public record Placed(long index, AuditEntry entry) {}

    /** Hands over all records of a project that stand below the given place, one by one, in the order of the log. */
    public void eachBelow(Transaction tx, UUID projectId, long place, Consumer<Placed> consumer) {
        var records = tx.dsl()
                .select(AUDIT_SEQ.IDX)
                .select(AUDIT_ENTRY.fields())
                .from(AUDIT_ENTRY)
                .join(AUDIT_SEQ)
                .on(AUDIT_SEQ.ENTRY_ID.eq(AUDIT_ENTRY.ID))
                .and(AUDIT_SEQ.CREATED_AT.eq(AUDIT_ENTRY.CREATED_AT))
                .where(AUDIT_ENTRY.PROJECT_ID.eq(projectId))
                .and(AUDIT_SEQ.IDX.lt(place))
                .orderBy(AUDIT_SEQ.IDX)
                .fetchSize(FETCHED_AT_ONCE);
        try (var rows = records.fetchLazy()) {
            rows.forEach(row -> consumer.accept(new Placed(row.get(AUDIT_SEQ.IDX), entry(row.into(AUDIT_ENTRY)))));
        }
    }
}
