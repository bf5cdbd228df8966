package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One tender of each regime from its draft to its contract. Figures are computed by hand. */
class WholeTenderTest {
    private static Hall hall;

    @BeforeAll
    static void open(@TempDir Path folder) {
        hall = new Hall(folder);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static Map<String, String> priceScores(Tender tender) {
        Map<String, String> scores = new HashMap<>();
        JsonNode result = hall.get(hall.agent, tender.lotPath(0) + "/price-scores")
                .expect(200)
                .json();
        result.path("result")
                .path("rows")
                .forEach(row ->
                        scores.put(row.path("bid").asText(), row.path("score").asText()));
        return scores;
    }

    private static List<String> noticeKinds(Tender tender) {
        List<String> kinds = new ArrayList<>();
        hall.get(hall.ownersClerk, tender.path() + "/notices")
                .expect(200)
                .json()
                .path("items")
                .forEach(notice -> kinds.addFirst(notice.path("kind").asText()));
        return kinds;
    }

    @Test
    void anEngineeringTenderRunsFromDraftToContract() {
        Tender tender = Play.engineering(hall);
        JsonNode project = tender.project();
        assertThat(project.path("lots").get(0).path("phase").asText()).isEqualTo("CONTRACTED");
        assertThat(project.path("lots").get(1).path("phase").asText()).isEqualTo("FAILED");
        assertThat(project.path("phase").asText()).isEqualTo("CONTRACTED");
        assertThat(project.path("ruleSet").asText()).isEqualTo("cn-e-2025.1");
        // Mean 9,800,000 × 0.97 = 9,506,000; 2 points for each per cent above it, of 60.
        assertThat(priceScores(tender))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1", "58.02", "2", "53.81", "3", "49.61"));
        assertThat(noticeKinds(tender))
                .containsExactly("TENDER", "ADDENDUM", "FAILED", "OPENING_RECORD", "CANDIDATES", "AWARD");
        JsonNode award = hall.get(null, "/public/notices?limit=1")
                .expect(200)
                .json()
                .path("items")
                .get(0);
        assertThat(award.path("kind").asText()).isEqualTo("AWARD");
        assertThat(award.path("body").toString())
                .contains(hall.bidders.getFirst().name(), "9,600,000.00");
        var pdf = hall.get(null, "/public/notices/" + award.path("id").asText() + "/pdf")
                .expect(200);
        assertThat(pdf.header("Content-Type")).contains("application/pdf");
        assertThat(pdf.text()).startsWith("%PDF");
    }

    @Test
    void aProcurementTenderRunsFromDraftToContract() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.ready(hall, Tender.goods(hall), "g-f1-goods", "1100000.00");
        tender.publishes().expect(200);
        hall.clock.set("2026-03-30 09:30");
        tender.opens(0, 3).expect(201);
        tender.reads(0, 0, 1, Tender.reading("1000000.00", "甲")).expect(200);
        Map<String, Object> small = Tender.reading("800000.00", "乙");
        small.put("firmSize", "SMALL");
        tender.reads(0, 1, 1, small).expect(200);
        tender.reads(0, 2, 1, Tender.reading("900000.00", "丙")).expect(200);
        tender.endsOpening(0).expect(200);
        tender.scores(0).expect(201);
        // A small firm's 800,000 counts as 720,000, the lowest: 30 × 720,000 / price.
        assertThat(priceScores(tender))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1", "21.60", "2", "30.00", "3", "24.00"));
        hall.clock.set("2026-03-30 17:00");
        tender.reports(0, Map.of("evaluationEndedAt", hall.clock.instant())).expect(201);
        List<UUID> ranked = tender.ranking(0);
        assertThat(ranked).containsExactly(tender.bids.get(1), tender.bids.get(2), tender.bids.get(0));
        tender.decides(0, ranked.getFirst()).expect(200);
        assertThat(tender.phase()).isEqualTo("AWARD_DECIDED");
        tender.awards(0).expect(201);
        hall.clock.set("2026-04-02 09:00");
        tender.contracts(0, hall.clock.instant()).expect(200);
        assertThat(tender.phase()).isEqualTo("CONTRACTED");
        assertThat(tender.project().path("ruleSet").asText()).isEqualTo("cn-g-2026.1");
    }

    @Test
    void noStepIsTakenOutOfItsOrder() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        Map<String, Object> report = Map.of("evaluationEndedAt", hall.clock.instant());
        tender.bids.add(UUID.randomUUID());
        tender.endsOpening(0).expect(409);
        tender.draws(0, "reduction", "0.03").expect(409);
        tender.objects(hall.agent, 0, 0, "无").expect(409);
        tender.reads(0, 0, 1, Tender.reading("1.00", "无")).expect(409);
        tender.scores(0).expect(409);
        tender.reports(0, report).expect(409);
        tender.publishesCandidates(0, List.of(UUID.randomUUID()), hall.clock.instant())
                .expect(409);
        tender.decides(0, UUID.randomUUID()).expect(409);
        tender.awards(0).expect(409);
        tender.contracts(0, hall.clock.instant()).expect(409);
        tender.reportsInWriting(0).expect(409);
        assertThat(tender.publishes().expect(409).code()).isEqualTo("wrong-phase");
        assertThat(tender.phase()).isEqualTo("PUBLISHED");
        tender.playsOpening(0, List.of("9600000", "9700000", "9800000"));
        tender.opens(0, 3).expect(409);
        tender.declaresFailed(0, 2).expect(409);
        tender.clarifies("太晚", true, null).expect(409);
        tender.reports(0, report).expect(409);
        assertThat(tender.phase()).isEqualTo("EVALUATING");
    }
}
