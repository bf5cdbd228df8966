package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.CreditCode;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command is carried out once, whatever becomes of the connection; what was refused has left no trace. */
class CommandTest {
    private static final String ORGANISATIONS = "/api/v1/organisations";
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestServer.start(folder);
        sql("""
                CREATE FUNCTION fail_inside() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN RAISE EXCEPTION 'secret of the inside'; END$$;
                CREATE TRIGGER fail_inside AFTER INSERT ON organisation FOR EACH ROW
                    WHEN (NEW.name = 'bug') EXECUTE FUNCTION fail_inside();""");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer create(String name, UUID id) {
        return server.write(
                "POST",
                ORGANISATIONS,
                server.token("admin", Role.PLATFORM_ADMINISTRATOR),
                Map.of("name", name, "kind", "BIDDER", "creditCode", code(name)),
                id);
    }

    /** A credit code of its own for each name. */
    private static String code(String name) {
        String front = "91320000M%08d".formatted(Math.abs(name.hashCode() % 100_000_000L));
        return "0123456789ABCDEFGHJKLMNPQRTUWXY"
                .chars()
                .mapToObj(c -> front + (char) c)
                .filter(CreditCode::isValid)
                .findFirst()
                .orElseThrow();
    }

    private static void sql(String statements) {
        try (var connection = java.sql.DriverManager.getConnection(
                        server.database.url(),
                        server.database.superuser().user(),
                        server.database.superuser().password());
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int rows(String name) {
        try (var connection = java.sql.DriverManager.getConnection(
                        server.database.url(),
                        server.database.superuser().user(),
                        server.database.superuser().password());
                var statement = connection.prepareStatement("SELECT count(*) FROM organisation WHERE name = ?")) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void answersARepeatWithTheFirstAnswer() {
        UUID id = UUID.randomUUID();
        Answer first = create("repeated", id);
        Answer repeat = create("repeated", id);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.text()).isEqualTo(first.text());
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(repeat.header("Idempotency-Replayed")).contains("true");
        assertThat(rows("repeated")).isEqualTo(1);
    }

    @Test
    void refusesAnotherRequestUnderTheSameId() {
        UUID id = UUID.randomUUID();
        create("first", id);
        Answer other = create("second", id);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("command-id-reused");
        assertThat(rows("second")).isZero();
    }

    @Test
    void givesEachPersonIdsOfTheirOwn() {
        UUID id = UUID.randomUUID();
        create("of-admin", id);
        Answer other = server.write(
                "POST",
                ORGANISATIONS,
                server.token("admin2", Role.PLATFORM_ADMINISTRATOR),
                Map.of("name", "of-admin2", "kind", "BIDDER", "creditCode", code("of-admin2")),
                id);
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void runsOneOfManyCopiesThatArriveAtOnce() {
        UUID id = UUID.randomUUID();
        var copies = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> create("at-once", id)))
                .toList();
        var answers = copies.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(rows("at-once")).isEqualTo(1);
    }

    @Test
    void keepsNothingOfWhatWasRefusedAndTakesItUpAgain() {
        UUID id = UUID.randomUUID();
        create("holder of the code", UUID.randomUUID());
        Map<String, String> taken =
                Map.of("name", "refused", "kind", "BIDDER", "creditCode", code("holder of the code"));
        String admin = server.token("admin", Role.PLATFORM_ADMINISTRATOR);
        assertThat(server.write("POST", ORGANISATIONS, admin, taken, id).status())
                .isEqualTo(409);
        assertThat(rows("refused")).isZero();
        sql("DELETE FROM organisation WHERE name = 'holder of the code'");
        Answer allowed = server.write("POST", ORGANISATIONS, admin, taken, id);
        assertThat(allowed.status()).as(allowed.text()).isEqualTo(201);
        assertThat(allowed.header("Idempotency-Replayed")).isEmpty();
        assertThat(rows("refused")).isEqualTo(1);
    }

    @Test
    void keepsNothingOfABugAndTellsNothingOfTheInside() {
        Answer answer = create("bug", UUID.randomUUID());
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().path("incident").asText()).hasSize(36);
        assertThat(answer.text()).doesNotContain("secret", "IllegalState");
        assertThat(rows("bug")).isZero();
    }

    @Test
    void asksForAnId() {
        Answer answer = server.send(server.request("POST", ORGANISATIONS, Optional.of("{}"))
                .header("Authorization", "Bearer " + server.token("admin", Role.PLATFORM_ADMINISTRATOR))
                .header("Content-Type", "application/json"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsText("pointer")).contains("header/Idempotency-Key");
    }
}
