package org.gongping.core.audit.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gongping.core.db.TestPostgres;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What stands between the audit tables and whoever may log in to the database, table by table and part by part. */
@Tag("database")
class LogGuardTest {
    private static final String REFUSED = "42501";
    private static final TestPostgres.TestDatabase DATABASE = TestPostgres.freshDatabase();

    private static Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                DATABASE.url(),
                DATABASE.superuser().user(),
                DATABASE.superuser().password());
    }

    private static List<String> query(String sql) {
        try (Connection connection = superuser();
                var rows = connection.createStatement().executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** SQLSTATE of the refusal, "" when it passes; rolled back. */
    private static String refusal(String... statements) throws SQLException {
        try (Connection connection = superuser();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return "";
            } catch (SQLException e) {
                return e.getSQLState();
            } finally {
                connection.rollback();
            }
        }
    }

    private static Stream<String> parts() {
        return query("SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass ORDER BY 1")
                .stream();
    }

    @TestFactory
    Stream<DynamicTest> eachPartitionHasItsRowAndTruncateTriggersAlways() {
        return parts().map(part -> DynamicTest.dynamicTest(part, () -> {
            assertThat(query("SELECT tgname || ' ' || tgenabled::text FROM pg_trigger WHERE tgrelid = '" + part
                            + "'::regclass ORDER BY 1"))
                    .containsExactly("audit_entry_no_change A", "audit_entry_no_truncate A");
            assertThat(refusal("TRUNCATE " + part)).isEqualTo(REFUSED);
            assertThat(refusal("SET session_replication_role = replica", "TRUNCATE " + part))
                    .isEqualTo(REFUSED);
        }));
    }

    @TestFactory
    Stream<DynamicTest> aRowInAnyPartitionIsNeitherChangedNorDeletedEvenByAReplica() {
        return Stream.of("2025-01-01", "2026-03-02", "2028-12-31", "2031-05-05")
                .flatMap(day -> Stream.of("UPDATE audit_entry SET kind = 'x'", "DELETE FROM audit_entry")
                        .map(deed -> DynamicTest.dynamicTest(deed + " " + day, () -> {
                            String insert =
                                    "INSERT INTO audit_entry (id, created_at, stream, kind, record, salt, entry, leaf_hash)"
                                            + " VALUES (gen_random_uuid(), '" + day
                                            + " 00:00Z', 's', 'k', 'r', sha256(''), 'e', sha256(''))";
                            assertThat(refusal(insert)).isEmpty();
                            assertThat(refusal(insert, deed)).isEqualTo(REFUSED);
                            assertThat(refusal(insert, "SET session_replication_role = replica", deed))
                                    .isEqualTo(REFUSED);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> takingAGuardAwayIsRefusedUnlessTheScriptSaysWhy() {
        return Stream.of(
                        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
                        "ALTER TABLE audit_entry_202603 DISABLE TRIGGER audit_entry_no_change",
                        "ALTER TABLE audit_entry DETACH PARTITION audit_entry_202603",
                        "ALTER TABLE audit_seq DROP CONSTRAINT audit_seq_entry_id_key",
                        "ALTER TABLE audit_state ADD COLUMN x int",
                        "ALTER TABLE audit_entry RENAME TO elsewhere",
                        "ALTER TABLE audit_stream RENAME TO elsewhere",
                        "ALTER TABLE audit_entry_202603 RENAME TO elsewhere",
                        "ALTER FUNCTION audit_refuse_change() RENAME TO elsewhere",
                        "DROP TABLE audit_entry_202603",
                        "DROP TABLE audit_pending",
                        "DROP TRIGGER audit_seq_no_change ON audit_seq",
                        "CREATE TRIGGER mine BEFORE INSERT ON audit_seq FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()",
                        "CREATE RULE quiet AS ON DELETE TO audit_stream DO INSTEAD NOTHING",
                        "CREATE TABLE audit_entry_202901 PARTITION OF audit_entry FOR VALUES FROM ('2029-01-01') TO ('2029-02-01')",
                        "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                        "ALTER FUNCTION audit_append SECURITY INVOKER")
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    assertThat(refusal(sql)).isEqualTo(REFUSED);
                    assertThat(refusal("SET session_replication_role = replica", sql))
                            .isEqualTo(REFUSED);
                    assertThat(refusal("SET LOCAL gongping.audit_ddl = 'V9__test: why'", sql))
                            .isEmpty();
                }));
    }

    @Test
    void otherTablesAreNobodysBusiness() throws SQLException {
        assertThat(refusal(
                        "CREATE TABLE other (x int)",
                        "ALTER TABLE other ADD y int",
                        "DROP TABLE other",
                        "CREATE INDEX more ON audit_entry (kind)",
                        "DROP INDEX more"))
                .isEmpty();
    }

    private static List<String> rights(String role) {
        return query(
                "SELECT r FROM (SELECT c.relname || ' ' || string_agg(a.privilege_type, ',' ORDER BY a.privilege_type) r"
                        + " FROM pg_class c, aclexplode(c.relacl) a WHERE c.relname LIKE 'audit\\_%' AND a.grantee = '"
                        + role
                        + "'::regrole GROUP BY c.relname UNION ALL SELECT c.relname || '(' || string_agg(t.attname, ',' ORDER BY t.attname)"
                        + " || ') ' || a.privilege_type FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a"
                        + " WHERE c.relname LIKE 'audit\\_%' AND a.grantee = '" + role
                        + "'::regrole GROUP BY c.relname, a.privilege_type) x");
    }

    @Test
    void theApplicationAppendsAndReads() {
        assertThat(rights("gongping_app"))
                .containsExactlyInAnyOrder(
                        "audit_entry SELECT",
                        "audit_pending SELECT",
                        "audit_selfcheck SELECT",
                        "audit_seq SELECT",
                        "audit_state SELECT",
                        "audit_stream SELECT",
                        "audit_stream(joined) UPDATE");
        assertThat(
                        query(
                                "SELECT proname FROM pg_proc WHERE proname LIKE 'audit\\_%'"
                                        + " AND prosecdef AND prorettype <> 'trigger'::regtype AND has_function_privilege('gongping_app', oid, 'EXECUTE')"))
                .containsExactly("audit_append");
    }

    @Test
    void theSequencerGivesPlacesAndMovesTheState() {
        assertThat(rights("gongping_sequencer"))
                .containsExactlyInAnyOrder(
                        "audit_entry SELECT",
                        "audit_pending DELETE,SELECT",
                        "audit_seq INSERT,SELECT",
                        "audit_state SELECT,UPDATE");
    }

    @Test
    void theAuditorReadsAndSaysHowTheLogIs() {
        assertThat(rights("gongping_auditor"))
                .containsExactlyInAnyOrder(
                        "audit_entry SELECT",
                        "audit_entry_other SELECT",
                        "audit_pending SELECT",
                        "audit_selfcheck INSERT,SELECT,UPDATE",
                        "audit_seq SELECT",
                        "audit_state SELECT",
                        "audit_stream SELECT");
        assertThat(query(
                        "SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace"
                                + " AND c.relname NOT LIKE 'audit\\_%' AND a.grantee = 'gongping_auditor'::regrole"))
                .as("of business tables it sees the columns that tell whether there must be a record")
                .containsExactly("log_halt");
    }

    @Test
    void everybodyElseHasNoRightAtAll() {
        assertThat(query("SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a WHERE c.relname LIKE 'audit\\_%'"
                        + " AND a.grantee <> c.relowner AND a.grantee NOT IN ('gongping_app'::regrole,"
                        + " 'gongping_sequencer'::regrole, 'gongping_auditor'::regrole)"))
                .isEmpty();
    }
}
