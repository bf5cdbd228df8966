package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tender document may charge (D10), and how much performance security it and the contract may take (D09). */
class ChargesTest {
    @TempDir
    private Path folder;

    @Test
    void securityAboveATenthIsRefusedAndAFeeAboveItsCostNeedsAReason() {
        try (Hall hall = new Hall(folder)) {
            hall.clock.set("2026-03-02 09:00");
            Map<String, Object> input = new LinkedHashMap<>(Tender.highway(hall));
            input.put("documentFee", "800.00");
            input.put("documentCost", "200.00");
            input.put("performanceRate", "10.5");
            assertThat(refused(hall.send(Step.write("createProject", hall.agent, "POST", "/projects", input)), 400))
                    .contains("/documentFeeBasis");
            input.put("documentFeeBasis", "印刷、邮寄");
            Tender tender = Tender.ready(hall, input, "e-f2-highway", "10500000.00");
            assertThat(refused(tender.publishes(), 422))
                    .contains("D09", "第五十八条", "10.5%")
                    .contains("D10", "第十六条");
            input.put("performanceRate", "10");
            tender.changes(input).expect(200);
            assertThat(refused(tender.publishes(), 409)).contains("D10").doesNotContain("BLOCKED");
            tender.publishes("D10").expect(200);
            assertThat(hall.get(null, "/public/notices?limit=1").text()).contains("800.00", "印刷、邮寄", "10%");
            contract(hall, tender);
        }
    }

    private static void contract(Hall hall, Tender tender) {
        hall.clock.set("2026-03-11 10:00");
        tender.registers(3);
        hall.clock.set("2026-03-30 09:30");
        tender.opens(0, 3).expect(201);
        for (int bid = 0; bid < 3; bid++) {
            tender.reads(0, bid, 1, Tender.reading(9600000 + bid * 100000 + ".00", "陈项目"))
                    .expect(200);
        }
        tender.draws(0, "reduction", "0.03").expect(200);
        hall.clock.set("2026-03-30 10:45");
        tender.endsOpening(0).expect(200);
        hall.clock.set("2026-03-30 15:00");
        tender.scores(0).expect(201);
        tender.reports(0, Map.of("evaluationEndedAt", hall.clock.instant())).expect(201);
        hall.clock.set("2026-03-31 09:00");
        List<UUID> ranked = tender.ranking(0);
        tender.publishesCandidates(0, ranked, StoppedClock.at("2026-04-04 00:00"))
                .expect(201);
        hall.clock.set("2026-04-07 09:00");
        tender.decides(0, ranked.getFirst()).expect(200);
        tender.awards(0).expect(201);
        hall.clock.set("2026-04-10 09:00");
        long tenth = (9600000 + tender.bids.indexOf(ranked.getFirst()) * 100000L) / 10;
        assertThat(refused(signs(hall, tender, tenth + ".01"), 422)).contains("D09", tenth + ".01");
        JsonNode lot = signs(hall, tender, tenth + ".00")
                .expect(200)
                .json()
                .path("lots")
                .get(0);
        assertThat(lot.path("performanceSecurity").asText()).isEqualTo(String.valueOf(tenth));
    }

    private static Answer signs(Hall hall, Tender tender, String security) {
        return hall.send(Step.write(
                "recordContract",
                hall.agent,
                "POST",
                tender.lotPath(0) + "/contract",
                Map.of("signedAt", hall.clock.instant(), "performanceSecurity", security)));
    }

    private static String refused(Answer answer, int status) {
        return answer.expect(status).text();
    }
}
