package org.gongping.service.kill;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.gongping.core.db.Migrations;
import org.gongping.service.embedded.Ports;

/** A durable PostgreSQL whose postmaster is a child of this process, on one port throughout. */
final class KilledPostgres {
    static final String APPLICATION = "gongping_kill_app";
    static final String AUDITOR = "kill_auditor";
    /** Login of the sequencer of each node; the holder of the lead is known by it. */
    static final List<String> SEQUENCERS = List.of("gongping_kill_log_1", "gongping_kill_log_2");

    private static final String NAME = "gongping";

    private final Child server;
    private final int port = Ports.free();

    KilledPostgres(Path folder, Path logs) throws IOException, SQLException {
        Path data = folder.resolve("postgres");
        String program = prepare(data);
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root; unshare gives way to it, so the child is the postmaster itself.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                program,
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "max_connections=60"));
        server = new Child("postgres", logs, command, this::answers);
    }

    /** Makes the cluster and the logins; answers where the binary lies. */
    private static String prepare(Path data) throws IOException, SQLException {
        try (var first = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .start()) {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            String program = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .orElseThrow();
            execute(first.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + NAME);
            String url = first.getJdbcUrl("postgres", NAME);
            new Migrations(url, "postgres", "postgres").migrate();
            login(url, APPLICATION, "gongping_app");
            login(url, AUDITOR, "gongping_auditor");
            for (String sequencer : SEQUENCERS) {
                login(url, sequencer, "gongping_sequencer");
            }
            return program;
        }
    }

    private static void login(String url, String name, String group) throws SQLException {
        execute(url, "CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
        execute(url, "GRANT " + group + " TO " + name);
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean answers() throws IOException {
        try (var connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    Child server() {
        return server;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    /** Rows as texts by column, read as superuser. */
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

    long count(String sql) {
        return Long.parseLong(query(sql).getFirst().values().iterator().next());
    }

    /**
     * Who leads.
     *
     * @param node its number, from 0
     * @param session process of PostgreSQL that serves it
     */
    record Lead(int node, long session) {}

    /** Empty while nobody leads. */
    Optional<Lead> lead() {
        return query(
                        "SELECT a.usename, a.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                                + " WHERE l.locktype = 'advisory' AND l.granted AND a.usename = ANY (?)",
                        (Object) SEQUENCERS.toArray(String[]::new))
                .stream()
                .map(row -> new Lead(SEQUENCERS.indexOf(row.get("usename")), Long.parseLong(row.get("pid"))))
                .findFirst();
    }

    /** Kills one of the processes that serve connections: the postmaster then ends all others and recovers. */
    boolean killBackend(RandomGenerator random) {
        List<Long> pids = query("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                        + " AND pid <> pg_backend_pid() ORDER BY pid")
                .stream()
                .map(row -> Long.parseLong(row.get("pid")))
                .toList();
        if (pids.isEmpty()) {
            return false;
        }
        return ProcessHandle.of(pids.get(random.nextInt(pids.size())))
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
    }
}
