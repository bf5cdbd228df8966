package org.gongping.core.audit.sequence;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;
import static org.gongping.core.db.jooq.Tables.AUDIT_PENDING;
import static org.gongping.core.db.jooq.Tables.AUDIT_SEQ;
import static org.gongping.core.db.jooq.Tables.AUDIT_STATE;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The places of records in the log. A place is given once. */
public final class SequenceRepository {
    /** Size and root of the tree over all places given. */
    public record State(long size, byte[] root) {}

    /** A record without a place. */
    record Pending(long inserted, UUID id, Instant createdAt, byte[] entry) {}

    public State state(Transaction tx) {
        return tx.dsl()
                .select(AUDIT_STATE.SIZE, AUDIT_STATE.ROOT)
                .from(AUDIT_STATE)
                .fetchSingle(row -> new State(row.value1(), row.value2()));
    }

    /** The oldest records that wait, in the order of their insertion. */
    List<Pending> pending(Transaction tx, int limit) {
        return tx.dsl()
                .select(AUDIT_PENDING.INSERTED, AUDIT_PENDING.ID, AUDIT_PENDING.CREATED_AT, AUDIT_ENTRY.ENTRY)
                .from(AUDIT_PENDING)
                .join(AUDIT_ENTRY)
                .on(AUDIT_ENTRY.ID.eq(AUDIT_PENDING.ID))
                .and(AUDIT_ENTRY.CREATED_AT.eq(AUDIT_PENDING.CREATED_AT))
                .orderBy(AUDIT_PENDING.INSERTED)
                .limit(limit)
                .fetch(row -> new Pending(
                        row.value1(), row.value2(), row.value3(), row.value4().getBytes(StandardCharsets.UTF_8)));
    }

    /** Gives the records the places from {@code first} on. */
    void assign(Transaction tx, long first, List<Pending> records) {
        UUID[] ids = records.stream().map(Pending::id).toArray(UUID[]::new);
        Instant[] times = records.stream().map(Pending::createdAt).toArray(Instant[]::new);
        Long[] inserted = records.stream().map(Pending::inserted).toArray(Long[]::new);
        tx.dsl()
                .execute(
                        "INSERT INTO audit_seq (idx, entry_id, created_at)"
                                + " SELECT {0} + r.place - 1, r.id, r.at"
                                + " FROM unnest({1}, {2}) WITH ORDINALITY AS r (id, at, place)",
                        DSL.val(first),
                        DSL.val(ids, SQLDataType.UUID.array()),
                        DSL.val(times, AUDIT_SEQ.CREATED_AT.getDataType().array()));
        tx.dsl()
                .deleteFrom(AUDIT_PENDING)
                .where(AUDIT_PENDING.INSERTED.eq(DSL.any(inserted)))
                .execute();
    }

    /** Moves the state on; false when another has moved it. */
    boolean advance(Transaction tx, State before, State after) {
        return tx.dsl()
                        .update(AUDIT_STATE)
                        .set(AUDIT_STATE.SIZE, after.size())
                        .set(AUDIT_STATE.ROOT, after.root())
                        .where(AUDIT_STATE.SIZE.eq(before.size()))
                        .and(AUDIT_STATE.ROOT.eq(before.root()))
                        .execute()
                == 1;
    }

    /** The entries of the places {@code from} to {@code to}, the latter excluded, as far as they are there. */
    List<byte[]> entries(Transaction tx, long from, long to) {
        return tx.dsl()
                .select(AUDIT_ENTRY.ENTRY)
                .from(AUDIT_SEQ)
                .join(AUDIT_ENTRY)
                .on(AUDIT_ENTRY.ID.eq(AUDIT_SEQ.ENTRY_ID))
                .and(AUDIT_ENTRY.CREATED_AT.eq(AUDIT_SEQ.CREATED_AT))
                .where(AUDIT_SEQ.IDX.ge(from))
                .and(AUDIT_SEQ.IDX.lt(to))
                .orderBy(AUDIT_SEQ.IDX)
                .fetch(row -> row.value1().getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the months of the log's rows, as far as there are none yet, so that each record falls into one. */
    int extendMonths(Transaction tx, LocalDate through) {
        return tx.dsl()
                .resultQuery("SELECT audit_extend_months({0})", DSL.val(through))
                .fetchSingle(0, Integer.class);
    }

    /** The place of a record; empty while it waits for one. */
    public Optional<Long> place(Transaction tx, UUID entryId) {
        return tx.dsl()
                .select(AUDIT_SEQ.IDX)
                .from(AUDIT_SEQ)
                .where(AUDIT_SEQ.ENTRY_ID.eq(entryId))
                .fetchOptional(AUDIT_SEQ.IDX);
    }

    /** The places of records, by their id; those that wait for one are left out. */
    public Map<UUID, Long> places(Transaction tx, Collection<UUID> entryIds) {
        return tx.dsl()
                .select(AUDIT_SEQ.ENTRY_ID, AUDIT_SEQ.IDX)
                .from(AUDIT_SEQ)
                .where(AUDIT_SEQ.ENTRY_ID.in(entryIds))
                .fetchMap(AUDIT_SEQ.ENTRY_ID, AUDIT_SEQ.IDX);
    }
}
