package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.gongping.core.identity.Role;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several people at the same instant, the same person twice, and who comes too late: one step is taken, nothing is doubled. */
class DrawConcurrencyTest {
    private static final HexFormat HEX = HexFormat.of();

    private DrawHall draw;
    private ExecutorService people;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        people = Executors.newVirtualThreadPerTaskExecutor();
        draw = new DrawHall(folder);
        draw.readyToStart();
    }

    @AfterEach
    void close() throws Exception {
        people.close();
        Chains.verify(draw.hall.rows);
        assertThat(draw.hall.rows.count("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
        draw.close();
    }

    private List<Answer> atOnce(List<Step> steps) {
        var start = new CyclicBarrier(steps.size());
        List<CompletableFuture<Answer>> sent = steps.stream()
                .map(step -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                start.await(30, TimeUnit.SECONDS);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return draw.hall.send(step);
                        },
                        people))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private Step start(Person by) {
        return Step.write("startDraw", by, "POST", draw.tender.path() + "/draw/attempts", Map.of());
    }

    private static List<String> codes(List<Answer> answers) {
        return answers.stream()
                .map(answer -> answer.status() == 201 ? "201" : answer.status() + " " + answer.code())
                .sorted()
                .toList();
    }

    private long entries(String kind) {
        return draw.hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = ?", kind);
    }

    private void requireOneAttempt() {
        assertThat(draw.hall.rows.count("SELECT count(*) FROM draw_attempt")).isEqualTo(1);
        assertThat(entries("draw.rules")).isEqualTo(1);
        assertThat(entries("draw.pool")).isEqualTo(1);
        assertThat(draw.hall.rows.count("SELECT count(*) FROM draw_step")).isEqualTo(2);
        assertThat(draw.view().path("attempts")).hasSize(1);
    }

    @Test
    void twoOperatorsWhoStartAtTheSameInstantStartOneAttempt() {
        Person colleague = draw.hall.person("agent-b", Role.TENDER_AGENT, draw.hall.agency);
        List<Answer> answers =
                atOnce(List.of(start(draw.hall.agent), start(colleague), start(draw.hall.agent), start(colleague)));
        assertThat(codes(answers)).containsExactly("201", "409 draw-running", "409 draw-running", "409 draw-running");
        JsonNode refused = answers.stream()
                .filter(answer -> answer.status() == 409)
                .findFirst()
                .orElseThrow()
                .json();
        assertThat(refused.at("/current/attempt").asInt()).isEqualTo(1);
        assertThat(refused.at("/current/state").asText()).isEqualTo("COMMITTING");
        assertThat(refused.path("detail").asText()).isNotBlank();
        requireOneAttempt();
    }

    @Test
    void underOneCommandIdOneAttemptIsStartedAndEachIsAnsweredAsTheFirst() {
        UUID id = UUID.randomUUID();
        Step mine = start(draw.hall.agent).withId(id);
        List<Answer> answers = atOnce(List.of(mine, mine, mine));
        assertThat(codes(answers)).containsExactly("201", "201", "201");
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        // The id of one person's command says nothing for another's.
        Person colleague = draw.hall.person("agent-b", Role.TENDER_AGENT, draw.hall.agency);
        assertThat(draw.hall.send(start(colleague).withId(id)).expect(409).code())
                .isEqualTo("draw-running");
        requireOneAttempt();
    }

    /** A commitment of the agent to this contribution. */
    private Step commit(byte[] r) {
        byte[] commitment = Formulas.commitment(draw.draw(1), "agent", draw.rulesHash(), draw.poolRoot(), r);
        Map<String, Object> body = new HashMap<>();
        body.put("party", "agent");
        body.put("commit", HEX.formatHex(commitment));
        body.put("sig", draw.signed("agent", SignedStep.commit(draw.draw(1), "agent", commitment)));
        return Step.write(
                "commitToDraw", draw.hall.agent, "POST", draw.tender.path() + "/draw/attempts/1/commits", body);
    }

    private static byte[] contribution(int value) {
        byte[] r = new byte[32];
        r[31] = (byte) value;
        return r;
    }

    private String stored() {
        return draw.view().at("/current/parties/0/commit").asText();
    }

    private String said(Step commit) {
        return (String) commit.members().orElseThrow().get("commit");
    }

    @Test
    void ofCommitmentsAtTheSameInstantOneCountsAndNoneIsOverwritten() {
        draw.starts().expect(201);
        List<Step> commits = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            commits.add(commit(contribution(i)));
        }
        List<Answer> answers = atOnce(commits);
        assertThat(codes(answers)).containsExactly("201", "409 sent-twice", "409 sent-twice", "409 sent-twice");
        Step first = commits.get(answers.stream().map(Answer::status).toList().indexOf(201));
        assertThat(stored()).isEqualTo(said(first));
        assertThat(entries("draw.commit")).isEqualTo(1);

        // Afterwards neither the same value as another command, nor another value under the same.
        assertThat(draw.hall.send(first.withId(UUID.randomUUID())).expect(409).code())
                .isEqualTo("sent-twice");
        assertThat(draw.hall
                        .send(commit(contribution(9)).withId(first.commandId()))
                        .expect(409)
                        .code())
                .isEqualTo("command-id-reused");
        // A repeat of a lost answer gets it.
        draw.hall.send(first).expect(201);
        assertThat(stored()).isEqualTo(said(first));
        assertThat(entries("draw.commit")).isEqualTo(1);
    }

    @Test
    void theSameCommandTwiceAtOnceIsOneCommitment() {
        draw.starts().expect(201);
        Step once = commit(contribution(1));
        List<Answer> answers = atOnce(List.of(once, once, once));
        assertThat(codes(answers)).containsExactly("201", "201", "201");
        assertThat(stored()).isEqualTo(said(once));
        assertThat(entries("draw.commit")).isEqualTo(1);
    }

    @Test
    void aCommitmentThatComesLateIsRefusedAndTheAttemptEndsForAllToSee() {
        draw.starts().expect(201);
        draw.hall.clock.set("2026-03-30 11:00");
        // Whether the server has ended the attempt already or is about to: nothing is taken any more.
        Answer late = draw.hall.send(commit(contribution(1))).expect(409);
        assertThat(late.code()).isIn("too-late", "wrong-phase");
        assertThat(late.json().path("detail").asText()).isNotBlank();
        LogHall.await(() -> draw.state().equals("ABORTED"));
        assertThat(draw.hall.send(commit(contribution(1))).expect(409).code()).isEqualTo("wrong-phase");
        assertThat(entries("draw.commit")).isZero();
        assertThat(entries("draw.abort")).isEqualTo(1);
        assertThat(draw.view().at("/attempts/0/reason").asText()).isEqualTo("ABORTED_BY:agent");
    }

    @Test
    void theLastSecondStillCounts() {
        draw.starts().expect(201);
        draw.hall.clock.set("2026-03-30 10:59:59");
        draw.hall.send(commit(contribution(1))).expect(201);
        draw.hall.clock.set("2026-03-30 11:00");
        LogHall.await(() -> draw.state().equals("ABORTED"));
        // Not of the agent, who was in time.
        assertThat(draw.view().at("/attempts/0/reason").asText()).isEqualTo("ABORTED_BY:platform");
    }
}
