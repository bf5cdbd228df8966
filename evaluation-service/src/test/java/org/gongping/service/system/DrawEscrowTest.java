package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.Entry;
import org.gongping.core.verify.Merkle;
import org.gongping.draw.party.AttemptStart;
import org.gongping.draw.party.PartyClient;
import org.gongping.draw.protocol.Formulas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who lets the time pass decides nothing: before the deposits the attempt ends, after them two holders finish it. */
class DrawEscrowTest {
    private static final List<String> ALL = DrawHall.PARTIES;

    @Test
    void lastRevealerAndFinaliserAreFinishedByTwoHoldersWithTheSameResult(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            draw.readyToStart();
            draw.starts().expect(201);
            draw.advance(List.of("agent", "supervisor", "platform"));
            draw.awaitSeal("k1");
            draw.advance(List.of("agent", "supervisor", "platform"));
            // The supervisor, on its way, reveals; the agent and the platform never do.
            draw.advance(List.of("outside", "supervisor", "outside", "supervisor"));
            assertThat(draw.state()).isEqualTo("REVEALING");
            String seed = draw.onlySeed(1);
            PartyClient.Progress early = draw.clients.get("outside").advance(true);
            assertThat(early.did()).isEmpty();
            assertThat(early.deadline()).contains(Instant.parse("2026-03-30T02:10:00Z"));
            assertThat(draw.view().path("current").has("escrow")).isFalse();

            // A power cut between commitment and reveal: what was given stays given, and nothing else.
            draw.restart();
            assertThat(draw.state()).isEqualTo("REVEALING");
            draw.hall.clock.set("2026-03-30 11:00");
            // A holder whose own clock is slow opens nothing on the server's word, and says when it will.
            PartyClient.Progress slow = draw.client("outside", () -> Instant.parse("2026-03-30T02:00:00Z"))
                    .advance(true);
            assertThat(slow.did()).isEmpty();
            assertThat(slow.opensAt()).isEqualTo(early.deadline());
            finish(draw);
            draw.hall.clock.set("2026-03-30 12:00");
            finish(draw);
            assertThat(draw.state()).isEqualTo("FINISHING");
            // The platform's officer and key are both gone.
            Files.writeString(folder.resolve("platform/vrf.key"), "0".repeat(63) + "1\n");
            draw.restart();
            draw.hall.clock.set("2026-03-30 13:00");
            finish(draw);
            assertThat(draw.state()).isEqualTo("DRAWN");
            assertThat(draw.view().path("current").path("seed").asText()).isEqualTo(seed);
            draw.awaitSeal("k2");
            byte[] transcript = draw.transcript();
            draw.requireVerified(transcript);
            assertThat(draw.python(transcript)).startsWith("0 ").contains("PASS-CLAIMED");
        }
    }

    private static Step publicly(DrawHall draw, int attempt) {
        return Step.read("", null, "/public/draws/" + draw.tender.input.get("code") + "/" + attempt);
    }

    /** What is shown of an aborted attempt to who has not logged in. */
    private static JsonNode everybodySees(DrawHall draw, int attempt) {
        JsonNode known = draw.hall.send(publicly(draw, attempt)).expect(200).json();
        assertThat(known.path("format").asText()).isEqualTo("VED1-aborted/1");
        return known;
    }

    /** By the rules of the outside verifier: the record leads to the checkpoint that is shown with it. */
    private static void requireProved(JsonNode abort) {
        String commitment = Entry.commitment(
                HexFormat.of().parseHex(abort.path("salt").asText()), CanonicalJson.bytes(abort.path("record")));
        String[] checkpoint = abort.path("checkpoint").asText().split("\n");
        List<byte[]> proof = new ArrayList<>();
        abort.path("proof").forEach(hash -> proof.add(Base64.getDecoder().decode(hash.asText())));
        assertThat(Merkle.includes(
                        abort.path("index").asLong(),
                        Long.parseLong(checkpoint[1]),
                        Merkle.leaf(Entry.of(commitment)),
                        proof,
                        Base64.getDecoder().decode(checkpoint[2])))
                .isTrue();
    }

    private static void finish(DrawHall draw) throws Exception {
        for (String holder : List.of("outside", "supervisor", "outside", "supervisor")) {
            draw.clients.get(holder).advance(true);
        }
    }

    @Test
    void whoWithholdsBeforeTheDepositsEndsTheAttemptForAllToSee(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            draw.readyToStart();
            draw.starts().expect(201);
            draw.advance(List.of("agent", "supervisor"));
            draw.hall.clock.set("2026-03-30 11:00");
            LogHall.await(() -> draw.state().equals("ABORTED"));
            assertThat(draw.view().path("attempts").get(0).path("reason").asText())
                    .isEqualTo("ABORTED_BY:platform");
            JsonNode known = everybodySees(draw, 1);
            assertThat(known.path("reason").asText()).isEqualTo("ABORTED_BY:platform");
            assertThat(known.path("defaulted").toString()).isEqualTo("[\"platform\"]");
            assertThat(known.path("steps").findValuesAsText("step"))
                    .containsExactlyInAnyOrder("RULES", "POOL", "COMMIT", "COMMIT", "ABORT");
            assertThat(known.has("next")).isFalse();
            LogHall.await(() -> everybodySees(draw, 1).path("abort").has("checkpoint"));
            requireProved(everybodySees(draw, 1).path("abort"));

            assertThat(draw.starts().expect(409).code()).isEqualTo("order-needed");
            assertThat(draw.starter().begin()).isInstanceOf(AttemptStart.Answer.Nothing.class);
            ObjectNode order = JsonNodeFactory.instance
                    .objectNode()
                    .put("draw_id", draw.draw(2).toString())
                    .put("prev", draw.draw(1).toString())
                    .put("reason", "ABORTED_BY:platform");
            draw.clients.get("supervisor").signOrder(2, order);
            Map<String, String> start = Map.of("order", HexFormat.of().formatHex(Formulas.orderHash(order)));
            assertThat(draw.writes(draw.hall.agent, "/attempts", start)
                            .expect(409)
                            .code())
                    .isEqualTo("order-needs-agent");
            assertThatThrownBy(() -> draw.starter().begin()).isInstanceOf(AttemptStart.Impossible.class);
            draw.clients.get("agent").signOrder(2, order);
            assertThat(draw.starter().begin()).isInstanceOf(AttemptStart.Answer.Begun.class);
            assertThat(draw.view().path("current").path("attempt").asInt()).isEqualTo(2);
            assertThat(draw.contribution("agent", 1)).isNotEmpty();
            assertThat(everybodySees(draw, 1).path("next").path("draw_id").asText())
                    .isEqualTo(draw.draw(2).toString());
            // Of an attempt that runs nobody outside is told.
            draw.hall.send(publicly(draw, 2)).expect(404);

            // A witness that is slow delays, and breaks nothing.
            draw.log.stopWitness();
            draw.advance(List.of("agent", "supervisor", "platform"));
            draw.hall.clock.set("2026-03-30 20:00");
            JsonNode current = draw.view().path("current");
            assertThat(current.path("state").asText()).isEqualTo("COMMITTING");
            assertThat(current.path("waitsFor").get(0).asText()).isEqualTo("k1");
            draw.log.startWitness();
            draw.awaitSeal("k1");
            draw.play(ALL);
            draw.awaitSeal("k2");
            byte[] transcript = draw.transcript();
            draw.requireVerified(transcript);
            JsonNode attempts = new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(transcript)
                    .path("attempts");
            assertThat(attempts).hasSize(2);
            assertThat(attempts.get(0).path("outcome").asText()).isEqualTo("ABORT");
        }
    }
}
