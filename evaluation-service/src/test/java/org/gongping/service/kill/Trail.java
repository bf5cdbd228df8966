package org.gongping.service.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.selfcheck.LogCheck;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import org.gongping.service.log.AskedWitnesses;

/** What must hold of the trail, whoever was killed: looked at from outside, with a memory of what was seen before. */
final class Trail {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final long POLL_MS = 20;
    /** Receipts fetched and verified after each kill. */
    private static final int RECEIPTS = 20;

    private final Site site;
    private final Random random;
    private final Map<UUID, List<Writers.Done>> acknowledged = new HashMap<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private int verifications;
    private int receipts;

    /** @param random draws the receipts */
    Trail(Site site, Random random) {
        this.site = site;
        this.random = random;
    }

    int verifications() {
        return verifications;
    }

    int receipts() {
        return receipts;
    }

    /** A record as the database has it. */
    private record Row(UUID id, UUID project, int version, Long place, String commitment, String previous) {
        static Row of(Map<String, String> row) {
            return new Row(
                    UUID.fromString(row.get("id")),
                    UUID.fromString(row.get("project_id")),
                    Integer.parseInt(row.get("version")),
                    row.get("idx") == null ? null : Long.valueOf(row.get("idx")),
                    row.get("c"),
                    row.get("prev"));
        }
    }

    private List<Row> rows(Collection<UUID> projects) {
        // A doubled place would double the row here.
        return site.postgres.query("""
                        SELECT e.id, e.project_id, s.idx, e.entry::jsonb ->> 'c' AS c, e.record::jsonb ->> 'prev' AS prev,
                            CASE e.kind WHEN 'project.create' THEN '1'
                                ELSE e.record::jsonb -> 'body' ->> 'version' END AS version
                        FROM audit_entry e LEFT JOIN audit_seq s ON s.entry_id = e.id
                        WHERE e.kind IN ('project.create', 'project.update') AND e.project_id = ANY (?)
                        ORDER BY s.idx""", (Object) projects.toArray(UUID[]::new)).stream()
                .map(Row::of)
                .toList();
    }

    /** Waits until what was answered is under the published checkpoint, then verifies the log and receipts drawn from it. */
    void check(List<Writers.Done> news, String token) throws IOException {
        news.forEach(step -> acknowledged
                .computeIfAbsent(step.project(), id -> new ArrayList<>())
                .add(step));
        List<UUID> projects =
                news.stream().map(Writers.Done::project).distinct().toList();
        Map<Writers.Done, Row> found = new HashMap<>();
        await("what was answered is not published", () -> {
            found.clear();
            Map<UUID, List<Row>> rows = new HashMap<>();
            rows(projects)
                    .forEach(row -> rows.computeIfAbsent(row.project(), id -> new ArrayList<>())
                            .add(row));
            long published = publishedSize();
            for (Writers.Done step : news) {
                List<Row> records = rows.getOrDefault(step.project(), List.of()).stream()
                        .filter(row -> row.version() == step.version())
                        .toList();
                assertThat(records).as("records of %s", step).hasSize(1);
                Row record = records.getFirst();
                if (record.place() == null || record.place() >= published) {
                    return false;
                }
                found.put(step, record);
            }
            return true;
        });
        verify(site.log().toString());
        List<Row> drawn = new ArrayList<>(found.values());
        Collections.shuffle(drawn, random);
        for (Row row : drawn.subList(0, Math.min(RECEIPTS, drawn.size()))) {
            receipt(row, random.nextInt(site.nodes.size()), token);
        }
    }

    private void verify(String target) {
        Report report = new Verifier(site.policy(), site.folder.resolve("seen"), Limits.usual()).verify(target);
        assertThat(report.findings()).as("the verifier on %s", target).isEmpty();
        assertThat(report.exitCode()).isZero();
        verifications++;
    }

    private void receipt(Row row, int node, String token) throws IOException {
        HttpResponse<String> answer = site.send(HttpRequest.newBuilder(
                        site.uri(node, "/api/v1/projects/" + row.project() + "/audit/" + row.id() + "/receipt"))
                .header("Authorization", "Bearer " + token)
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var json = JSON.readTree(answer.body());
        assertThat(json.path("index").asLong()).isEqualTo(row.place());
        Path file = site.folder.resolve("receipt.tlog-proof");
        Files.writeString(file, json.path("receipt").asText());
        Report report = new Verifier(site.policy(), site.folder.resolve("seen-receipts"), Limits.usual())
                .verify(file.toString());
        assertThat(report.findings()).as("the receipt of place %d", row.place()).isEmpty();
        assertThat(report.record().orElseThrow()).contains(row.id().toString());
        receipts++;
    }

    /** After the last writer has ended: everything is there once, in order, and nothing else. Cover goes on coming. */
    long checkAll() throws IOException {
        Map<String, String> places = new HashMap<>();
        await("not everything is published", () -> {
            // One statement, one snapshot.
            places.putAll(site.postgres
                    .query(
                            "SELECT count(*) AS n, count(DISTINCT entry_id) AS once, min(idx) AS first, max(idx) AS last,"
                                    + " (SELECT count(*) FROM audit_entry) AS entries, (SELECT size FROM audit_state) AS size,"
                                    + " (SELECT count(*) FROM audit_pending) AS waiting FROM audit_seq")
                    .getFirst());
            return places.get("waiting").equals("0") && publishedSize() >= Long.parseLong(places.get("n"));
        });
        long entries = Long.parseLong(places.get("entries"));
        String all = Long.toString(entries);
        String last = Long.toString(entries - 1);
        assertThat(places)
                .containsAllEntriesOf(
                        Map.of("n", all, "once", all, "size", all, "first", "0", "last", last, "waiting", "0"));
        chains();
        projects();
        verify(site.uri(0, "/log").toString());
        verify(site.uri(1, "/log").toString());
        selfCheck();
        return entries;
    }

    private void chains() {
        Map<UUID, List<Row>> chains = new HashMap<>();
        rows(acknowledged.keySet())
                .forEach(row -> chains.computeIfAbsent(row.project(), id -> new ArrayList<>())
                        .add(row));
        acknowledged.forEach((project, steps) -> {
            List<Row> chain = chains.get(project);
            assertThat(chain.stream().map(Row::version))
                    .as("records of %s in the order of the log", project)
                    .containsExactlyElementsOf(
                            steps.stream().map(Writers.Done::version).toList());
            String previous = "";
            for (Row row : chain) {
                assertThat(row.previous())
                        .as("previous of place %d", row.place())
                        .isEqualTo(previous);
                previous = row.commitment();
            }
        });
    }

    /** The drafts are those that were answered, as they were answered last. */
    private void projects() {
        Map<UUID, String> stored = new HashMap<>();
        site.postgres
                .query("SELECT id, title FROM tender_project")
                .forEach(row -> stored.put(UUID.fromString(row.get("id")), row.get("title")));
        Map<UUID, String> answered = new HashMap<>();
        acknowledged.forEach(
                (project, steps) -> answered.put(project, steps.getLast().title()));
        assertThat(stored).isEqualTo(answered);
    }

    private void selfCheck() throws IOException {
        String login = KilledPostgres.AUDITOR;
        try (Database database = Database.open(site.postgres.url(), login, login, Database.Limits.ofPool(2));
                var witnesses = new AskedWitnesses()) {
            var watched = new LogCheck.Watched(
                    new LogFolder(site.log()), WitnessPolicy.parse(Files.readString(site.policy())), witnesses, false);
            var check = new LogCheck(database, watched, InstantSource.system(), 1_000_000);
            assertThat(check.pass(finding -> {}).findings())
                    .as("the self-check")
                    .isEmpty();
        } catch (WitnessPolicy.Malformed e) {
            throw new IllegalStateException(e);
        }
        assertThat(site.alarms()).isEmpty();
    }

    private long publishedSize() {
        return new PublishedLog(new LogFolder(site.log()))
                .now()
                .map(PublishedLog.Published::checkpoint)
                .map(Checkpoint::size)
                .orElse(0L);
    }

    private void await(String what, BooleanSupplier condition) {
        long limit = System.nanoTime() + LONGEST_WAIT.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).as(what).isLessThan(limit);
                assertThat(never.await(POLL_MS, TimeUnit.MILLISECONDS)).isFalse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
