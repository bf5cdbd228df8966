package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many people at once: each step is taken once, whoever comes second is told so, and the trail stays one chain. */
class ConcurrencyTest {
    private static Hall hall;
    private static ExecutorService people;

    @BeforeAll
    static void open(@TempDir Path folder) {
        hall = new Hall(folder);
        people = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void close() {
        people.close();
        hall.close();
    }

    @AfterEach
    void theTrailIsWholeAndNobodyWasInADeadlock() {
        Chains.verify(hall.rows);
        assertThat(hall.rows.count("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
    }

    /** Sends all at the same moment; the answers in the order of the steps. */
    private static List<Answer> atOnce(List<Step> steps) {
        CyclicBarrier start = new CyclicBarrier(steps.size());
        List<CompletableFuture<Answer>> sent = steps.stream()
                .map(step -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                start.await(30, TimeUnit.SECONDS);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return hall.send(step);
                        },
                        people))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).sorted().toList();
    }

    @Test
    void ofTwoWritersWhoSawTheSameVersionTheSecondIsShownWhatTheFirstWrote() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.created(hall, Tender.highway(hall));
        int version = tender.version();
        List<Step> writers = IntStream.range(0, 2)
                .mapToObj(i -> {
                    Map<String, Object> other = new LinkedHashMap<>(tender.input);
                    other.put("title", "标题" + i);
                    return Step.write("updateProject", hall.agent, "PUT", tender.path(), other)
                            .onVersion(version);
                })
                .toList();
        List<Answer> answers = atOnce(writers);
        assertThat(statuses(answers)).containsExactly(200, 409);
        Answer first = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        Answer second = answers.stream()
                .filter(answer -> answer.status() == 409)
                .findFirst()
                .orElseThrow();
        assertThat(second.code()).isEqualTo("changed-meanwhile");
        assertThat(second.json().path("current")).isEqualTo(first.json());
        assertThat(second.json().path("current").path("version").asInt()).isEqualTo(version + 1);
        assertThat(tender.project()).isEqualTo(first.json());
        assertThat(first.header("ETag")).contains("\"" + (version + 1) + "\"");
    }

    @Test
    void publicationAndAChangeAtTheSameMomentAreOneOrTheOther() {
        hall.clock.set("2026-03-02 09:00");
        for (int i = 0; i < 5; i++) {
            Tender tender = Tender.readyHighway(hall);
            int version = tender.version();
            List<Answer> answers = atOnce(List.of(
                    Step.write("publishProject", hall.agent, "POST", tender.path() + "/publication", Map.of())
                            .onVersion(version),
                    Step.write("removeLot", hall.agent, "DELETE", tender.lotPath(0), null)
                            .onVersion(version),
                    Step.write("updateProject", hall.agent, "PUT", tender.path(), tender.input)
                            .onVersion(version)));
            assertThat(statuses(answers)).containsExactly(200, 409, 409);
        }
    }

    @Test
    void theSameCommandTwiceAtOnceIsOneCommand() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        Step publish = Step.write("publishProject", hall.agent, "POST", tender.path() + "/publication", Map.of())
                .onVersion(tender.version());
        long before = hall.rows.count("SELECT count(*) FROM audit_entry");
        List<Answer> answers = atOnce(List.of(publish, publish, publish, publish));
        assertThat(statuses(answers)).containsOnly(200);
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(answers.stream().map(answer -> answer.header("ETag")).distinct())
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(hall.rows.count("SELECT count(*) FROM audit_entry")).isEqualTo(before + 1);
        assertThat(hall.rows.count("SELECT count(*) FROM notice WHERE project_id = ?::uuid", tender.id.toString()))
                .isEqualTo(1);
        Answer reused = hall.send(publish.withBody(Tender.acknowledging("T01")));
        assertThat(reused.expect(409).code()).isEqualTo("command-id-reused");
        assertThat(hall.send(publish.onVersion(99)).expect(409).code()).isEqualTo("command-id-reused");
    }

    @Test
    void bidsAreReadInParallelAndEachReadingCountsOnce() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        tender.opens(0, 5).expect(201);
        List<Step> readings = new ArrayList<>();
        for (int bid = 0; bid < 5; bid++) {
            for (int desk = 0; desk < 2; desk++) {
                readings.add(Step.write(
                                "readBid",
                                hall.agent,
                                "PUT",
                                tender.lotPath(0) + "/opening/bids/" + tender.bids.get(bid),
                                Tender.reading((9_000_000 + 100 * bid + desk) + ".00", "经理"))
                        .onVersion(1));
            }
        }
        List<Answer> answers = atOnce(readings);
        for (int bid = 0; bid < 5; bid++) {
            assertThat(statuses(answers.subList(2 * bid, 2 * bid + 2))).containsExactly(200, 409);
            Answer second = answers.subList(2 * bid, 2 * bid + 2).stream()
                    .filter(answer -> answer.status() == 409)
                    .findFirst()
                    .orElseThrow();
            assertThat(second.json()
                            .path("current")
                            .path("bids")
                            .get(bid)
                            .path("version")
                            .asInt())
                    .isEqualTo(2);
        }
        assertThat(hall.rows.count(
                        "SELECT count(*) FROM audit_entry WHERE kind = 'open.read' AND project_id = ?::uuid",
                        tender.id.toString()))
                .isEqualTo(5);
        JsonNode opening = hall.get(hall.agent, tender.lotPath(0) + "/opening").json();
        opening.path("bids")
                .forEach(bid -> assertThat(bid.path("state").asText()).isEqualTo("OPENED"));
    }

    @Test
    void theMeetingEndsOnceAndIsScoredOnWhatWasRead() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        tender.opens(0, 3).expect(201);
        for (int bid = 0; bid < 3; bid++) {
            tender.reads(0, bid, 1, Tender.reading((9_000_000 + bid) + ".00", "经理"))
                    .expect(200);
        }
        tender.draws(0, "reduction", "0.03").expect(200);
        List<Answer> answers = atOnce(List.of(
                Step.write("endOpening", hall.agent, "POST", tender.lotPath(0) + "/opening/end", Map.of()),
                Step.write("endOpening", hall.agent, "POST", tender.lotPath(0) + "/opening/end", Map.of()),
                Step.write(
                        "recordDrawnParameters",
                        hall.agent,
                        "PUT",
                        tender.lotPath(0) + "/opening/parameters",
                        Map.of("values", Map.of("reduction", "0.04"), "manner", "再抽一次"))));
        assertThat(statuses(answers).getFirst()).isEqualTo(200);
        assertThat(answers.getLast().status()).as("nothing is drawn twice").isIn(400, 409);
        List<Answer> runs = atOnce(IntStream.range(0, 4)
                .mapToObj(i ->
                        Step.write("computePriceScores", hall.agent, "POST", tender.lotPath(0) + "/price-scores", null))
                .toList());
        assertThat(runs.stream()
                        .map(run -> run.expect(201).json().path("run").asInt())
                        .sorted())
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void fiftyBiddersRegisterAtOnceWhileOthersLookAndClarify() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Person bidder = hall.person("crowd" + i, Role.BIDDER, hall.firm("众多投标人" + i, "BIDDER"));
            steps.add(Step.write(
                    "registerBidder",
                    bidder,
                    "POST",
                    tender.path() + "/registrations",
                    Map.of("contactName", "联系人" + i, "contactPhone", "139000000" + (10 + i))));
        }
        int version = tender.version();
        for (int i = 0; i < 5; i++) {
            steps.add(Step.write(
                            "issueAddendum",
                            hall.agent,
                            "POST",
                            tender.path() + "/addenda",
                            Map.of("text", "补遗" + i, "affectsPreparation", false))
                    .onVersion(version));
            steps.add(Step.read("listAuditEntries", hall.supervisor, tender.path() + "/audit"));
            steps.add(Step.read("getProject", hall.bidderPeople.get(i), tender.path()));
        }
        List<Answer> answers = atOnce(steps);
        answers.subList(0, 50).forEach(answer -> answer.expect(201));
        assertThat(answers.stream().map(Answer::status)).allMatch(status -> status < 300 || status == 409);
        hall.clock.set("2026-03-30 09:30");
        JsonNode list = hall.get(hall.agent, tender.path() + "/registrations")
                .expect(200)
                .json();
        assertThat(list.path("items")).hasSize(50);
        assertThat(hall.rows.count(
                        "SELECT count(*) FROM audit_entry WHERE kind = 'bid.register' AND project_id = ?::uuid",
                        tender.id.toString()))
                .isEqualTo(50);
        tender.opens(0, 3).expect(201);
        String join = hall.rows
                .query(
                        "SELECT record FROM audit_entry WHERE kind = 'bid.streams' AND project_id = ?::uuid",
                        tender.id.toString())
                .getFirst()
                .get("record");
        assertThat(Chains.read(join).path("body").path("streams")).hasSize(50);
    }

    @Test
    void oneFirmThatRegistersFromTwoDesksIsRegisteredOnce() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        Firm firm = hall.bidders.get(3);
        List<Step> desks = IntStream.range(0, 4)
                .mapToObj(i -> Step.write(
                        "registerBidder",
                        hall.person("desk" + i, Role.BIDDER, firm),
                        "POST",
                        tender.path() + "/registrations",
                        Map.of("contactName", "联系人" + i, "contactPhone", "1390000000" + i)))
                .toList();
        List<Answer> answers = atOnce(desks);
        assertThat(statuses(answers)).containsExactly(201, 409, 409, 409);
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allMatch(answer -> answer.code().equals("registered-already"));
        assertThat(hall.rows.count(
                        "SELECT count(*) FROM bidder_registration WHERE project_id = ?::uuid", tender.id.toString()))
                .isEqualTo(1);
    }

    /** Holds the tender's row as an opening does, so that whoever comes meanwhile has to wait. */
    @Test
    void aRegistrationThatWaitedPastTheDeadlineIsTooLate() throws SQLException {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:29:59");
        try (var connection = hall.rows.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM tender_project WHERE id = '" + tender.id + "' FOR UPDATE");
            Step step = Step.write(
                    "registerBidder",
                    hall.bidderPeople.getFirst(),
                    "POST",
                    tender.path() + "/registrations",
                    Map.of("contactName", "王建国", "contactPhone", "13812345678"));
            CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> hall.send(step), people);
            awaitSomebodyWaiting();
            hall.clock.set("2026-03-30 09:30");
            connection.rollback();
            assertThat(waiting.join().expect(409).code()).isEqualTo("wrong-phase");
        }
    }

    private static void awaitSomebodyWaiting() {
        long end = System.nanoTime() + 20_000_000_000L;
        while (hall.rows.count(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                == 0) {
            assertThat(System.nanoTime()).as("nobody waits for the lock").isLessThan(end);
        }
    }

    @Test
    void oneCodeIsTakenOnceHoweverManyAskForIt() {
        hall.clock.set("2026-03-02 09:00");
        Map<String, Object> input = Tender.highway(hall);
        List<Answer> answers = atOnce(IntStream.range(0, 6)
                .mapToObj(i -> Step.write("createProject", hall.agent, "POST", "/projects", input))
                .toList());
        assertThat(statuses(answers)).containsExactly(201, 409, 409, 409, 409, 409);
        String creditCode = hall.creditCode();
        List<Answer> firms = atOnce(IntStream.range(0, 6)
                .mapToObj(i -> Step.write(
                        "createOrganisation",
                        hall.administrator,
                        "POST",
                        "/organisations",
                        Map.of("name", "同码" + i, "kind", "BIDDER", "creditCode", creditCode)))
                .toList());
        assertThat(statuses(firms)).containsExactly(201, 409, 409, 409, 409, 409);
    }

    @Test
    void membersAndLotsComeAndGoWithoutADeadlock() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        List<Step> steps = new ArrayList<>();
        Firm guest = hall.firm("联合业主", "PROJECT_OWNER");
        for (int i = 0; i < 8; i++) {
            steps.add(Step.write(
                    "addMember",
                    hall.agent,
                    "POST",
                    tender.path() + "/members",
                    Map.of("role", "project_owner", "organisationId", guest.id())));
            steps.add(Step.write(
                    "uploadDocument",
                    hall.agent,
                    "POST",
                    tender.path() + "/documents?kind=OTHER&name=" + i + ".pdf",
                    Tender.PDF));
            steps.add(Step.read("listAuditEntries", hall.ownersClerk, tender.path() + "/audit"));
        }
        assertThat(atOnce(steps)).allMatch(answer -> answer.status() < 300);
        assertThat(hall.rows.count(
                        "SELECT count(*) FROM audit_entry WHERE kind = 'member.add' AND project_id = ?::uuid",
                        tender.id.toString()))
                .as("admitted once, on record once")
                .isEqualTo(1);
    }

    @Test
    void aSecondOpeningOfTheSameLotFindsItOpen() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        tender.registers(3);
        hall.clock.set("2026-03-30 09:30");
        Map<String, Object> list = tender.received(3);
        List<Answer> answers = atOnce(List.of(
                Step.write("startOpening", hall.agent, "POST", tender.lotPath(0) + "/opening", list),
                Step.write("startOpening", hall.agent, "POST", tender.lotPath(0) + "/opening", list),
                Step.write(
                        "declareFailedTender",
                        hall.agent,
                        "POST",
                        tender.lotPath(0) + "/failure",
                        tender.received(2))));
        assertThat(answers.stream().filter(answer -> answer.status() < 300)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(2);
        assertThat(hall.rows.count("SELECT count(*) FROM bid WHERE project_id = ?::uuid", tender.id.toString()))
                .isIn(0L, 3L);
        assertThat(hall.rows.count(
                        "SELECT count(*) FROM audit_entry WHERE kind = 'bid.streams' AND project_id = ?::uuid",
                        tender.id.toString()))
                .isEqualTo(1);
    }

    @Test
    void idsOfOneCommandAreTheSendersOwn() {
        hall.clock.set("2026-03-02 09:00");
        UUID id = UUID.randomUUID();
        Step mine = Step.write("createProject", hall.agent, "POST", "/projects", Tender.highway(hall))
                .withId(id);
        Step theirs = Step.write("createProject", hall.strangeAgent, "POST", "/projects", Tender.highway(hall))
                .withId(id);
        List<Answer> answers = atOnce(List.of(mine, theirs));
        answers.forEach(answer -> answer.expect(201));
        assertThat(answers.get(0).json().path("id"))
                .isNotEqualTo(answers.get(1).json().path("id"));
    }
}
