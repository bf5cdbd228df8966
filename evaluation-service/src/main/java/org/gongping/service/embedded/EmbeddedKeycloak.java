package org.gongping.service.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.gongping.service.StartupFailure;

/**
 * A Keycloak of our own as a child process, on loopback, over a database of its own. It ignores Ctrl-C on the
 * terminal: the process that started it ends it, after the server that uses it.
 */
public final class EmbeddedKeycloak implements AutoCloseable {
    public static final String ADMINISTRATOR = "admin";

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(150);

    /** What is fixed at Keycloak's build, so that each later start can be an optimised one. */
    private static final List<String> BUILD = List.of(
            "build",
            "--db=postgres",
            "--cache=local",
            "--http-relative-path=/",
            "--features-disabled=ciba,device-flow");

    private final Process process;
    private final Path record;
    private final Path log;
    private final URI url;

    private EmbeddedKeycloak(Process process, Path record, Path log, URI url) {
        this.process = process;
        this.record = record;
        this.log = log;
        this.url = url;
    }

    /** Ends the Keycloak that an earlier, killed process left behind. */
    public static boolean endLeftover(StateFolder state) {
        var leftover = Leftover.ofRecord(record(state), state.root());
        leftover.ifPresent(process -> Leftover.end(process, "TERM", GRACE));
        record(state).toFile().delete();
        return leftover.isPresent();
    }

    private static Path record(StateFolder state) {
        return state.run().resolve("keycloak.pid");
    }

    /** Whether the program is unpacked and built; if not, {@link #install} takes about half a minute. */
    public static boolean isInstalled(Home home) {
        return Files.isDirectory(installation(home));
    }

    private static Path installation(Home home) {
        return home.software().resolve(installationName());
    }

    private static String installationName() {
        // The options of the build belong to the name: other options make another installation.
        return "keycloak-" + Versions.KEYCLOAK + "-" + Integer.toHexString(BUILD.hashCode());
    }

    /** Unpacks the distribution and builds it for PostgreSQL, once per machine. */
    public static void install(Home home, StateFolder state, Teardown teardown) {
        Path archive = home.keycloakArchive();
        Installation.ensure(home.software(), installationName(), folder -> {
            if (!Files.exists(archive)) {
                throw new StartupFailure("Keycloak's distribution is missing at " + archive + "; run ./gongping build");
            }
            try (var zip = new ZipArchiveInputStream(Files.newInputStream(archive))) {
                Installation.unpack(zip, 1, folder);
            }
            var command = java(folder, folder, "1g");
            command.addAll(BUILD);
            Commands.run(
                    "the build of Keycloak",
                    command,
                    Map.of(),
                    state.log("keycloak"),
                    teardown,
                    Commands.AtTheEnd.STOP);
        });
    }

    /**
     * Starts Keycloak without waiting for it.
     *
     * @param url scheme, host and port at which browsers and the server reach it
     */
    public static EmbeddedKeycloak start(
            Home home, StateFolder state, URI url, String databaseUrl, String databaseUser, Secrets secrets) {
        Path log = state.log("keycloak");
        Path record = record(state);
        try {
            var command = new ArrayList<String>();
            // The shell writes the record under the number that Java then takes over, so that even a process whose
            // parent dies at this moment is found again; ignored signals stay ignored in what is executed.
            command.addAll(List.of("/bin/sh", "-c", "echo $$ >\"$0\" || exit 1; trap '' INT HUP; exec \"$@\""));
            command.add(record.toString());
            command.addAll(java(installation(home), homeOf(state, installation(home)), "512m"));
            command.addAll(List.of(
                    "start",
                    "--optimized",
                    "--cache=local",
                    "--http-enabled=true",
                    "--http-host=127.0.0.1",
                    "--http-port=" + url.getPort(),
                    "--hostname=" + url,
                    "--db-url=" + databaseUrl,
                    "--db-username=" + databaseUser,
                    "--db-pool-initial-size=1",
                    "--db-pool-max-size=20"));
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("KC_DB_PASSWORD", secrets.databaseKeycloak());
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR);
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.keycloakAdministrator());
            return new EmbeddedKeycloak(builder.start(), record, log, url);
        } catch (IOException e) {
            throw DiskSpace.failure("Keycloak cannot be started", e);
        }
    }

    /** A home of this state folder alone: the program is shared, what it writes is not. */
    private static Path homeOf(StateFolder state, Path installation) throws IOException {
        Path home = state.keycloak();
        Files.createDirectories(home.resolve("data"));
        for (String part : List.of("conf", "lib", "providers", "themes")) {
            Path link = home.resolve(part);
            if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(installation.resolve(part))) {
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, installation.resolve(part));
            }
        }
        return home;
    }

    /** Keycloak's own start script, less the shell: the process we hold is the one that serves. */
    private static List<String> java(Path installation, Path home, String heap) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Xms64m",
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                installation.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    }

    /** Answers when Keycloak serves requests. */
    public void awaitReady() {
        URI probe = url.resolve("/realms/master/.well-known/openid-configuration");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            while (!answers(client, probe)) {
                if (process.waitFor(BETWEEN_POLLS)) {
                    throw new StartupFailure(
                            "Keycloak ended with exit code " + process.exitValue() + " at its start; log: " + log);
                }
                if (System.nanoTime() > deadline) {
                    throw new StartupFailure(
                            "Keycloak was not ready after " + PATIENCE.toSeconds() + " s; log: " + log);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while Keycloak was starting", e);
        }
    }

    private static boolean answers(HttpClient client, URI probe) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(probe)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public URI url() {
        return url;
    }

    /** Completes when Keycloak has ended, for whatever reason. */
    public CompletableFuture<ProcessHandle> onExit() {
        return process.toHandle().onExit();
    }

    @Override
    public void close() {
        Leftover.end(process.toHandle(), "TERM", GRACE);
        record.toFile().delete();
    }

    @Override
    public String toString() {
        return "Keycloak";
    }
}
