package org.gongping.core.audit.recover;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;
import static org.gongping.core.db.jooq.Tables.AUDIT_SEQ;
import static org.gongping.core.db.jooq.Tables.AUDIT_STATE;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The places of the log, read, and given anew by a person's decision. What gives anew runs as the owner of the tables,
 * whose guards it lifts and puts back in one transaction, saying so to the guard of the schema (V4).
 */
public final class RecoveryRepository {
    /** Missing places named one by one; what is more is counted. */
    private static final int RANGES = 20;

    /** Entries of the log without their row: from one place to another, both included. */
    public record Range(long from, long to) {}

    /** A row with the entry that it has in the log. */
    public record Row(long index, byte[] entry) {}

    public Standing.Places places(Transaction tx) {
        // One statement: a log that goes on must not seem to contradict itself.
        return tx.dsl()
                .resultQuery("SELECT coalesce(s.size, 0), coalesce(s.root, ''), coalesce(p.last, -1)"
                        + " FROM (SELECT max(idx) AS last FROM audit_seq) AS p LEFT JOIN audit_state s ON true")
                .fetchSingle(row ->
                        new Standing.Places(row.get(0, Long.class), row.get(1, byte[].class), row.get(2, Long.class)));
    }

    /** How many rows the audit trail has, with a place and without. */
    public long rows(Transaction tx) {
        return tx.dsl().fetchCount(AUDIT_ENTRY);
    }

    /** Makes room for the leaves of the public files. */
    void openLeaves(Transaction tx) {
        tx.dsl()
                .execute(
                        "CREATE TEMPORARY TABLE log_leaf (idx bigint PRIMARY KEY, leaf bytea NOT NULL) ON COMMIT DROP");
    }

    /** Takes leaves of the public files, the first of them at the given place. */
    void addLeaves(Transaction tx, long first, List<byte[]> leaves) {
        tx.dsl()
                .execute(
                        "INSERT INTO log_leaf (idx, leaf) SELECT {0} + l.place - 1, l.leaf"
                                + " FROM unnest({1}) WITH ORDINALITY AS l (leaf, place)",
                        DSL.val(first), DSL.val(leaves.toArray(byte[][]::new), SQLDataType.BLOB.array()));
    }

    /** Finds the row of each leaf. Of one leaf twice only the first place counts: an entry stands once in a log. */
    void matchLeaves(Transaction tx) {
        tx.dsl().execute("ANALYZE log_leaf");
        tx.dsl()
                .execute("CREATE TEMPORARY TABLE log_row ON COMMIT DROP AS"
                        + " SELECT DISTINCT ON (idx) * FROM (SELECT DISTINCT ON (e.id) l.idx, e.id, e.created_at, e.inserted"
                        + " FROM log_leaf l JOIN audit_entry e ON e.leaf_hash = l.leaf ORDER BY e.id, l.idx) AS one"
                        + " ORDER BY idx, inserted");
        tx.dsl().execute("CREATE INDEX ON log_row (idx)");
        tx.dsl().execute("ANALYZE log_row");
    }

    /** How many leaves have no row. */
    long unmatched(Transaction tx) {
        return tx.dsl()
                .fetchSingle("SELECT count(*) FROM log_leaf l WHERE NOT EXISTS"
                        + " (SELECT FROM log_row r WHERE r.idx = l.idx)")
                .get(0, Long.class);
    }

    /** The places of leaves that have no row, the first few runs of them. */
    List<Range> unmatchedRanges(Transaction tx) {
        return tx.dsl()
                .resultQuery("SELECT min(idx), max(idx) FROM (SELECT idx, idx - row_number() OVER (ORDER BY idx) AS run"
                        + " FROM log_leaf l WHERE NOT EXISTS (SELECT FROM log_row r WHERE r.idx = l.idx)) AS missing"
                        + " GROUP BY run ORDER BY 1 LIMIT " + RANGES)
                .fetch(row -> new Range(row.get(0, Long.class), row.get(1, Long.class)));
    }

    /** Gives every row the place that its leaf has in the public files. */
    void placeAsInFiles(Transaction tx) {
        replacePlaces(tx, "SELECT idx, id, created_at FROM log_row ORDER BY idx");
    }

    /**
     * Gives the first place to one row, and the following ones to all rows that had one, in the order of the public files
     * and, where these do not know a row, of the places that the database had given.
     */
    void placeAfter(Transaction tx, UUID first) {
        tx.dsl()
                .execute(
                        "CREATE TEMPORARY TABLE new_place ON COMMIT DROP AS SELECT row_number() OVER"
                                + " (ORDER BY coalesce(r.idx, s.idx), e.inserted) AS idx, e.id, e.created_at"
                                + " FROM audit_entry e LEFT JOIN log_row r ON r.id = e.id LEFT JOIN audit_seq s ON s.entry_id = e.id"
                                + " WHERE (r.idx IS NOT NULL OR s.idx IS NOT NULL) AND e.id <> {0}",
                        DSL.val(first));
        tx.dsl()
                .execute(
                        "INSERT INTO new_place (idx, id, created_at) SELECT 0, id, created_at FROM audit_entry WHERE id = {0}",
                        DSL.val(first));
        replacePlaces(tx, "SELECT idx, id, created_at FROM new_place ORDER BY idx");
    }

    /** Lifts the guards of the places for as long as they are written anew. */
    private static void replacePlaces(Transaction tx, String select) {
        tx.dsl().execute("ALTER TABLE audit_seq DISABLE TRIGGER audit_seq_no_change");
        tx.dsl().execute("ALTER TABLE audit_seq DISABLE TRIGGER audit_seq_no_truncate");
        tx.dsl().execute("TRUNCATE audit_seq");
        tx.dsl().execute("INSERT INTO audit_seq (idx, entry_id, created_at) " + select);
        tx.dsl().execute("ALTER TABLE audit_seq ENABLE ALWAYS TRIGGER audit_seq_no_change");
        tx.dsl().execute("ALTER TABLE audit_seq ENABLE ALWAYS TRIGGER audit_seq_no_truncate");
    }

    /** Gives a row the next place. */
    void place(Transaction tx, long index, UUID id) {
        tx.dsl()
                .execute(
                        "INSERT INTO audit_seq (idx, entry_id, created_at) SELECT {0}, id, created_at FROM audit_entry WHERE id = {1}",
                        DSL.val(index), DSL.val(id));
    }

    /** Lets exactly those rows wait that have no place. */
    void waitWithoutPlace(Transaction tx) {
        tx.dsl()
                .execute(
                        "DELETE FROM audit_pending p WHERE EXISTS (SELECT FROM audit_seq s WHERE s.entry_id = p.id)"
                                + " OR NOT EXISTS (SELECT FROM audit_entry e WHERE e.id = p.id AND e.created_at = p.created_at)");
        tx.dsl()
                .execute("INSERT INTO audit_pending (inserted, id, created_at) SELECT e.inserted, e.id, e.created_at"
                        + " FROM audit_entry e WHERE NOT EXISTS (SELECT FROM audit_seq s WHERE s.entry_id = e.id)"
                        + " ON CONFLICT (inserted) DO NOTHING");
    }

    void setState(Transaction tx, long size, byte[] root) {
        tx.dsl()
                .insertInto(AUDIT_STATE)
                .set(AUDIT_STATE.ONLY_ROW, true)
                .set(AUDIT_STATE.SIZE, size)
                .set(AUDIT_STATE.ROOT, root)
                .onConflict(AUDIT_STATE.ONLY_ROW)
                .doUpdate()
                .set(AUDIT_STATE.SIZE, size)
                .set(AUDIT_STATE.ROOT, root)
                .execute();
    }

    /** Says to the guard of the schema, and to PostgreSQL's own log, why guards are lifted in this transaction. */
    void announce(Transaction tx, String why) {
        tx.dsl().execute("SELECT set_config('gongping.audit_ddl', {0}, true)", DSL.val("recover: " + why));
    }

    /** Entries by place, from one on, in order. */
    List<Row> entries(Transaction tx, long from, int limit) {
        return tx.dsl()
                .select(AUDIT_SEQ.IDX, AUDIT_ENTRY.ENTRY)
                .from(AUDIT_SEQ)
                .join(AUDIT_ENTRY)
                .on(AUDIT_ENTRY.ID.eq(AUDIT_SEQ.ENTRY_ID))
                .and(AUDIT_ENTRY.CREATED_AT.eq(AUDIT_SEQ.CREATED_AT))
                .where(AUDIT_SEQ.IDX.ge(from))
                .orderBy(AUDIT_SEQ.IDX)
                .limit(limit)
                .fetch(row -> new Row(row.value1(), row.value2().getBytes(StandardCharsets.UTF_8)));
    }

    /** Records of decisions about the log, the latest first: {@code log.origin} and {@code log.recover}. */
    List<Opening> decisions(Transaction tx, List<String> kinds, int limit) {
        return tx.dsl()
                .select(AUDIT_ENTRY.RECORD, AUDIT_ENTRY.SALT)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.KIND.in(kinds.stream().map(DSL::inline).toList()))
                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                .limit(limit)
                .fetch(row -> new Opening(row.value2(), row.value1()));
    }

    /** A record with what opens it. */
    record Opening(byte[] salt, String record) {}

    /** How many origins this database has left behind. */
    int changesOfOrigin(Transaction tx) {
        return tx.dsl().fetchCount(AUDIT_ENTRY, AUDIT_ENTRY.KIND.eq(DSL.inline("log.origin")));
    }

    Optional<Opening> lastOrigin(Transaction tx) {
        return decisions(tx, List.of("log.origin"), 1).stream().findFirst();
    }
}
