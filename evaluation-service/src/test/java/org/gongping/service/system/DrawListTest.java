package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.gongping.core.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is to act in a draw finds it without being told its address, and nobody else does. */
class DrawListTest {
    private static String line(DrawHall draw, Person person) {
        JsonNode items = draw.hall.get(person, "/draws").expect(200).json().path("items");
        assertThat(items.size()).isLessThan(2);
        if (items.isEmpty()) {
            return "";
        }
        JsonNode item = items.get(0);
        assertThat(item.path("projectId").asText()).isEqualTo(draw.tender.id.toString());
        return item.path("party").asText() + " " + item.path("stage").asText()
                + (item.path("mine").asBoolean() ? " mine" : "")
                + (item.path("done").asBoolean() ? " done" : "");
    }

    private static String line(DrawHall draw, String party) {
        return line(draw, draw.people.get(party));
    }

    @Test
    void saysWhatWaitsForWhom(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            assertThat(DrawHall.PARTIES)
                    .allSatisfy(party -> assertThat(line(draw, party)).isEmpty());

            draw.hall.clock.set("2026-03-28 09:00");
            draw.advance(List.of("agent"));
            assertThat(line(draw, "agent")).isEqualTo("agent KEYS");
            assertThat(line(draw, "platform")).isEqualTo("platform KEYS mine");
            assertThat(line(draw, "outside")).isEqualTo("outside KEYS mine");
            // Another centre, which is no member, and an officer of the platform who is.
            Person stranger =
                    draw.hall.person("stranger", Role.VENUE_OPERATOR, draw.hall.firm("泉州市公共资源交易中心", "TRADING_CENTRE"));
            assertThat(line(draw, stranger)).isEmpty();

            draw.advance(DrawHall.PARTIES);
            assertThat(line(draw, "platform")).isEqualTo("platform AGE");
            draw.hall.clock.set("2026-03-30 10:00");
            draw.starts().expect(201);
            assertThat(line(draw, "platform")).isEqualTo("platform COMMITTING mine");
            assertThat(line(draw, "outside")).isEqualTo("outside COMMITTING");
            draw.advance(List.of("platform"));
            assertThat(line(draw, "platform")).isEqualTo("platform COMMITTING");
            draw.play(DrawHall.PARTIES);
            draw.awaitSeal("k2");
            assertThat(line(draw, "platform")).isEqualTo("platform DRAWN mine");
            assertThat(line(draw, "agent")).isEqualTo("agent DRAWN");
            // The calls wait for both officers, each until the own half is given.
            LogHall.await(() -> draw.board().path("state").asText().equals("LOCKED"));
            assertThat(line(draw, "platform")).isEqualTo("platform DRAWN mine");
            draw.officer("platform").unlock();
            assertThat(line(draw, "platform")).isEqualTo("platform DRAWN");
            assertThat(line(draw, "supervisor")).isEqualTo("supervisor DRAWN mine");
        }
    }
}
