package org.gongping.core.audit.selfcheck;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;
import static org.gongping.core.db.jooq.Tables.AUDIT_PENDING;
import static org.gongping.core.db.jooq.Tables.AUDIT_SEQ;
import static org.gongping.core.db.jooq.Tables.AUDIT_STATE;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** What the self-check reads of the log's tables and of PostgreSQL's catalogue. Everything here only reads. */
public final class SelfCheckRepository {
    /** Rows named by one statement; what follows would repeat them. */
    private static final int NAMED = 20;

    /** One of another schema may have the name, and another body. */
    private static final String NAME_OF_FUNCTION =
            "CASE WHEN p.pronamespace = 'public'::regnamespace THEN p.proname::text ELSE p.oid::regprocedure::text END";

    /** Size and root of the tree over all places, and the place given last, in one snapshot. */
    record State(long size, byte[] root, long beyond) {}

    record Unplaced(UUID id, String kind) {}

    /** The oldest record that waits, and how many do. */
    record Waiting(long inserted, UUID id, long count) {}

    record Trigger(String table, String name, String function, int type, boolean isAlways, boolean isConditional) {}

    State state(Transaction tx) {
        return tx.dsl()
                .select(
                        AUDIT_STATE.SIZE,
                        AUDIT_STATE.ROOT,
                        DSL.field(DSL.select(DSL.max(AUDIT_SEQ.IDX)).from(AUDIT_SEQ)))
                .from(AUDIT_STATE)
                .fetchOptional(row -> new State(row.value1(), row.value2(), row.value3() == null ? -1 : row.value3()))
                .orElse(new State(0, new byte[0], -1));
    }

    /** The places from {@code from} to {@code to}, the latter excluded, each with its row. */
    List<LoggedRow> rows(Transaction tx, long from, long to) {
        // Whatever the planner believes about a partitioned table: a batch is a few thousand look-ups by key.
        tx.dsl().execute("SET LOCAL enable_hashjoin = off");
        tx.dsl().execute("SET LOCAL enable_mergejoin = off");
        return tx.dsl()
                .select(
                        AUDIT_SEQ.IDX,
                        AUDIT_SEQ.ENTRY_ID,
                        AUDIT_ENTRY.INSERTED,
                        AUDIT_ENTRY.CREATED_AT,
                        AUDIT_ENTRY.PROJECT_ID,
                        TENDER_PROJECT.CODE,
                        AUDIT_ENTRY.STREAM,
                        AUDIT_ENTRY.KIND,
                        AUDIT_ENTRY.RECORD,
                        AUDIT_ENTRY.SALT,
                        AUDIT_ENTRY.ENTRY,
                        AUDIT_ENTRY.LEAF_HASH)
                .from(AUDIT_SEQ)
                .leftJoin(AUDIT_ENTRY)
                .on(AUDIT_ENTRY.ID.eq(AUDIT_SEQ.ENTRY_ID))
                .and(AUDIT_ENTRY.CREATED_AT.eq(AUDIT_SEQ.CREATED_AT))
                .leftJoin(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(AUDIT_ENTRY.PROJECT_ID))
                .where(AUDIT_SEQ.IDX.ge(from))
                .and(AUDIT_SEQ.IDX.lt(to))
                .orderBy(AUDIT_SEQ.IDX)
                .fetch(SelfCheckRepository::row);
    }

    private static LoggedRow row(Record row) {
        LoggedRow.Row stored = row.get(AUDIT_ENTRY.RECORD) == null
                ? null
                : new LoggedRow.Row(
                        row.get(AUDIT_ENTRY.INSERTED),
                        row.get(AUDIT_ENTRY.CREATED_AT),
                        row.get(AUDIT_ENTRY.PROJECT_ID),
                        row.get(TENDER_PROJECT.CODE),
                        row.get(AUDIT_ENTRY.STREAM),
                        row.get(AUDIT_ENTRY.KIND),
                        row.get(AUDIT_ENTRY.RECORD),
                        row.get(AUDIT_ENTRY.SALT),
                        row.get(AUDIT_ENTRY.ENTRY),
                        row.get(AUDIT_ENTRY.LEAF_HASH));
        return new LoggedRow(row.get(AUDIT_SEQ.IDX), row.get(AUDIT_SEQ.ENTRY_ID), stored);
    }

    /** When the record at a place was written; empty when nothing stands there. */
    Optional<Instant> writtenAt(Transaction tx, long index) {
        return tx.dsl()
                .select(AUDIT_SEQ.CREATED_AT)
                .from(AUDIT_SEQ)
                .where(AUDIT_SEQ.IDX.eq(index))
                .fetchOptional(AUDIT_SEQ.CREATED_AT);
    }

    /**
     * Rows that neither have a place nor wait for one: a row and its waiting come into being together, and its place
     * takes the place of its waiting in one transaction.
     *
     * @param from ids from here on; empty for all
     * @param to ids before this one; empty for all
     */
    List<Unplaced> lost(Transaction tx, Optional<UUID> from, Optional<UUID> to) {
        Condition range = from.map(AUDIT_ENTRY.ID::ge)
                .orElse(DSL.noCondition())
                .and(to.map(AUDIT_ENTRY.ID::lt).orElse(DSL.noCondition()));
        return tx.dsl()
                .select(AUDIT_ENTRY.ID, AUDIT_ENTRY.KIND)
                .from(AUDIT_ENTRY)
                .where(range)
                .andNotExists(DSL.selectOne().from(AUDIT_SEQ).where(AUDIT_SEQ.ENTRY_ID.eq(AUDIT_ENTRY.ID)))
                .andNotExists(
                        DSL.selectOne().from(AUDIT_PENDING).where(AUDIT_PENDING.INSERTED.eq(AUDIT_ENTRY.INSERTED)))
                .limit(NAMED)
                .fetch(row -> new Unplaced(row.value1(), row.value2()));
    }

    /** Personal data whose value and salt do not yield their reference. */
    List<Unplaced> falseData(Transaction tx) {
        return tx.dsl()
                .resultQuery("SELECT id, kind FROM public.audit_false_data(" + NAMED + ")")
                .fetch(row -> new Unplaced(row.get(0, UUID.class), row.get(1, String.class)));
    }

    Optional<Waiting> waiting(Transaction tx) {
        return tx.dsl()
                .select(
                        AUDIT_PENDING.INSERTED,
                        AUDIT_PENDING.ID,
                        DSL.count().over().coerce(Long.class))
                .from(AUDIT_PENDING)
                .orderBy(AUDIT_PENDING.INSERTED)
                .limit(1)
                .fetchOptional(row -> new Waiting(row.value1(), row.value2(), row.value3()));
    }

    /** Records that wait and are not there: the sequencer would pass over them for ever. */
    List<UUID> waitingWithoutRow(Transaction tx) {
        return tx.dsl()
                .select(AUDIT_PENDING.ID)
                .from(AUDIT_PENDING)
                .whereNotExists(DSL.selectOne()
                        .from(AUDIT_ENTRY)
                        .where(AUDIT_ENTRY.ID.eq(AUDIT_PENDING.ID))
                        .and(AUDIT_ENTRY.CREATED_AT.eq(AUDIT_PENDING.CREATED_AT)))
                .limit(NAMED)
                .fetch(AUDIT_PENDING.ID);
    }

    /** All triggers on the audit tables and their partitions. */
    List<Trigger> triggers(Transaction tx) {
        return tx.dsl()
                .resultQuery("SELECT c.relname, t.tgname, " + NAME_OF_FUNCTION + ", t.tgtype::int, t.tgenabled = 'A',"
                        + " t.tgqual IS NOT NULL OR t.tgattr <> ''::int2vector"
                        + " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                        + " JOIN pg_proc p ON p.oid = t.tgfoid"
                        + " WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'audit\\_%'"
                        + " AND NOT (t.tgisinternal AND t.tgconstraint <> 0)")
                .fetch(row -> new Trigger(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, Integer.class),
                        row.get(4, Boolean.class),
                        row.get(5, Boolean.class)));
    }

    /** Event triggers that stand and fire always, as {@code name event function}. */
    Set<String> eventTriggers(Transaction tx) {
        return texts(
                tx,
                "SELECT e.evtname || ' ' || e.evtevent || ' ' || " + NAME_OF_FUNCTION + " FROM pg_event_trigger e"
                        + " JOIN pg_proc p ON p.oid = e.evtfoid WHERE e.evtenabled = 'A' AND e.evttags IS NULL");
    }

    /** Guard functions as {@code name sha256}, of the body and of what else decides what it does. */
    Set<String> functions(Transaction tx) {
        return texts(
                tx,
                "SELECT p.proname || ' ' || encode(sha256(convert_to(concat_ws('|', l.lanname, p.prosecdef,"
                        + " array_to_string(p.proconfig, ','), p.prosrc), 'UTF8')), 'hex')"
                        + " FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
                        + " WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'audit\\_%'");
    }

    /** The partitions that are attached, with their bounds as PostgreSQL writes them, in UTC. */
    Map<String, String> partitions(Transaction tx) {
        tx.dsl().execute("SET LOCAL TimeZone = 'UTC'");
        return tx.dsl()
                .resultQuery("SELECT c.relname, pg_get_expr(c.relpartbound, c.oid)"
                        + " FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                        + " WHERE i.inhparent = 'public.audit_entry'::regclass AND NOT i.inhdetachpending")
                .fetchMap(row -> row.get(0, String.class), row -> row.get(1, String.class));
    }

    /** Whether the partition for what falls into no month holds anything; false also where there is none. */
    boolean hasStrays(Transaction tx) {
        boolean isThere = tx.dsl()
                .resultQuery("SELECT to_regclass('public.audit_entry_other') IS NOT NULL")
                .fetchSingle(0, Boolean.class);
        return isThere
                && tx.dsl()
                        .resultQuery("SELECT EXISTS (SELECT FROM public.audit_entry_other)")
                        .fetchSingle(0, Boolean.class);
    }

    /**
     * Settings of the server, of a database or of a role that let changes pass the guards: triggers that do not fire, or a
     * reason that nobody has given.
     */
    Set<String> settings(Transaction tx) {
        return texts(
                tx,
                "SELECT coalesce('role ' || r.rolname || ' ', '') || coalesce('database ' || d.datname || ' ', '') || c.setting"
                        + " FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) AS c (setting)"
                        + " LEFT JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase"
                        + " WHERE (s.setdatabase = 0 OR d.datname = current_database())"
                        + " AND lower(c.setting) ~ '^(event_triggers|session_replication_role|gongping\\.audit_ddl)='"
                        + " AND lower(c.setting) NOT IN ('event_triggers=on', 'session_replication_role=origin')"
                        + " UNION ALL SELECT 'here ' || n.name || '=' || current_setting(n.name, true) FROM (VALUES"
                        + " ('event_triggers', 'on'), ('session_replication_role', 'origin'), ('gongping.audit_ddl', ''))"
                        + " AS n (name, usual) WHERE coalesce(current_setting(n.name, true), n.usual) <> n.usual");
    }

    /** Rewrite rules and row policies on audit tables: there must be none. */
    Set<String> rules(Transaction tx) {
        return texts(
                tx,
                "SELECT c.relname || '.' || r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class"
                        + " WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'audit\\_%'"
                        + " UNION ALL SELECT relname || ' row security' FROM pg_class"
                        + " WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'audit\\_%' AND relrowsecurity");
    }

    /** Valid primary keys and unique constraints of the audit tables, as {@code table(columns)}. */
    Set<String> keys(Transaction tx) {
        return texts(
                tx,
                "SELECT c.relname || '(' || (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM"
                        + " unnest(i.indkey::int2[]) WITH ORDINALITY k (no, place)"
                        + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.no) || ')'"
                        + " FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
                        + " WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'audit\\_%'"
                        + " AND i.indisunique AND i.indisvalid AND i.indisready AND i.indpred IS NULL");
    }

    /** Rights on the audit tables beyond their owner's, as {@code grantee right table} or {@code … table.column}. */
    Set<String> rights(Transaction tx) {
        return texts(
                tx,
                "SELECT coalesce(g.rolname, 'PUBLIC') || ' ' || r.privilege_type || ' ' || r.name FROM ("
                        + "SELECT c.relname AS name, c.relowner, a.grantee, a.privilege_type"
                        + " FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace"
                        + " AND c.relname LIKE 'audit\\_%' UNION ALL "
                        + "SELECT c.relname || '.' || t.attname, c.relowner, a.grantee, a.privilege_type"
                        + " FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a"
                        + " WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'audit\\_%') r"
                        + " LEFT JOIN pg_roles g ON g.oid = r.grantee WHERE r.grantee <> r.relowner");
    }

    private static Set<String> texts(Transaction tx, String sql) {
        return Set.copyOf(tx.dsl().resultQuery(sql).fetchSet(0, String.class));
    }
}
