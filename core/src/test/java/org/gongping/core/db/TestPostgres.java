package org.gongping.core.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL of the tests: one server per JVM, started at the first call, and for each test class a database of
 * its own, copied from one that was migrated once.
 *
 * <p>The system property {@code gongping.test.postgres} decides which server it is: {@code embedded}, the binaries
 * from the class path; {@code testcontainers}, a container of the image named by the environment variable
 * {@code GONGPING_TEST_POSTGRES_IMAGE}, and a failure when no Docker engine answers; without the property, a container
 * where an engine answers and the binaries elsewhere.
 */
public final class TestPostgres {
    public static final String CHOICE = "gongping.test.postgres";

    private static final String DEFAULT_IMAGE = "postgres:18-alpine";
    private static final String TEMPLATE = "gongping_template";
    private static final String APPLICATION = "gongping_test_server";
    private static final String APPLICATION_PASSWORD = "application";
    private static final String SEQUENCER = "gongping_test_sequencer";
    private static final String SEQUENCER_PASSWORD = "sequencer";
    private static final String AUDITOR = "gongping_test_auditor";
    private static final String AUDITOR_PASSWORD = "auditor";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static TestPostgres running;

    private final String urlPrefix;
    private final Login superuser;

    private TestPostgres(String urlPrefix, Login superuser) {
        this.urlPrefix = urlPrefix;
        this.superuser = superuser;
    }

    /** A database login. */
    public record Login(String user, String password) {}

    /**
     * A freshly migrated database.
     *
     * @param url JDBC URL
     * @param superuser may do everything; for arranging and for looking behind the scenes
     * @param application a member of {@code gongping_app} alone, as the server's own login
     */
    public record TestDatabase(String url, Login superuser, Login application) {}

    /** A database that nobody else uses, at the newest version of the schema and empty. */
    public static TestDatabase freshDatabase() {
        TestPostgres server = server();
        String name = "test_" + DATABASES.incrementAndGet();
        server.execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return new TestDatabase(
                server.urlPrefix + name, server.superuser, new Login(APPLICATION, APPLICATION_PASSWORD));
    }

    /** An existing, empty database without any schema, as an operator would create it. */
    public static TestDatabase emptyDatabase() {
        TestPostgres server = server();
        String name = "empty_" + DATABASES.incrementAndGet();
        server.execute("postgres", "CREATE DATABASE " + name);
        return new TestDatabase(
                server.urlPrefix + name, server.superuser, new Login(APPLICATION, APPLICATION_PASSWORD));
    }

    /** A login that is a member of {@code gongping_sequencer} alone, on every database made here. */
    public static Login sequencer() {
        return new Login(SEQUENCER, SEQUENCER_PASSWORD);
    }

    /** A login that is a member of {@code gongping_auditor} alone, on every database made here. */
    public static Login auditor() {
        return new Login(AUDITOR, AUDITOR_PASSWORD);
    }

    private static synchronized TestPostgres server() {
        if (running == null) {
            TestPostgres started = useContainer() ? container() : embedded();
            started.prepareTemplate();
            running = started;
        }
        return running;
    }

    private static boolean useContainer() {
        String choice = System.getProperty(CHOICE, "");
        return switch (choice) {
            case "embedded" -> false;
            case "testcontainers" -> true;
            case "" -> DockerClientFactory.instance().isDockerAvailable();
            default ->
                throw new IllegalArgumentException(CHOICE + " must be embedded or testcontainers, found " + choice);
        };
    }

    private static TestPostgres container() {
        String named = System.getenv("GONGPING_TEST_POSTGRES_IMAGE");
        String image = named == null || named.isBlank() ? DEFAULT_IMAGE : named;
        @SuppressWarnings("resource") // lives as long as the JVM; the hook ends it where no reaper container does
        var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new TestPostgres(
                "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432) + "/",
                new Login(container.getUsername(), container.getPassword()));
    }

    private static TestPostgres embedded() {
        try {
            // Hundreds of databases of hundreds of files each: to delete them at the end would keep every run waiting.
            // The
            // launcher deletes those of earlier runs, and so does the build's clean.
            Path data = Files.createDirectories(
                            Path.of("target", "test-postgres").toAbsolutePath())
                    .resolve(UUID.randomUUID().toString());
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    // The data live as long as the JVM: durability would only cost time.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .start();
            return new TestPostgres(
                    "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/", new Login("postgres", "postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepareTemplate() {
        execute("postgres", "CREATE DATABASE " + TEMPLATE);
        new Migrations(urlPrefix + TEMPLATE, superuser.user(), superuser.password()).migrate();
        execute("postgres", "CREATE ROLE " + APPLICATION + " LOGIN PASSWORD '" + APPLICATION_PASSWORD + "'");
        execute("postgres", "GRANT gongping_app TO " + APPLICATION);
        execute("postgres", "CREATE ROLE " + SEQUENCER + " LOGIN PASSWORD '" + SEQUENCER_PASSWORD + "'");
        execute("postgres", "GRANT gongping_sequencer TO " + SEQUENCER);
        execute("postgres", "CREATE ROLE " + AUDITOR + " LOGIN PASSWORD '" + AUDITOR_PASSWORD + "'");
        execute("postgres", "GRANT gongping_auditor TO " + AUDITOR);
    }

    private void execute(String database, String sql) {
        try (var connection =
                        DriverManager.getConnection(urlPrefix + database, superuser.user(), superuser.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
