package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.gongping.draw.party.AttemptStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draw over HTTP, by four parties that keep their keys to themselves, on a log under a witness. */
class DrawTest {
    private static final List<String> ALL = DrawHall.PARTIES;

    @Test
    void isHeldByItsPartiesAndRecomputedByAnybody(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            assertThat(draw.starts().expect(409).code()).isEqualTo("before-deadline");
            draw.hall.clock.set("2026-03-29 12:00");
            draw.advance(ALL);
            draw.hall.clock.set("2026-03-30 10:00");
            assertThat(draw.starts().expect(409).code()).isEqualTo("keys-too-young");
            assertThat(draw.starter().begin())
                    .isInstanceOfSatisfying(
                            AttemptStart.Answer.Awaits.class,
                            awaits -> assertThat(awaits.refused().code()).isEqualTo("keys-too-young"));
            draw.hall.clock.set("2026-03-30 12:00");
            assertThat(draw.starter().begin()).isInstanceOf(AttemptStart.Answer.Begun.class);
            assertThat(draw.starter().begin()).isInstanceOf(AttemptStart.Answer.Nothing.class);
            assertThat(draw.starts()
                            .expect(409)
                            .json()
                            .path("current")
                            .path("attempt")
                            .asInt())
                    .isEqualTo(1);
            draw.play(ALL);
            assertThat(draw.state()).isEqualTo("DRAWN");
            draw.awaitSeal("k2");

            byte[] transcript = draw.transcript();
            draw.requireVerified(transcript);
            assertThat(draw.python(transcript)).startsWith("0 ").contains("PASS-CLAIMED");
            JsonNode result = draw.view().path("current").path("result");
            assertThat(result.get(0).path("selected")).hasSize(3);
            assertThat(result.get(1).path("selected")).hasSize(2);
        }
    }
}
