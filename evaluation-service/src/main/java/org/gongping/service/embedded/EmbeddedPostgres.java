package org.gongping.service.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.gongping.service.StartupFailure;

/**
 * A PostgreSQL server of our own over a data folder that outlives it, reachable on loopback alone and with a password
 * alone. It runs in a session of its own, so that Ctrl-C on the terminal does not reach it before the server that
 * uses it has stopped.
 */
public final class EmbeddedPostgres {
    public static final String SUPERUSER = "postgres";

    /** To the postmaster: end all connections, write everything to disk, stop. */
    private static final String FAST_SHUTDOWN = "INT";

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final int port;
    private final String superuserPassword;
    private final ProcessHandle process;

    private EmbeddedPostgres(int port, String superuserPassword, ProcessHandle process) {
        this.port = port;
        this.superuserPassword = superuserPassword;
        this.process = process;
    }

    /** Ends the server that an earlier, killed process left behind. */
    public static boolean endLeftover(StateFolder state) {
        var leftover = Leftover.ofPostmaster(state.postgres().resolve("postmaster.pid"), state.root());
        leftover.ifPresent(process -> Leftover.end(process, FAST_SHUTDOWN, GRACE));
        return leftover.isPresent();
    }

    /** Starts the server on a free port, over the existing data or new ones; answers when it takes connections. The teardown stops it. */
    public static EmbeddedPostgres start(Home home, StateFolder state, String superuserPassword, Teardown teardown) {
        Path binaries = binaries(home);
        Path log = state.log("postgresql");
        Path data = state.postgres();
        requireSameMajor(data);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(binaries, state, superuserPassword, teardown);
        }
        int port = Ports.free();
        configure(data, port);
        // Before the start: once the command below has begun, only this finds the server if nobody waits for it.
        teardown.own(() -> endLeftover(state));
        Commands.run(
                "the start of PostgreSQL",
                asOrdinaryUser(
                        binaries.resolve("bin/pg_ctl").toString(),
                        "--pgdata=" + data,
                        "--log=" + log,
                        "--wait",
                        "--timeout=60",
                        "start"),
                Map.of(),
                log,
                teardown,
                Commands.AtTheEnd.FINISH);
        ProcessHandle process = postmaster(data);
        return new EmbeddedPostgres(port, superuserPassword, process);
    }

    private static Path binaries(Home home) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux";
        String arch = System.getProperty("os.arch");
        String machine = arch.equals("amd64") ? "x86_64" : arch;
        return Installation.ensure(home.software(), "postgresql-" + Versions.POSTGRESQL, folder -> {
            try (var packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(os, machine)) {
                if (packed == null) {
                    throw new StartupFailure("no embedded PostgreSQL exists for " + os + " on " + machine
                            + "; use ./gongping serve with a database of your own");
                }
                Installation.unpack(new TarArchiveInputStream(new XZCompressorInputStream(packed)), 0, folder);
            }
        });
    }

    private static void requireSameMajor(Path data) {
        Path version = data.resolve("PG_VERSION");
        try {
            String major = Versions.POSTGRESQL.substring(0, Versions.POSTGRESQL.indexOf('.'));
            if (Files.exists(version) && !Files.readString(version).strip().equals(major)) {
                throw new StartupFailure("the data in " + data + " are of PostgreSQL "
                        + Files.readString(version).strip() + ", this is " + major + "; start with --fresh");
            }
        } catch (IOException e) {
            throw new StartupFailure("the data in " + data + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The cluster appears under its name when it is whole: an interrupted first start leaves nothing half made. */
    private static void initialise(Path binaries, StateFolder state, String superuserPassword, Teardown teardown) {
        Path data = state.postgres();
        Path part = data.resolveSibling("postgres.part");
        Path password = state.run().resolve("initdb.secret");
        try {
            StateFolder.deleteTree(part);
            StateFolder.deleteTree(data);
            Files.writeString(Secrets.privateFile(password), superuserPassword);
            Commands.run(
                    "the creation of the database cluster",
                    asOrdinaryUser(
                            binaries.resolve("bin/initdb").toString(),
                            "--pgdata=" + part,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"),
                    Map.of(),
                    state.log("postgresql"),
                    teardown,
                    Commands.AtTheEnd.STOP);
            Files.writeString(
                    part.resolve("postgresql.conf"),
                    "include_if_exists = 'gongping.conf'\n",
                    java.nio.file.StandardOpenOption.APPEND);
            Files.move(part, data);
        } catch (IOException e) {
            throw DiskSpace.failure("the database cluster cannot be created in " + data, e);
        } finally {
            password.toFile().delete();
        }
    }

    private static void configure(Path data, int port) {
        try {
            Files.writeString(data.resolve("gongping.conf"), """
                    # Written at every start.
                    listen_addresses = '127.0.0.1'
                    port = %d
                    unix_socket_directories = ''
                    max_connections = 100
                    shared_buffers = 128MB
                    """.formatted(port));
        } catch (IOException e) {
            throw DiskSpace.failure("PostgreSQL cannot be configured in " + data, e);
        }
    }

    /** PostgreSQL refuses to run as root; a user namespace of its own makes it nobody there. */
    private static List<String> asOrdinaryUser(String... command) {
        var all = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            if (!LinuxUtils.isUnshareAvailable()) {
                throw new StartupFailure("PostgreSQL refuses to run as root, and this system allows no user namespace"
                        + " (unshare -U); run ./gongping as an ordinary user");
            }
            all.addAll(List.of("unshare", "-U"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static ProcessHandle postmaster(Path data) {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new StartupFailure("PostgreSQL ended right after its start"));
        } catch (IOException e) {
            throw new StartupFailure("PostgreSQL ended right after its start", e);
        }
    }

    /** Makes the login if it is missing and gives it this password. */
    public void ensureLogin(String login, String password) {
        administer(SUPERUSER, statement -> {
            try (var result = statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + login + "'")) {
                if (!result.next()) {
                    statement.getConnection().createStatement().execute("CREATE ROLE " + login + " LOGIN");
                }
            }
            statement.execute("ALTER ROLE " + login + " PASSWORD '" + password + "'");
        });
    }

    /** Makes the database if it is missing. */
    public void ensureDatabase(String database, String owner) {
        administer(SUPERUSER, statement -> {
            boolean exists;
            try (var result = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                exists = result.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + database + " OWNER " + owner);
            }
        });
    }

    /** One statement of an administrator in a database. */
    public void execute(String database, String sql) {
        administer(database, statement -> statement.execute(sql));
    }

    @FunctionalInterface
    private interface Administration {
        void run(java.sql.Statement statement) throws SQLException;
    }

    private void administer(String database, Administration administration) {
        try (Connection connection = DriverManager.getConnection(url(database), SUPERUSER, superuserPassword);
                var statement = connection.createStatement()) {
            administration.run(statement);
        } catch (SQLException e) {
            throw new StartupFailure("the embedded PostgreSQL refuses: " + firstLine(e.getMessage()), e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** JDBC URL of a database of this server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Completes when the server has ended, for whatever reason. */
    public CompletableFuture<ProcessHandle> onExit() {
        return process.onExit();
    }

    @Override
    public String toString() {
        return "PostgreSQL";
    }
}
