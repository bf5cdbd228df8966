package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Role;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start as a whole: it serves the contract completely, or says in one line why not and leaves nothing open. */
class ServerTest {
    @TempDir
    private Path folder;

    private static ServerConfig withDatabase(ServerConfig config, ServerConfig.Database database) {
        return new ServerConfig(
                config.http(),
                config.management(),
                database,
                config.oidc(),
                config.session(),
                config.storage(),
                config.pool(),
                config.log(),
                config.rehearsal());
    }

    @Test
    void hasAHandlerForEveryOperationOfTheContract() {
        try (var server = TestServer.start(folder)) {
            assertThat(server.get("/api/v1/time", server.token("a")).status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotStartWithAHandlerThatTheContractDoesNotKnow() {
        assertThatThrownBy(() -> TestServer.with(
                        folder, operations -> operations.handle("doAnything", call -> Answer.ok(Map.of()))))
                .hasMessageContaining("doAnything");
    }

    @Test
    void doesNotStartWithTwoHandlersForOneOperation() {
        assertThatThrownBy(() ->
                        TestServer.with(folder, operations -> operations.handle("getMe", call -> Answer.ok(Map.of()))))
                .hasMessageContaining("getMe");
    }

    @Test
    void movesTheClockOfARehearsalForwardOnlyAndKeepsIt() {
        try (var server = TestServer.start(folder, ServerConfig::asRehearsal)) {
            String admin = server.token("admin", Role.PLATFORM_ADMINISTRATOR);
            var moved = server.write("PUT", "/api/v1/rehearsal/clock", admin, Map.of("now", "2031-05-01T00:00:00Z"));
            assertThat(moved.status()).as(moved.text()).isEqualTo(200);
            assertThat(server.get("/api/v1/time", admin).json().path("now").asText())
                    .startsWith("2031-05-01T00:00");
            var back = server.write("PUT", "/api/v1/rehearsal/clock", admin, Map.of("now", "2030-05-01T00:00:00Z"));
            assertThat(back.status()).isEqualTo(409);
            assertThat(back.code()).isEqualTo("clock-runs-forward");

            server.server.close();
            try (var again = Server.start(server.config, server.clock)) {
                assertThat(again.port()).isEqualTo(server.config.http().port());
                assertThat(server.get("/api/v1/time", admin).json().path("now").asText())
                        .startsWith("2031-05-01T00:00");
            }
        }
    }

    @Test
    void holdsTheClockOfARehearsalUntilItIsMovedAgain() {
        try (var server = TestServer.start(folder, ServerConfig::asRehearsal)) {
            String admin = server.token("admin", Role.PLATFORM_ADMINISTRATOR);
            String moment = "2031-05-01T00:00:00Z";
            server.write("PUT", "/api/v1/rehearsal/clock", admin, Map.of("now", moment, "hold", true));
            server.clock.advance(Duration.ofHours(1));
            assertThat(now(server, admin)).isEqualTo(moment);

            server.write("PUT", "/api/v1/rehearsal/clock", admin, Map.of("now", moment));
            server.clock.advance(Duration.ofHours(1));
            assertThat(now(server, admin)).startsWith("2031-05-01T01:00");
        }
    }

    private static String now(TestServer server, String token) {
        return server.get("/api/v1/time", token).json().path("now").asText();
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> TestServer.start(
                            folder,
                            config -> new ServerConfig(
                                    new ServerConfig.Http("127.0.0.1", port, URI.create("http://127.0.0.1:" + port)),
                                    new ServerConfig.Management(0),
                                    config.database(),
                                    config.oidc(),
                                    config.session(),
                                    config.storage(),
                                    config.pool(),
                                    config.log(),
                                    false)))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void saysThatTheSchemaIsNotAtItsVersion() {
        var empty = TestPostgres.emptyDatabase();
        assertThatThrownBy(() -> TestServer.start(
                        folder,
                        config -> withDatabase(
                                config,
                                new ServerConfig.Database(
                                        empty.url(),
                                        empty.superuser().user(),
                                        empty.superuser().password(),
                                        2,
                                        Optional.empty()))))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("version")
                .hasMessageNotContaining("\n");
    }

    @Test
    void migratesAnEmptyDatabaseUnderTheMigrationLogin() {
        var empty = TestPostgres.emptyDatabase();
        try (var server = TestServer.start(
                folder,
                config -> withDatabase(
                        config,
                        new ServerConfig.Database(
                                empty.url(),
                                empty.application().user(),
                                empty.application().password(),
                                2,
                                Optional.of(new ServerConfig.Login(
                                        empty.superuser().user(),
                                        empty.superuser().password())))))) {
            assertThat(server.get("/api/v1/time", server.token("a")).status()).isEqualTo(200);
        }
    }

    @Test
    void saysThatTheDatabaseCannotBeReached() {
        assertThatThrownBy(() -> TestServer.start(
                        folder,
                        config -> withDatabase(
                                config,
                                new ServerConfig.Database(
                                        "jdbc:postgresql://127.0.0.1:1/nowhere", "a", "b", 2, Optional.empty()))))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("database")
                .hasMessageNotContaining("\n");
    }
}
