package org.gongping.service.system;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.kill.Child;

/**
 * A hall whose server is a process of its own from {@link #serve} on, under the same address, over the same database and
 * folder. It can be killed and started again; the clock of its tenders runs.
 */
final class KilledHall implements AutoCloseable {
    final Hall hall;
    private final Path folder;
    private final Child server;
    private final CountDownLatch never = new CountDownLatch(1);
    private Instant dead;
    private volatile Instant lastAway;

    KilledHall(Path folder) throws IOException {
        this.folder = folder;
        hall = new Hall(folder.resolve("documents"), ServerConfig::asRehearsal);
        Path logs = Files.createDirectories(folder.resolve("logs"));
        server = new Child("server", logs, Child.product("serve", "--config", config().toString()), this::answers);
    }

    private Path config() throws IOException {
        ServerConfig config = hall.server.config;
        return Files.writeString(folder.resolve("server.conf"), """
                http.port = %d
                http.publicUrl = %s
                database.url = %s
                database.user = %s
                database.password = %s
                database.poolSize = 6
                oidc.issuer = %s
                oidc.clientId = gongping-web
                oidc.clientSecret = not-used-by-bearer-tokens
                session.key = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                storage.documents = %s
                rehearsal = true
                """.formatted(
                        config.http().port(),
                        config.http().publicUrl(),
                        config.database().url(),
                        config.database().user(),
                        config.database().password(),
                        config.oidc().issuer(),
                        config.storage().documents()));
    }

    private boolean answers() throws IOException {
        var connection =
                (HttpURLConnection) hall.server.uri("/api/v1/time").toURL().openConnection();
        connection.setReadTimeout(5_000);
        try {
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            lastAway = Instant.now();
            throw e;
        } finally {
            connection.disconnect();
        }
    }

    /** The process takes over from the server of the test; its clock shows this moment at its start. */
    void serve(Instant at) {
        hall.server.server.close();
        long ahead = Duration.between(Instant.now(), at).toMillis();
        // Tenders of a year for which there is a calendar, whatever the year of the machine.
        hall.rows.execute("SET gongping.audit_ddl = 'a test';"
                + " ALTER TABLE rehearsal_clock DROP CONSTRAINT rehearsal_clock_ahead_ms_check;"
                + " INSERT INTO rehearsal_clock (only_row, ahead_ms) VALUES (true, " + ahead + ")");
        server.start();
        server.awaitReady();
    }

    void moveTo(Instant to) {
        hall.send(Step.write("setRehearsalClock", hall.administrator, "PUT", "/rehearsal/clock", Map.of("now", to)))
                .expect(200);
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        server.kill();
        dead = Instant.now();
        lastAway = dead;
    }

    /** Starts it again; answers for how long nobody was there to connect to. */
    Duration start() {
        server.start();
        server.awaitReady();
        return Duration.between(dead, lastAway);
    }

    void pass(int ms) throws InterruptedException {
        if (never.await(ms, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException();
        }
    }

    /** Bytes of envelopes that the server has written. */
    long arrived() {
        try (var files = Files.walk(hall.server.config.storage().envelopes())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.end();
        hall.close();
    }
}
