package org.gongping.service.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gongping.core.db.TestPostgres.Login;
import org.gongping.core.db.TestPostgres.TestDatabase;

/** Looks behind the server: the rows themselves, read and meddled with by plain JDBC. */
final class Rows {
    private final TestDatabase database;
    private final Login login;

    private Rows(TestDatabase database, Login login) {
        this.database = database;
        this.login = login;
    }

    static Rows asSuperuser(TestDatabase database) {
        return new Rows(database, database.superuser());
    }

    /** As the server's own login. */
    static Rows asApplication(TestDatabase database) {
        return new Rows(database, database.application());
    }

    static Rows as(TestDatabase database, Login login) {
        return new Rows(database, login);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), login.user(), login.password());
    }

    /** Rows as texts by column. */
    List<Map<String, String>> query(String sql, Object... arguments) {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var result = statement.executeQuery()) {
                List<Map<String, String>> rows = new ArrayList<>();
                while (result.next()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.put(result.getMetaData().getColumnLabel(column), result.getString(column));
                    }
                    rows.add(row);
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long count(String sql, Object... arguments) {
        return Long.parseLong(
                query(sql, arguments).getFirst().values().iterator().next());
    }

    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** SQLSTATE with which the statements are refused, in one transaction; "" when they pass (and are rolled back). */
    String refusal(String... statements) {
        try (var connection = connect();
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
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A digest of every table of the product: equal digests, equal state. That a server is alive is no state. */
    Map<String, String> state() {
        StringBuilder sql = new StringBuilder();
        query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
                .forEach(row -> sql.append(sql.isEmpty() ? "" : " UNION ALL ")
                        .append(
                                "SELECT '%1$s' AS name, count(*) || ' ' || md5(coalesce(string_agg(%2$s, '|' ORDER BY %2$s), '')) AS digest FROM %1$s t"
                                        .formatted(
                                                row.get("tablename"),
                                                row.get("tablename").equals("opening_hall")
                                                        ? "(to_jsonb(t) - 'alive_at')::text"
                                                        : "t::text")));
        Map<String, String> state = new TreeMap<>();
        query(sql.toString()).forEach(row -> state.put(row.get("name"), row.get("digest")));
        return state;
    }
}
