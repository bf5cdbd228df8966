package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command is carried out once, whatever becomes of the connection; what was refused has left no trace. */
class CommandTest {
    private static final String ORGANISATIONS = "/api/v1/organisations";
    private static TestServer server;
    private static final Counter COUNTER = new Counter();

    /** Writes a session row as a stand-in for any state, so that commit and rollback can be seen in the database. */
    static final class Counter implements Routes {
        private final AtomicInteger runs = new AtomicInteger();

        @Override
        public void mount(Operations operations) {
            operations.handle("createOrganisation", this::write);
        }

        private org.gongping.service.edge.Answer write(Call call) {
            int run = runs.incrementAndGet();
            String name = call.json().path("name").asText();
            insert(call.transaction(), name);
            return switch (name) {
                case "refused" -> org.gongping.service.edge.Answer.refused(new Refusal.NotFound("thing"));
                case "bug" -> throw new IllegalStateException("secret of the inside");
                default ->
                    org.gongping.service.edge.Answer.created(Map.of("run", run)).withVersion(run);
            };
        }

        private static void insert(Transaction transaction, String name) {
            transaction
                    .dsl()
                    .execute(
                            "INSERT INTO organisation (id, name, kind, credit_code, created_at)"
                                    + " VALUES ({0}, {1}, 'BIDDER', {2}, now())",
                            org.jooq.impl.DSL.val(UUID.randomUUID()),
                            org.jooq.impl.DSL.val(name),
                            org.jooq.impl.DSL.val(code(name)));
        }
    }

    private static String code(String name) {
        return "91%016d".formatted(Math.abs((long) name.hashCode()));
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestServer.edge(folder, COUNTER);
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
                Map.of("name", name, "kind", "BIDDER", "creditCode", "913200000000000001"),
                id);
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
        assertThat(repeat.header("ETag")).isEqualTo(first.header("ETag")).isPresent();
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
                Map.of("name", "of-admin2", "kind", "BIDDER", "creditCode", "913200000000000001"),
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
    void keepsNothingOfWhatWasRefused() {
        UUID id = UUID.randomUUID();
        int before = COUNTER.runs.get();
        assertThat(create("refused", id).status()).isEqualTo(404);
        assertThat(create("refused", id).status()).isEqualTo(404);
        assertThat(rows("refused")).isZero();
        assertThat(COUNTER.runs.get()).isEqualTo(before + 2);
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
