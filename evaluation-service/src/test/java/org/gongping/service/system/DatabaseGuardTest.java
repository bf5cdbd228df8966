package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL itself refuses: to the server's own login, and to an owner or superuser by trigger. */
class DatabaseGuardTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static Hall hall;
    private static Rows application;

    @BeforeAll
    static void play(@TempDir Path folder) {
        hall = new Hall(folder);
        Play.engineering(hall);
        application = Rows.asApplication(hall.server.database);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static Stream<DynamicTest> refused(Rows who, List<String> statements) {
        return statements.stream()
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    Map<String, String> before = hall.rows.state();
                    assertThat(who.refusal(sql.split("; "))).as(sql).isEqualTo(INSUFFICIENT_PRIVILEGE);
                    assertThat(hall.rows.state()).isEqualTo(before);
                }));
    }

    @TestFactory
    Stream<DynamicTest> theServersLoginChangesNothingThatIsForGood() {
        return refused(
                application,
                Stream.of(
                                "audit_entry",
                                "notice",
                                "score_run",
                                "addendum",
                                "rule_set_version",
                                "work_calendar",
                                "evaluation_report",
                                "candidate",
                                "drawn_parameter",
                                "organisation",
                                "installation")
                        .flatMap(table -> Stream.of(
                                "DELETE FROM " + table,
                                "TRUNCATE " + table + " CASCADE",
                                "UPDATE " + table + " SET "
                                        + hall.rows
                                                .query(
                                                        "SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attnum = 1",
                                                        table)
                                                .getFirst()
                                                .get("attname")
                                        + " = DEFAULT"))
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> theServersLoginHasNoMoreRightsThanItNeeds() {
        return refused(
                application,
                List.of(
                        "CREATE TABLE mine (x int)",
                        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                        "CREATE SCHEMA mine",
                        "CREATE ROLE mine",
                        "CREATE EXTENSION dblink",
                        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
                        "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change",
                        "DROP TABLE audit_entry",
                        "DROP TRIGGER audit_entry_no_change ON audit_entry",
                        "DROP FUNCTION audit_refuse_change() CASCADE",
                        "CREATE RULE quiet AS ON DELETE TO audit_entry DO INSTEAD NOTHING",
                        "ALTER TABLE notice OWNER TO gongping_app",
                        "SET session_replication_role = replica",
                        "SET ROLE gongping_owner",
                        "SET ROLE gongping_auditor",
                        "SET ROLE postgres",
                        "SELECT * FROM pg_authid",
                        "SELECT pg_read_file('postgresql.conf')",
                        "SELECT pg_ls_dir('.')",
                        "SELECT lo_import('/etc/passwd')",
                        "COPY (SELECT 1) TO PROGRAM 'true'",
                        "COPY organisation FROM '/etc/passwd'",
                        "INSERT INTO audit_entry SELECT * FROM audit_entry",
                        "INSERT INTO audit_stream (stream, head, length) VALUES ('x', '', 0)",
                        "UPDATE audit_stream SET head = ''",
                        "DELETE FROM tender_project",
                        "DELETE FROM bid",
                        "DELETE FROM bidder_registration",
                        "DELETE FROM project_member",
                        "DELETE FROM tender_document",
                        "DELETE FROM audit_stream",
                        "UPDATE personal_datum SET value = 'x'",
                        "INSERT INTO flyway_schema_history VALUES (99)",
                        "UPDATE flyway_schema_history SET success = false"));
    }

    @TestFactory
    Stream<DynamicTest> notEvenASuperuserRewritesTheTrailInPassing() {
        return refused(
                hall.rows,
                List.of(
                        "UPDATE audit_entry SET record = record",
                        "UPDATE audit_entry SET created_at = now() WHERE inserted = 1",
                        "DELETE FROM audit_entry WHERE inserted = 1",
                        "DELETE FROM audit_entry",
                        "TRUNCATE audit_entry",
                        "SET session_replication_role = replica; UPDATE audit_entry SET record = ''",
                        "SET session_replication_role = replica; DELETE FROM audit_entry",
                        "SET session_replication_role = replica; TRUNCATE audit_entry",
                        "MERGE INTO audit_entry a USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE"));
    }

    @Test
    void theServersLoginIsAMemberOfTheApplicationsGroupAlone() {
        assertThat(application.query("SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
                        + " JOIN pg_roles u ON u.oid = m.member WHERE u.rolname = current_user"))
                .containsExactly(Map.of("rolname", "gongping_app"));
        assertThat(application
                        .query("SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication"
                                + " FROM pg_roles WHERE rolname = current_user")
                        .getFirst()
                        .values())
                .containsOnly("f");
    }

    @Test
    void everyTableWithAVerdictOfTheLawHasNoRightOfChangeForAnybodyButItsOwner() {
        List<Map<String, String>> rights =
                hall.rows.query("SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants"
                        + " WHERE table_name = 'audit_entry' AND grantee <> 'postgres'"
                        + " AND privilege_type NOT IN ('SELECT', 'INSERT')");
        assertThat(rights).isEmpty();
        assertThat(hall.rows.query(
                        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass AND tgenabled <> 'A'"))
                .as("triggers that a replica session would skip")
                .isEmpty();
    }
}
