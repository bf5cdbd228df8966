package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.verify.SealedStart;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused in a draw: by the server, and by a party that looks with its own eyes. */
class DrawRefusalTest {
    private static final List<String> ALL = DrawHall.PARTIES;
    private static final HexFormat HEX = HexFormat.of();

    private static Answer commits(DrawHall draw, String by, String party, String signer, int attempt, byte[] r) {
        byte[] commitment = Formulas.commitment(draw.draw(attempt), party, draw.rulesHash(), draw.poolRoot(), r);
        return draw.writes(
                draw.people.get(by),
                "/attempts/1/commits",
                Map.of(
                        "party", party,
                        "commit", HEX.formatHex(commitment),
                        "sig", draw.signed(signer, SignedStep.commit(draw.draw(attempt), party, commitment))));
    }

    private static Answer reveals(DrawHall draw, String party, byte[] r) {
        return draw.writes(
                draw.people.get(party),
                "/attempts/1/reveals",
                Map.of(
                        "party", party,
                        "r", HEX.formatHex(r),
                        "sig", draw.signed(party, SignedStep.reveal(draw.draw(1), party, r))));
    }

    @Test
    void whatIsTwiceLateForgedOrOutOfOrder(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            draw.readyToStart();
            draw.starts().expect(201);
            byte[] r = new byte[32];
            assertThat(commits(draw, "agent", "agent", "supervisor", 1, r)
                            .expect(400)
                            .text())
                    .contains("/sig");
            // Signed for another attempt: a commitment cannot be carried over.
            assertThat(commits(draw, "agent", "agent", "agent", 2, r)
                            .expect(400)
                            .text())
                    .contains("/sig");
            assertThat(commits(draw, "agent", "supervisor", "agent", 1, r)
                            .expect(403)
                            .code())
                    .isEqualTo("other-side");
            draw.advance(List.of("agent", "supervisor"));
            assertThat(commits(draw, "agent", "agent", "agent", 1, r)
                            .expect(409)
                            .code())
                    .isEqualTo("sent-twice");
            Answer early = draw.writes(
                    draw.people.get("agent"),
                    "/attempts/1/deposits",
                    Map.of(
                            "party", "agent",
                            "shares", List.of("AAAA", "AAAA", "AAAA"),
                            "sig", draw.signed("agent", new byte[1])));
            assertThat(early.expect(409).code()).isEqualTo("wrong-phase");
            assertThat(early.text()).contains("platform");

            draw.play(List.of("platform"));
            draw.awaitSeal("k1");
            assertThat(reveals(draw, "agent", draw.contribution("agent", 1))
                            .expect(409)
                            .code())
                    .isEqualTo("wrong-phase");
            eyesOfAParty(draw);
            draw.advance(List.of("agent", "supervisor", "platform"));
            assertThat(draw.state()).isEqualTo("CHECKING");
            draw.advance(List.of("outside"));
            assertThat(draw.state()).isEqualTo("CHECKING");
            draw.advance(List.of("supervisor"));
            draw.advance(List.of("outside"));
            assertThat(draw.state()).isEqualTo("REVEALING");
            assertThat(reveals(draw, "platform", draw.contribution("platform", 1))
                            .expect(409)
                            .code())
                    .isEqualTo("platform-last");
            assertThat(reveals(draw, "agent", r).expect(400).text()).contains("/r");
            Answer closed = draw.writes(
                    draw.people.get("supervisor"), "/attempts/1/abort", Map.of("reason", "COURT_OR_COMPLAINT"));
            assertThat(closed.expect(409).code()).isEqualTo("past-deposit");
            draw.play(ALL);
            draw.awaitSeal("k2");
            draw.requireVerified(draw.transcript());
        }
    }

    /** A server that shows a party anything else than what the log says gets nothing from it. */
    private static void eyesOfAParty(DrawHall draw) throws Exception {
        String tender = (String) draw.tender.input.get("code");
        JsonNode honest = draw.view().path("current");
        assertThat(SealedStart.check(tender, honest, draw.policy()).commits()).hasSize(3);
        requireUntrue(
                draw,
                "pool stuffed after the commitments",
                body(honest, "POOL", body -> body.put("pool_root", "0".repeat(64))));
        requireUntrue(
                draw,
                "another algorithm",
                body(honest, "RULES", body -> ((ObjectNode) body.get("rules")).put("suite", 2)));
        requireUntrue(
                draw,
                "a key of the platform's own",
                body(honest, "KEYS", body -> ((ObjectNode) body.get("sealing_keys")).put("outside", "0".repeat(64))));
        ObjectNode unwitnessed = honest.deepCopy();
        unwitnessed.put("k1", honest.path("k1").asText().replaceFirst("— venue.example .*\n", ""));
        requireUntrue(draw, "no witness", unwitnessed);
        ObjectNode fewer = honest.deepCopy();
        // A party may have deposited already: the last commitment is not always the last step.
        ArrayNode steps = (ArrayNode) fewer.get("steps");
        int last = steps.size() - 1;
        while (!steps.get(last).path("step").asText().equals("COMMIT")) {
            last--;
        }
        steps.remove(last);
        requireUntrue(draw, "a commitment less", fewer);
        ObjectNode replayed = honest.deepCopy();
        replayed.put("drawId", draw.draw(2).toString());
        requireUntrue(draw, "the start of another draw", replayed);
    }

    private static ObjectNode body(JsonNode honest, String step, Consumer<ObjectNode> change) {
        ObjectNode copy = honest.deepCopy();
        copy.get("steps").forEach(each -> {
            if (each.path("step").asText().equals(step)) {
                change.accept((ObjectNode) each.path("record").path("body"));
            }
        });
        return copy;
    }

    private static void requireUntrue(DrawHall draw, String what, JsonNode shown) {
        String tender = (String) draw.tender.input.get("code");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> SealedStart.check(tender, shown, draw.policy()))
                .as(what)
                .isInstanceOf(SealedStart.Untrue.class);
    }
}
