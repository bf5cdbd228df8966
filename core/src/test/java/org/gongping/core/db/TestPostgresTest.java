package org.gongping.core.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.gongping.core.db.TestPostgres.Login;
import org.gongping.core.db.TestPostgres.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class TestPostgresTest {
    private final TestDatabase database = TestPostgres.freshDatabase();

    @Test
    void isAtTheNewestVersionOfTheSchema() {
        var migrations = new Migrations(
                database.url(),
                database.superuser().user(),
                database.superuser().password());
        assertThatCode(migrations::requireCurrent).doesNotThrowAnyException();
    }

    @Test
    void sharesNothingWithAnotherDatabase() throws SQLException {
        execute(database, database.superuser(), "CREATE TABLE only_here ()");
        TestDatabase other = TestPostgres.freshDatabase();
        assertThat(other.url()).isNotEqualTo(database.url());
        execute(other, other.superuser(), "CREATE TABLE only_here ()");
    }

    @Test
    void theApplicationCannotChangeTheSchema() {
        assertThatThrownBy(() -> execute(database, database.application(), "CREATE TABLE mine ()"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void theApplicationIsMemberOfItsGroupRoleAlone() throws SQLException {
        String roles = "SELECT string_agg(g.rolname, ',') FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
                + " JOIN pg_roles u ON u.oid = m.member WHERE u.rolname = current_user";
        assertThat(query(database, database.application(), roles)).isEqualTo("gongping_app");
        assertThat(query(
                        database,
                        database.application(),
                        "SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f");
    }

    private static void execute(TestDatabase database, Login login, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), login.user(), login.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(TestDatabase database, Login login, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), login.user(), login.password());
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
