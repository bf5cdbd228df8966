package org.gongping.core.audit;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;
import static org.gongping.core.db.jooq.Tables.AUDIT_SEQ;
import static org.gongping.core.db.jooq.Tables.AUDIT_STREAM;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.AuditEntryRecord;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The tables of the trail. It can append and read; the database grants nothing else. */
public final class AuditRepository {
    private static final int FETCHED_AT_ONCE = 500;
    private static final String APPEND = "SELECT actor_ref, prev, appended_at, commitment"
            + " FROM audit_append(?, ?::timestamptz, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final int MOST_OF_KINDS = 1_000;

    /**
     * Appends a record to the stream of its step, in one call of the database's own function: the stream stays locked
     * until the transaction ends.
     */
    AuditEntry append(
            Transaction tx,
            AuditStep step,
            UUID id,
            Instant now,
            RecordText text,
            byte[] salt,
            PersonalData.Fresh actor) {
        // Not through jOOQ: what it does around this one call was a third of the processor time of an append.
        return tx.dsl().connectionResult(connection -> {
            try (var call = connection.prepareStatement(APPEND)) {
                call.setObject(1, id);
                call.setObject(2, now.atOffset(ZoneOffset.UTC));
                call.setObject(3, step.projectId, Types.OTHER);
                call.setString(4, step.stream);
                call.setString(5, step.kind.code());
                call.setString(6, text.beforePrev());
                call.setString(7, text.beforeTime());
                call.setString(8, text.rest());
                call.setBytes(9, salt);
                call.setString(10, actor.value());
                call.setObject(11, actor.id());
                call.setBytes(12, actor.salt());
                call.setString(13, actor.ref());
                try (ResultSet row = call.executeQuery()) {
                    row.next();
                    Instant at =
                            row.getObject("appended_at", OffsetDateTime.class).toInstant();
                    String record = text.of(row.getString("actor_ref"), row.getString("prev"), at);
                    Commitment commitment = Commitment.of(salt, record.getBytes(StandardCharsets.UTF_8));
                    if (!commitment.hex().equals(row.getString("commitment"))) {
                        throw new IllegalStateException(
                                "database and server disagree about the commitment of record " + id);
                    }
                    return new AuditEntry(
                            id, at, step.projectId, step.stream, step.kind.code(), record, salt, commitment);
                }
            }
        });
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

    /** One record that belongs to no tender. */
    public Optional<AuditEntry> onPlatform(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.ID.eq(id))
                .and(AUDIT_ENTRY.PROJECT_ID.isNull())
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

    /** The newest records of the given kinds, newest first. */
    public List<AuditEntry> ofKinds(
            Transaction tx, UUID projectId, Collection<String> kinds, boolean withBidderStreams) {
        return ofKinds(
                tx,
                projectId,
                kinds,
                withBidderStreams ? DSL.noCondition() : AUDIT_ENTRY.STREAM.notContains("/bidder/"));
    }

    /** As {@link #ofKinds}, of one stream. */
    public List<AuditEntry> ofStream(Transaction tx, UUID projectId, Collection<String> kinds, String stream) {
        return ofKinds(tx, projectId, kinds, AUDIT_ENTRY.STREAM.eq(stream));
    }

    private static List<AuditEntry> ofKinds(
            Transaction tx, UUID projectId, Collection<String> kinds, Condition condition) {
        return tx.dsl()
                .selectFrom(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.PROJECT_ID.eq(projectId))
                .and(AUDIT_ENTRY.KIND.in(kinds))
                .and(condition)
                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                .limit(MOST_OF_KINDS)
                .fetch()
                .map(AuditRepository::entry);
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
