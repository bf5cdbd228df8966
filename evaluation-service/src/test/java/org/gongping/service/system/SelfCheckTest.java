package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-check of a running server: quiet while nothing was done, and heard by those who watch over the log. */
class SelfCheckTest {
    @TempDir
    private Path folder;

    private LogHall log;

    @BeforeEach
    void open() throws IOException {
        log = new LogHall(folder);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    /** A tender from its first step to its last, and the login that may read least. */
    @Test
    void findsNothingWhereNothingWasDone() {
        Play.engineering(log.hall);
        log.awaitAllPublished();
        log.hall.rows.execute(
                "DO $$ BEGIN CREATE ROLE gongping_test_auditor LOGIN PASSWORD 'auditor';"
                        + " EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT gongping_auditor TO gongping_test_auditor");
        assertThat(log.selfCheck(new TestPostgres.Login("gongping_test_auditor", "auditor")))
                .isEmpty();
        assertThat(log.selfCheck()).isEmpty();
        assertThat(log.verify().findings()).isEmpty();
    }

    /** The running server finds it by itself, and tells what it found to those who watch over the log. */
    @Test
    void theRunningServerAlarmsItsWatchersAndCountsForEverybody() {
        LogHall.await(() -> log.health().path("selfCheck").path("findingCount").asInt(-1) == 0);
        log.asIntruder("DELETE FROM audit_entry WHERE id = ?", log.idAt(3));
        LogHall.await(() -> log.health().path("selfCheck").path("findingCount").asInt() > 0);
        assertThat(log.health().path("selfCheck").has("findings")).isFalse();
        assertThat(watched(log.hall.bidderPeople.getFirst()).has("findings")).isFalse();
        for (Person watcher : List.of(log.hall.supervisor, log.hall.auditor, log.hall.administrator)) {
            JsonNode finding = watched(watcher).path("findings").get(0);
            assertThat(finding.path("code").asText()).isIn("row.missing", "effect.unrecorded");
            assertThat(finding.path("zh").asText()).isNotEmpty();
        }
        assertThat(watched(log.hall.person("x", Role.EXPERT, null)).has("findings"))
                .isFalse();
    }

    @Test
    void theMetricsTellHowTheLogIs() throws Exception {
        LogHall.await(() -> log.health().has("selfCheck"));
        var management = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + log.hall.server.server.managementPort() + "/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(management, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains(
                            "\ngongping_log_selfcheck_findings 0.0\n",
                            "\ngongping_log_selfcheck_age_seconds ",
                            "\ngongping_log_size " + log.size() + ".0\n",
                            "\ngongping_log_halted 0.0\n");
        }
    }

    private JsonNode watched(Person by) {
        return log.hall.get(by, "/log-health").expect(200).json().path("selfCheck");
    }
}
