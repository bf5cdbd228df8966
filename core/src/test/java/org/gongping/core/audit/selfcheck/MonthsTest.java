package org.gongping.core.audit.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.gongping.core.db.Database;
import org.gongping.core.db.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log goes on when the months that the first migrations made are over, and says so in time when it would not. */
@Tag("database")
class MonthsTest {
    private static final String INSERT =
            "INSERT INTO audit_entry (id, created_at, stream, kind, record, salt, entry, leaf_hash)"
                    + " VALUES (gen_random_uuid(), '2029-02-03 00:00Z', 's', 'k', 'r', sha256(''), 'e', sha256(''))";

    private final TestPostgres.TestDatabase test = TestPostgres.freshDatabase();
    private final Database database = Database.open(
            test.url(), TestPostgres.auditor().user(), TestPostgres.auditor().password(), Database.Limits.ofPool(1));

    @AfterEach
    void close() {
        database.close();
    }

    private String execute(TestPostgres.Login login, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(test.url(), login.user(), login.password())) {
            connection.createStatement().execute(sql);
            return "";
        } catch (SQLException e) {
            if (e.getSQLState().startsWith("08")) {
                throw e;
            }
            return e.getSQLState();
        }
    }

    private List<String> foundAt(String instant) {
        var findings = new Collected(finding -> {});
        database.read(tx -> {
            new GuardCheck(new SelfCheckRepository()).check(tx, Instant.parse(instant), findings);
            return null;
        });
        return findings.all().stream()
                .map(finding -> finding.code().code() + " " + finding.place())
                .toList();
    }

    @Test
    void aWarningComesWhileThereAreStillMonths() {
        assertThat(foundAt("2028-09-30T23:59:59Z")).isEmpty();
        assertThat(foundAt("2028-10-01T00:00:00Z")).containsExactly("guard.months audit_entry");
        assertThat(foundAt("2028-12-01T00:00:00Z"))
                .containsExactlyInAnyOrder("guard.months audit_entry", "guard.partition audit_entry_202901");
    }

    @Test
    void whoeverAppendsMakesTheMonthsToComeWithTheirGuards() throws SQLException {
        LocalDate through = LocalDate.now().plusMonths(50);
        assertThat(execute(TestPostgres.sequencer(), "SELECT audit_extend_months('" + through + "')"))
                .isEmpty();
        assertThat(foundAt("2028-12-01T00:00:00Z")).isEmpty();
        assertThat(execute(test.superuser(), INSERT)).isEmpty();
        assertThat(execute(test.superuser(), "DELETE FROM audit_entry_202902")).isEqualTo("42501");
        assertThat(execute(test.superuser(), "TRUNCATE audit_entry_202902")).isEqualTo("42501");
        assertThat(foundAt("2028-12-01T00:00:00Z"))
                .as("nothing fell beside the months")
                .isEmpty();
        assertThat(execute(TestPostgres.sequencer(), "SELECT audit_extend_months('" + through + "')"))
                .as("a second time there is nothing to make")
                .isEmpty();
    }

    @Test
    void nobodyElseMakesMonthsAndNobodyMakesCenturies() throws SQLException {
        String sql = "SELECT audit_extend_months('2028-01-01')";
        assertThat(execute(test.application(), sql)).isEqualTo("42501");
        assertThat(execute(TestPostgres.auditor(), sql)).isEqualTo("42501");
        assertThat(execute(TestPostgres.sequencer(), "SELECT audit_extend_months('9999-01-01')"))
                .isEqualTo("22023");
        assertThat(
                        execute(
                                TestPostgres.sequencer(),
                                "CREATE TABLE audit_entry_202901 PARTITION OF audit_entry FOR VALUES FROM ('2029-01-01') TO ('2029-02-01')"))
                .isEqualTo("42501");
    }

    @Test
    void aRecordThatFallsIntoNoMonthIsFound() throws SQLException {
        assertThat(execute(test.superuser(), INSERT)).isEmpty();
        assertThat(foundAt("2028-03-01T00:00:00Z")).containsExactly("guard.default-partition audit_entry_other");
    }

    @Test
    void aMonthOfOtherBoundsOrOfNoneIsNamed() throws SQLException {
        execute(
                test.superuser(),
                "SET gongping.audit_ddl = 'nobody will ask'; ALTER TABLE audit_entry DETACH PARTITION audit_entry_202605;"
                        + " ALTER TABLE audit_entry DETACH PARTITION audit_entry_202606;"
                        + " ALTER TABLE audit_entry ATTACH PARTITION audit_entry_202605 FOR VALUES FROM ('2026-05-01 00:00Z') TO ('2026-05-31 00:00Z')");
        assertThat(foundAt("2026-03-01T00:00:00Z"))
                .containsExactlyInAnyOrder(
                        "guard.partition audit_entry_202605",
                        "guard.partition audit_entry_202606",
                        "guard.trigger audit_entry_202606.audit_entry_no_truncate");
    }
}
