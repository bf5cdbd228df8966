package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a deposit ends, or goes on: kept on a ground, back because nothing was submitted, standing again. */
class DepositEndsTest extends DepositCase {
    private static Answer keeps(String path, Map<String, Object> decision) {
        return hall.send(write(hall.ownersClerk, "POST", path + "/retention", decision));
    }

    @Test
    void aDepositIsKeptOnAListedGroundAloneAndTheBidderMayDisputeIt() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(3);
        String number = accountOf(tender, 0, "6222 3000");
        imports("K-" + number + ",CREDIT,100000.00,CNY,2026-03-12 10:00:00,甲,62223000," + number + ",\n");
        hall.clock.set("2026-03-30 09:30");
        String path = tender.lotPath(0) + "/deposits/"
                + of(desk(tender), 0).path("id").asText();
        Map<String, Object> decision = new HashMap<>(
                Map.of("amount", "60000.00", "ground", "DISLIKE", "reason", "撤销投标", "evidenceSha256", EVIDENCE));
        keeps(path, decision).expect(400);
        decision.put("ground", "REVOKED");
        assertThat(keeps(path, decision).expect(409).code())
                .as("nobody knows yet what becomes of the bid")
                .isEqualTo("no-such-event");
        tender.playsOpening(0, List.of("", "9700000", "9800000"));
        decision.put("ground", "NO_CONTRACT");
        assertThat(keeps(path, decision).expect(409).code())
                .as("nothing is awarded to it")
                .isEqualTo("no-such-event");
        decision.put("ground", "REVOKED");
        decision.put("amount", "100000.01");
        assertThat(keeps(path, decision).expect(400).text())
                .as("no more than was asked")
                .contains("100000.00");
        decision.put("amount", "60000.00");
        assertThat(keeps(path, decision).expect(400).text())
                .as("a digest alone is no evidence")
                .contains("/evidenceSha256");
        String evidencePath = path + "/evidence?name=" + Hall.encode("撤销函.pdf");
        hall.send(write(hall.agent, "POST", evidencePath, Tender.PDF)).expect(403);
        String evidence = hall.send(write(hall.ownersClerk, "POST", evidencePath, Tender.PDF))
                .expect(201)
                .json()
                .path("sha256")
                .asText();
        assertThat(hall.send(write(hall.ownersClerk, "POST", evidencePath, Tender.PDF))
                        .expect(409)
                        .code())
                .isEqualTo("same-evidence");
        for (Person reader : List.of(hall.ownersClerk, hall.supervisor, hall.bidderPeople.get(0))) {
            assertThat(hall.get(reader, path + "/evidence/" + evidence)
                            .expect(200)
                            .response()
                            .body())
                    .isEqualTo(Tender.PDF);
        }
        hall.get(hall.bidderPeople.get(1), path + "/evidence/" + evidence).expect(404);
        hall.get(hall.ownersClerk, path + "/evidence/" + EVIDENCE).expect(404);
        assertThat(hall.rows.refusal("DELETE FROM deposit_evidence")).isNotEmpty();
        decision.put("evidenceSha256", evidence);
        JsonNode kept = keeps(path, decision).expect(200).json();
        assertThat(kept.path("balances").path("retained").asText()).isEqualTo("60000.00");
        assertThat(kept.path("events").toString()).contains("第三十五条").contains(evidence);
        hall.send(write(hall.bidderPeople.get(1), "POST", path + "/dispute", Map.of("reason", "不是我的")))
                .expect(404);
        hall.send(write(hall.bidderPeople.get(0), "POST", path + "/dispute", Map.of("reason", "系平台故障")))
                .expect(200);
        decision.put("amount", "1.00");
        keeps(path, decision).expect(409);
        Map<String, Object> settlement = Map.of("released", "60000.00", "reason", "异议成立", "evidenceSha256", evidence);
        JsonNode settled = hall.send(write(hall.ownersClerk, "POST", path + "/settlement", settlement))
                .expect(200)
                .json();
        assertThat(settled.path("balances").path("held").asText()).isEqualTo("100000.00");
        assertThat(hall.rows.refusal("UPDATE deposit_event SET amount = amount + 1"))
                .isNotEmpty();
        assertThat(hall.rows.refusal("DELETE FROM deposit_event")).isNotEmpty();
    }

    /** What is not there at the deadline counts as withdrawn (S03): the money goes back, long before any contract. */
    @Test
    void whoSecuredABidAndSubmittedNoneGetsItsMoneyBackFromTheDeadlineOn() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(4);
        String number = accountOf(tender, 3, "6222 4000");
        imports("N-" + number + ",CREDIT,100000.00,CNY,2026-03-12 10:00:00,甲,62224000," + number + ",\n");
        hall.clock.set("2026-03-30 09:29");
        assertThat(mine(tender, 3).path("deposits").get(0).path("state").asText())
                .isEqualTo("VERIFIED");
        hall.clock.set("2026-03-30 09:30");
        tender.playsOpening(0, List.of("9600000", "9700000", "9800000"));
        JsonNode due = of(desk(tender), 3);
        assertThat(due.path("state").asText()).isEqualTo("REFUND_DUE");
        assertThat(due.path("refund").path("cause").asText()).isEqualTo("NOT_SUBMITTED");
        assertThat(due.path("refund").path("ruleId").asText()).isEqualTo("D05");
        assertThat(due.path("refund").path("startedAt").asText())
                .isEqualTo(StoppedClock.at("2026-03-30 09:30").toString());
        String path = tender.lotPath(0) + "/deposits/";
        hall.send(write(
                        hall.ownersClerk,
                        "POST",
                        path + due.path("id").asText() + "/retention",
                        Map.of("amount", "1.00", "ground", "REVOKED", "reason", "未递交", "evidenceSha256", EVIDENCE)))
                .expect(409);
        hall.clock.set("2026-05-11 09:00");
        Map<String, Object> refunds = new HashMap<>(
                Map.of("refunds", List.of(Map.of("depositId", due.path("id").asText()))));
        assertThat(hall.send(write(hall.ownersClerk, "POST", path + "refunds", refunds))
                        .expect(409)
                        .text())
                .as("late by then")
                .contains("D05");
        refunds.put("acknowledgements", List.of(Map.of("ruleId", "D05", "reason", "等候账户更正")));
        hall.send(write(hall.ownersClerk, "POST", path + "refunds", refunds)).expect(200);
        assertThat(of(desk(tender), 3).path("state").asText()).isEqualTo("REFUNDED");
    }

    /** Withdrawing and submitting again, as long as the money was not paid back, leaves the bid with its deposit. */
    @Test
    void aDepositStandsAgainWhenItsBidderSubmitsAgain(@TempDir Path own) throws Exception {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("price"), 2, List.of("agent", "supervisor"))
                .expect(200);
        SealedTenders.registersKeys(tender);
        hall.send(write(hall.agent, "PUT", tender.lotPath(0) + "/deposits/terms", terms("10000000.00", "1"))
                        .onVersion(tender.version()))
                .expect(200);
        tender.publishes().expect(200);
        hall.clock.set("2026-03-11 10:00");
        tender.registers(1);
        String number = accountOf(tender, 0, "6222 5000");
        imports("S-" + number + ",CREDIT,100000.00,CNY,2026-03-12 10:00:00,甲,62225000," + number + ",\n");
        hall.clock.set("2026-03-12 11:00");
        try (SealingBidder bidder = new SealingBidder(hall, 0, own)) {
            bidder.seals(tender, "9000000", Tender.PDF).submits(tender);
            bidder.server.post(
                    tender.lotPath(0) + "/submissions/mine/withdrawal", new ObjectMapper().createObjectNode());
            JsonNode due = mine(tender, 0).path("deposits").get(0);
            assertThat(due.path("state").asText()).isEqualTo("REFUND_DUE");
            assertThat(due.path("refund").path("cause").asText()).isEqualTo("WITHDRAWN");
            bidder.seals(tender, "8000000", Tender.PDF).submits(tender);
        }
        JsonNode again = mine(tender, 0).path("deposits").get(0);
        assertThat(again.path("state").asText()).isEqualTo("VERIFIED");
        assertThat(again.path("secures").asBoolean()).isTrue();
        assertThat(again.has("refund")).isFalse();
        assertThat(again.path("events").toString()).contains("REINSTATED");
        assertThat(hall.get(hall.agent, tender.path() + "/audit?limit=200").text())
                .as("before the deadline it stands on the bidder's own stream")
                .doesNotContain("deposit.reinstate");
        hall.clock.set("2026-03-30 09:30");
        assertThat(of(desk(tender), 0).path("state").asText()).isEqualTo("HELD");
    }
}
