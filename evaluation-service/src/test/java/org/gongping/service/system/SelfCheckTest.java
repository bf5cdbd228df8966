package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gongping.core.db.Database;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Role;
import org.gongping.service.cli.SelfCheckCommand;
import org.gongping.service.log.AskedWitnesses;
import org.gongping.service.log.SelfCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The self-check as a process of its own: quiet while nothing was done, heard by those who watch over the log, and missed
 * when it is dead. What it says nobody else can say.
 */
class SelfCheckTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String GUARD_OFF = "SET gongping.audit_ddl = 'nobody will ask'; ";

    @TempDir
    private Path folder;

    private LogHall log;
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void open() throws IOException {
        log = new LogHall(folder);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private Path configuration(String user) throws IOException {
        TestPostgres.Login login = TestPostgres.auditor();
        return Files.writeString(folder.resolve("selfcheck.conf"), """
                database.url = %s
                database.user = %s
                database.password = %s
                log.folder = %s
                log.policyFile = %s
                """.formatted(
                        log.hall.server.database.url(),
                        user,
                        login.password(),
                        folder.resolve("log"),
                        folder.resolve("policy")));
    }

    private int once() throws IOException {
        return once(TestPostgres.auditor().user());
    }

    private int once(String user) throws IOException {
        out.getBuffer().setLength(0);
        return new CommandLine(new SelfCheckCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute("--once", "--config", configuration(user).toString());
    }

    /** A tender from its first step to its last, and the login that may read least. */
    @Test
    void findsNothingWhereNothingWasDone() throws IOException {
        Play.engineering(log.hall);
        log.awaitAllPublished();
        assertThat(once()).as(out.toString()).isZero();
        assertThat(out.toString()).contains(log.size() + " entries").contains("0 findings");
        assertThat(log.selfCheck()).isEmpty();
        assertThat(log.verify().findings()).isEmpty();
    }

    @Test
    void theServerAlarmsItsWatchersAndCountsForEverybody() throws IOException {
        assertThat(log.health().path("selfCheckSilent").asBoolean())
                .as("it has never run")
                .isTrue();
        assertThat(once()).isZero();
        assertThat(log.health().path("selfCheckSilent").asBoolean(true)).isFalse();
        assertThat(log.health().path("selfCheck").path("findingCount").asInt(-1))
                .isZero();
        assertThat(log.health().path("selfCheck").path("size").asLong()).isEqualTo(log.size());

        log.asIntruder("DELETE FROM audit_entry WHERE id = ?", log.idAt(3));
        assertThat(once()).isEqualTo(1);
        assertThat(out.toString()).contains("row.missing  #3  the row ");
        assertThat(log.health().path("selfCheck").path("findingCount").asInt()).isPositive();
        assertThat(log.health().path("selfCheck").has("findings")).isFalse();
        assertThat(watched(log.hall.bidderPeople.getFirst()).has("findings")).isFalse();
        for (Person watcher : List.of(log.hall.supervisor, log.hall.auditor, log.hall.administrator)) {
            assertThat(watched(watcher).path("findings"))
                    .anySatisfy(
                            finding -> assertThat(finding.path("code").asText()).isEqualTo("row.missing"))
                    .allSatisfy(
                            finding -> assertThat(finding.path("zh").asText()).isNotEmpty());
        }
        assertThat(watched(log.hall.person("x", Role.EXPERT, null)).has("findings"))
                .isFalse();
    }

    /** It goes on by itself, and takes back what is no longer so. */
    @Test
    void aRunningCheckTellsWhatWasDoneAndWhatWasMended() throws Exception {
        try (Database database = log.auditorDatabase();
                var witnesses = new AskedWitnesses()) {
            SelfCheck check = new SelfCheck(database, log.check(database, witnesses));
            Thread running = Thread.ofPlatform().start(() -> {
                try {
                    check.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                awaitFindings(0);
                log.hall.rows.execute(GUARD_OFF + "CREATE RULE quiet AS ON DELETE TO audit_stream DO INSTEAD NOTHING");
                awaitFindings(1);
                log.hall.rows.execute(GUARD_OFF + "DROP RULE quiet ON audit_stream");
                awaitFindings(0);
            } finally {
                check.close();
                running.join();
            }
        }
    }

    private void awaitFindings(int count) {
        LogHall.await(() -> log.health().path("selfCheck").path("findingCount").asInt(-1) == count);
    }

    /** A dead check must not look like a good one. */
    @Test
    void aCheckThatHasFallenSilentIsAnAlarm() throws Exception {
        assertThat(metrics()).contains("\ngongping_log_selfcheck_silent 1.0\n");
        assertThat(once()).isZero();
        assertThat(metrics()).contains("\ngongping_log_selfcheck_silent 0.0\n");
        log.hall.rows.execute("UPDATE audit_selfcheck SET passed_at = passed_at - interval '5 minutes 1 second'");
        assertThat(log.health().path("selfCheckSilent").asBoolean()).isTrue();
        assertThat(log.health().path("selfCheck").path("age").asLong()).isGreaterThan(300);
        assertThat(metrics()).contains("\ngongping_log_selfcheck_silent 1.0\n");
    }

    /** Neither the server that is watched nor the one that appends can say in its stead that all is well. */
    @Test
    void nobodyElseCanWriteItsStanding() throws IOException {
        assertThat(once()).isZero();
        TestPostgres.TestDatabase database = log.hall.server.database;
        for (TestPostgres.Login login : List.of(database.application(), TestPostgres.sequencer())) {
            Rows rows = Rows.as(database, login);
            for (String sql : List.of(
                    "UPDATE audit_selfcheck SET findings = '[]'",
                    "UPDATE audit_selfcheck SET passed_at = now()",
                    "DELETE FROM audit_selfcheck",
                    "TRUNCATE audit_selfcheck",
                    "INSERT INTO audit_selfcheck (passed_at, size, entries, took_ms, findings) VALUES (now(), 1, 1, 1, '[]')",
                    "SET ROLE gongping_auditor")) {
                assertThat(rows.refusal(sql)).as(login.user() + ": " + sql).isEqualTo(INSUFFICIENT_PRIVILEGE);
            }
        }
        log.hall.rows.execute("GRANT UPDATE ON audit_selfcheck TO gongping_app");
        assertThat(once()).isEqualTo(1);
        assertThat(out.toString()).contains("guard.right  audit_selfcheck").contains("gongping_app UPDATE");
    }

    @Test
    void whatCannotBeLookedAtIsNeitherGoodNorBad() throws IOException {
        log.stopWitness();
        assertThat(once()).isEqualTo(2);
        assertThat(out.toString()).contains("witness.unreachable  witness venue");
        assertThat(once("nobody")).isEqualTo(2);
        assertThat(out.toString()).startsWith("gongping: ");
    }

    @Test
    void theMetricsTellHowTheLogIs() throws Exception {
        assertThat(once()).isZero();
        assertThat(metrics())
                .contains(
                        "\ngongping_log_selfcheck_findings 0.0\n",
                        "\ngongping_log_selfcheck_age_seconds ",
                        "\ngongping_log_size " + log.size() + ".0\n",
                        "\ngongping_log_halted 0.0\n");
    }

    private String metrics() throws IOException, InterruptedException {
        var management = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + log.hall.server.server.managementPort() + "/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(management, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private JsonNode watched(Person by) {
        return log.hall.get(by, "/log-health").expect(200).json().path("selfCheck");
    }
}
