package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gongping.draw.protocol.SignedStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks of the specification (§11) by whoever runs the server and its database. */
class DrawAttackTest {
    private static void asOwner(DrawHall draw, String table, String sql) {
        draw.hall.rows.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
        draw.hall.rows.execute(sql);
        draw.hall.rows.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
    }

    @Test
    void stuffedPoolSilentRedrawSecondResultAndReplay(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            draw.readyToStart();
            draw.starts().expect(201);
            draw.advance(List.of("agent", "supervisor", "platform"));
            draw.awaitSeal("k1");

            // The application's own login can neither take back nor repeat what has happened.
            Rows application = Rows.asApplication(draw.hall.server.database);
            for (String table :
                    List.of("draw_attempt", "draw_step", "draw_seal", "draw_pool", "draw_key", "draw_result")) {
                assertThat(application.refusal("DELETE FROM " + table))
                        .as(table)
                        .isEqualTo("42501");
            }
            assertThat(application.refusal("UPDATE draw_step SET body = '{}'")).isEqualTo("42501");
            assertThat(application.refusal(
                            "INSERT INTO draw_step SELECT drawn_for, attempt, slot, party, step, body, gen_random_uuid(), at"
                                    + " FROM draw_step WHERE slot = 'COMMIT' AND party = 'agent'"))
                    .isEqualTo("23505");
            assertThat(application.refusal("INSERT INTO draw_attempt SELECT * FROM draw_attempt"))
                    .isEqualTo("23505");

            // Somebody is put into the stored pool after the commitments: there is no result over it.
            String flip =
                    "UPDATE draw_pool SET bytes = set_byte(bytes, 0, 255 - get_byte(bytes, 0)) WHERE part = 'leaf'";
            asOwner(draw, "draw_pool", flip);
            draw.advance(List.of("agent", "supervisor", "platform", "outside", "supervisor", "outside"));
            draw.advance(List.of("agent", "supervisor"));
            byte[] r = draw.contribution("platform", 1);
            draw.writes(
                            draw.people.get("platform"),
                            "/attempts/1/reveals",
                            Map.of(
                                    "party", "platform",
                                    "r", HexFormat.of().formatHex(r),
                                    "sig", draw.signed("platform", SignedStep.reveal(draw.draw(1), "platform", r))))
                    .expect(201);
            assertThat(draw.state()).isEqualTo("FINISHING");
            var last = draw.hall
                    .get(draw.people.get("platform"), draw.tender.path() + "/draw/attempts/1/final")
                    .expect(200)
                    .json();
            byte[] alpha = HexFormat.of().parseHex(last.path("alpha").asText());
            byte[] pi = HexFormat.of().parseHex(last.path("pi").asText());
            Map<String, String> signed =
                    Map.of("sig", draw.signed("platform", SignedStep.finish(draw.draw(1), "platform", alpha, pi)));
            draw.writes(draw.people.get("platform"), "/attempts/1/final", signed)
                    .expect(500);
            assertThat(draw.state()).isEqualTo("FINISHING");
            asOwner(draw, "draw_pool", flip);
            draw.writes(draw.people.get("platform"), "/attempts/1/final", signed)
                    .expect(201);
            draw.awaitSeal("k2");
            assertThat(application.refusal(
                            "INSERT INTO draw_step SELECT drawn_for, attempt, slot, party, 'ABORT', body, gen_random_uuid(), at"
                                    + " FROM draw_step WHERE slot = 'END'"))
                    .isEqualTo("23505");
            assertThat(draw.starts().expect(409).code()).isEqualTo("order-needed");

            byte[] transcript = draw.transcript();
            draw.requireVerified(transcript);
            // The same transcript does not stand for another draw.
            ObjectNode replayed = (ObjectNode) new ObjectMapper().readTree(transcript);
            replayed.put("draw_id", draw.draw(1).toString().replace("GL", "GX"));
            assertThat(draw.verify(replayed.toString().getBytes(StandardCharsets.UTF_8))
                            .passed())
                    .isFalse();
        }
    }
}
