package org.gongping.service.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongping.core.db.Migrations;

/**
 * A PostgreSQL over a folder of its own, durable as in production: every commit waits for the disk. It can tell which
 * statements a call of the API sent to it.
 */
final class BenchDatabase implements AutoCloseable {
    static final String NAME = "gongping";
    static final String LOGIN = "gongping_bench";
    static final String SEQUENCER = "gongping_bench_log";
    private static final String LOG = "postgresql.json";
    private static final int ATTEMPTS = 100;
    private static final Pattern EXECUTED = Pattern.compile("(?:execute [^:]+|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("(\\$\\d+) = (?:NULL|'((?:[^']|'')*)')");

    /**
     * One statement as it was sent.
     *
     * @param parameters by {@code $1}, {@code $2} and so on; null is SQL's NULL
     */
    record Statement(String sql, Map<String, String> parameters) {}

    private final EmbeddedPostgres postgres;
    private final Path logs;

    BenchDatabase(Path folder) throws IOException, SQLException {
        logs = folder.resolve("log");
        // The log of an earlier run would tell what an earlier program sent.
        Files.deleteIfExists(logs.resolve(LOG));
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(true)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_destination", "jsonlog")
                .setServerConfig("log_directory", logs.toString())
                .setServerConfig("log_filename", "postgresql.log")
                .start();
        execute("postgres", "CREATE DATABASE " + NAME);
        new Migrations(url(), "postgres", "postgres").migrate();
        execute(NAME, "CREATE ROLE " + LOGIN + " LOGIN PASSWORD '" + LOGIN + "'");
        execute(NAME, "GRANT gongping_app TO " + LOGIN);
        execute(NAME, "CREATE ROLE " + SEQUENCER + " LOGIN PASSWORD '" + SEQUENCER + "'");
        execute(NAME, "GRANT gongping_sequencer TO " + SEQUENCER);
        try (var connection = connect(NAME)) {
            LoadData.load(connection);
        }
    }

    int port() {
        return postgres.getPort();
    }

    String url() {
        return url(NAME);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "postgres");
    }

    /** As superuser, in the database of the benchmark. */
    void execute(String sql) throws SQLException {
        execute(NAME, sql);
    }

    private void execute(String database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One number, as superuser. */
    long number(String sql) throws SQLException {
        try (var connection = connect(NAME);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    String version() throws SQLException {
        try (var connection = connect(NAME)) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** Rows of each of the tables. */
    Map<String, Long> count(List<String> tables) throws SQLException {
        var counts = new LinkedHashMap<String, Long>();
        try (var connection = connect(NAME);
                var statement = connection.createStatement()) {
            for (String table : tables) {
                try (var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    counts.put(table, row.getLong(1));
                }
            }
        }
        return counts;
    }

    /** Writes everything pending to disk, so that the next measurement does not pay for the one before. */
    void settle() throws SQLException {
        execute(NAME, "CHECKPOINT");
    }

    /** A call of the API that sends the marker to the database in some parameter. */
    interface MarkedCall {
        void run(String marker) throws IOException;
    }

    /**
     * The statements of the one transaction in which the marker turned up, from BEGIN to COMMIT.
     *
     * @param markers the marker of each attempt: the sessions of the server take up the log setting in their own time
     */
    List<Statement> statementsOf(IntFunction<String> markers, MarkedCall call) throws IOException, SQLException {
        execute(NAME, "ALTER SYSTEM SET log_statement = 'all'");
        execute(NAME, "SELECT pg_reload_conf()");
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                String marker = markers.apply(attempt);
                call.run(marker);
                Optional<List<Statement>> found = transactionWith(marker);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            throw new IOException("the statements of the call are not in the log of PostgreSQL, " + logs);
        } finally {
            execute(NAME, "ALTER SYSTEM RESET log_statement");
            execute(NAME, "SELECT pg_reload_conf()");
        }
    }

    private Optional<List<Statement>> transactionWith(String marker) throws IOException {
        var json = new ObjectMapper();
        var open = new HashMap<Integer, List<Statement>>();
        Path log = logs.resolve(LOG);
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        String text = Files.readString(log);
        // The last line may still be on its way.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : whole.lines().toList()) {
            JsonNode entry = json.readTree(line);
            Matcher executed = EXECUTED.matcher(entry.path("message").asText());
            if (!executed.matches()) {
                continue;
            }
            var statement = new Statement(
                    executed.group(1).strip(), parameters(entry.path("detail").asText()));
            int session = entry.path("pid").asInt();
            if (statement.sql().startsWith("BEGIN")) {
                open.put(session, new ArrayList<>());
            }
            List<Statement> transaction = open.getOrDefault(session, new ArrayList<>());
            transaction.add(statement);
            if (statement.sql().equals("COMMIT")
                    && transaction.getFirst().sql().startsWith("BEGIN")
                    && transaction.stream().anyMatch(each -> each.parameters().containsValue(marker))) {
                return Optional.of(transaction);
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> parameters(String detail) {
        var values = new LinkedHashMap<String, String>();
        Matcher each = PARAMETER.matcher(detail);
        while (each.find()) {
            values.put(
                    each.group(1), each.group(2) == null ? null : each.group(2).replace("''", "'"));
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
