package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Role;
import org.gongping.service.StartupFailure;
import org.gongping.service.TestServer;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.config.ServerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals and real tenders never share a database, and the clock of a rehearsal is moved on the record. */
class RehearsalTest {
    private static final String CLOCK = "/api/v1/rehearsal/clock";

    @TempDir
    private Path folder;

    private void assertRefused(
            TestPostgres.TestDatabase database, UnaryOperator<ServerConfig> change, String... words) {
        assertThatThrownBy(() -> TestServer.start(folder, database, change).close())
                .isInstanceOf(StartupFailure.class)
                .satisfies(failure ->
                        assertThat(failure.getMessage()).hasLineCount(1).contains(words));
    }

    /** Of the records, without the one with which a server that has the browser application begins. */
    private static List<String> kinds(Rows rows) {
        return rows.query("SELECT kind FROM audit_entry WHERE kind <> 'platform.sealing-script'").stream()
                .map(row -> row.get("kind"))
                .toList();
    }

    @Test
    void aDatabaseOfRehearsalsRefusesRealTenders() {
        var database = TestPostgres.freshDatabase();
        TestServer.start(folder, database, ServerConfig::asRehearsal).close();
        assertRefused(database, UnaryOperator.identity(), "rehearsals", "production");
        TestServer.start(folder, database, ServerConfig::asRehearsal).close();
    }

    @Test
    void aDatabaseOfRealTendersRefusesRehearsals() {
        var database = TestPostgres.freshDatabase();
        TestServer.start(folder, database, UnaryOperator.identity()).close();
        assertRefused(database, ServerConfig::asRehearsal, "real tenders", "rehearsal");
        TestServer.start(folder, database, UnaryOperator.identity()).close();
    }

    @Test
    void theClockIsMovedForwardOnTheRecordByTheAdministratorAlone() {
        var database = TestPostgres.freshDatabase();
        Instant to = Instant.now().plus(Duration.ofDays(40));
        try (var server = TestServer.start(folder, database, ServerConfig::asRehearsal)) {
            Rows rows = Rows.asSuperuser(database);
            assertThat(time(server).path("rehearsal").asBoolean()).isTrue();
            for (Role role : Role.values()) {
                if (role != Role.PLATFORM_ADMINISTRATOR) {
                    server.write("PUT", CLOCK, server.token("x-" + role, role), Map.of("now", to.toString()))
                            .expect(403);
                }
            }
            server.send(server.request("PUT", CLOCK, Optional.of("{}")).header("Content-Type", "application/json"))
                    .expect(401);
            assertThat(kinds(rows)).isEmpty();
            String admin = server.token("admin", Role.PLATFORM_ADMINISTRATOR);
            server.write("PUT", CLOCK, admin, Map.of("now", to.toString())).expect(200);
            assertThat(now(server)).isAfterOrEqualTo(to).isBefore(to.plusSeconds(60));
            assertThat(kinds(rows)).containsExactly("rehearsal.clock");
            Answer back = server.write(
                    "PUT", CLOCK, admin, Map.of("now", to.minusSeconds(3_600).toString()));
            assertThat(back.expect(409).code()).isEqualTo("clock-runs-forward");
            assertThat(now(server)).isAfterOrEqualTo(to);
            assertThat(kinds(rows)).hasSize(1);
            Chains.verify(rows);
        }
        try (var server = TestServer.start(folder, database, ServerConfig::asRehearsal)) {
            assertThat(now(server)).as("time does not run back over a restart").isAfterOrEqualTo(to);
        }
    }

    @Test
    void aClockWhoseMoveCannotBeRecordedDoesNotMove() {
        var database = TestPostgres.freshDatabase();
        try (var server = TestServer.start(folder, database, ServerConfig::asRehearsal)) {
            Rows.asSuperuser(database).execute("""
                    SET gongping.audit_ddl = 'the test makes it fail';
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no'; END$$;
                    CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON audit_entry DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION fail();""");
            Instant to = Instant.now().plus(Duration.ofDays(40));
            server.write("PUT", CLOCK, server.token("admin", Role.PLATFORM_ADMINISTRATOR), Map.of("now", to.toString()))
                    .expect(500);
            assertThat(now(server)).isBefore(to.minus(Duration.ofDays(39)));
        }
    }

    private static JsonNode time(TestServer server) {
        return server.send(server.request("GET", "/api/v1/time", Optional.empty()))
                .expect(200)
                .json();
    }

    private static Instant now(TestServer server) {
        return Instant.parse(time(server).path("now").asText());
    }
}
