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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.selfcheck.Findings;
import org.gongping.core.audit.selfcheck.LogCheck;
import org.gongping.core.audit.selfcheck.SelfCheckWord;
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
                selfcheck.key = %s
                """.formatted(
                        log.hall.server.database.url(),
                        user,
                        login.password(),
                        folder.resolve("log"),
                        folder.resolve("policy"),
                        log.selfCheckKey()));
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
            SelfCheck check = new SelfCheck(database, log.check(database, witnesses), log.selfCheck);
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
        say(log.selfCheck, Instant.now().minus(Duration.ofSeconds(301)));
        assertThat(log.health().path("selfCheckSilent").asBoolean()).isTrue();
        assertThat(log.health().path("selfCheck").path("age").asLong()).isGreaterThan(300);
        assertThat(metrics()).contains("\ngongping_log_selfcheck_silent 1.0\n");
    }

    private void say(SoftwareSigner signer, Instant at) {
        String note = SelfCheckWord.sign(
                signer, new Findings(at, log.size(), log.size(), Duration.ZERO, Optional.empty(), List.of()));
        log.asIntruder("UPDATE audit_selfcheck SET note = ?", note);
    }

    /** A superuser can write what he likes where its word stands: it is not taken for its word. */
    @Test
    void whatSomebodyElseSaysInItsNameIsAnAlarm() throws Exception {
        log.asIntruder("DELETE FROM audit_entry WHERE id = ?", log.idAt(3));
        assertThat(once()).isEqualTo(1);
        assertThat(log.health().path("selfCheckProof").asText()).isEqualTo("SIGNED");

        var stranger =
                SoftwareSigner.generate(log.selfCheck.verifierKey().name(), SignatureType.ED25519, new SecureRandom());
        LogHall.await(() -> goesOn("row.missing"));
        say(stranger, Instant.now());
        isForged();
        LogHall.await(() -> goesOn("selfcheck.forged"));
        assertThat(goesOn("row.missing"))
                .as("who forges its word ends no alarm")
                .isTrue();
        say(log.selfCheck, Instant.now());
        assertThat(log.health().path("selfCheckProof").asText()).isEqualTo("SIGNED");
        log.hall.rows.execute("UPDATE audit_selfcheck SET note = replace(note, '\"size\":', '\"size\":1')");
        isForged();
        say(log.selfCheck, Instant.now().plus(Duration.ofHours(1)));
        isForged();
    }

    private void isForged() throws Exception {
        assertThat(log.health().path("selfCheckProof").asText()).isEqualTo("FORGED");
        assertThat(log.health().path("selfCheckSilent").asBoolean()).isTrue();
        assertThat(log.health().has("selfCheck")).isFalse();
        assertThat(metrics())
                .contains("\ngongping_log_selfcheck_forged 1.0\n", "\ngongping_log_selfcheck_silent 1.0\n");
    }

    /** A trigger that lets the findings go away cannot make them look like none. */
    @Test
    void aTriggerOnItsTableSilencesNothing() throws Exception {
        assertThat(once()).isZero();
        log.hall.rows.execute(
                GUARD_OFF
                        + "CREATE FUNCTION hush() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note :="
                        + " regexp_replace(NEW.note, '\"findings\":.*\\]', '\"findings\":[]'); RETURN NEW; END $$;"
                        + " CREATE TRIGGER hush BEFORE INSERT OR UPDATE ON audit_selfcheck FOR EACH ROW EXECUTE FUNCTION hush()");
        log.asIntruder("DELETE FROM audit_entry WHERE id = ?", log.idAt(3));
        assertThat(once()).isEqualTo(1);
        assertThat(out.toString()).contains("guard.trigger  audit_selfcheck.hush", "row.missing  #3");
        isForged();
    }

    /** Who alters an entry and puts it back leaves the alarm behind, and where it is nobody can alter it. */
    @Test
    void anAlarmStaysOnRecordWhenItIsGone() throws Exception {
        assertThat(once()).isZero();
        log.hall.rows.execute(GUARD_OFF + "CREATE RULE quiet AS ON DELETE TO audit_stream DO INSTEAD NOTHING");
        assertThat(once()).isEqualTo(1);
        LogHall.await(() -> alarms().size() == 1);
        assertThat(alarms().get(0).path("code").asText()).isEqualTo("guard.rule");
        assertThat(alarms().get(0).path("place").asText()).isEqualTo("audit_stream.quiet");
        assertThat(alarms().get(0).has("endedAt")).isFalse();
        log.awaitAllPublished();
        assertThat(once()).as("it goes on, and is no second one").isEqualTo(1);

        log.hall.rows.execute(GUARD_OFF + "DROP RULE quiet ON audit_stream");
        assertThat(once()).isZero();
        LogHall.await(() -> alarms().path(0).has("endedAt"));
        log.awaitAllPublished();
        assertThat(alarms()).hasSize(1);
        assertThat(log.health().has("alarms")).as("for everybody").isFalse();
        log.awaitAllPublished();
        assertThat(once()).isZero();
        assertThat(log.verify().findings()).isEmpty();
    }

    private boolean goesOn(String code) {
        for (JsonNode alarm : alarms()) {
            if (alarm.path("code").asText().equals(code) && !alarm.has("endedAt")) {
                return true;
            }
        }
        return false;
    }

    private JsonNode alarms() {
        return log.hall
                .get(log.hall.supervisor, "/log-health")
                .expect(200)
                .json()
                .path("alarms");
    }

    /** Who takes the checkpoint away while no witness answers does not make it go through nothing. */
    @Test
    void withoutAnyHeadTheRowsAreGoneThroughAllTheSame() throws Exception {
        log.awaitAllPublished();
        log.stopWitness();
        log.asIntruder(
                "UPDATE audit_entry SET record = replace(record, '\"v\":1', '\"v\":2') WHERE id = ?", log.idAt(3));
        Files.delete(folder.resolve("log/checkpoint"));
        try (Database database = log.auditorDatabase();
                var witnesses = new AskedWitnesses()) {
            LogCheck check = log.check(database, witnesses);
            check.pass(finding -> {});
            assertThat(check.pass(finding -> {}).findings())
                    .extracting(finding -> finding.code().code() + " " + finding.place())
                    .contains("checkpoint.missing checkpoint", "entry.commitment #3");
        }
    }

    /** Neither the server that is watched nor the one that appends can say in its stead that all is well. */
    @Test
    void nobodyElseCanWriteItsStanding() throws IOException {
        assertThat(once()).isZero();
        TestPostgres.TestDatabase database = log.hall.server.database;
        for (TestPostgres.Login login : List.of(database.application(), TestPostgres.sequencer())) {
            Rows rows = Rows.as(database, login);
            for (String sql : List.of(
                    "UPDATE audit_selfcheck SET note = ''",
                    "DELETE FROM audit_selfcheck",
                    "TRUNCATE audit_selfcheck",
                    "INSERT INTO audit_selfcheck (note) VALUES ('')",
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
