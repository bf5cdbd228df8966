package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.verify.DepositSums;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.Test;

/** Deposits over the whole server: asked, waived, guaranteed, paid, hidden, refunded, counted. */
class DepositTest extends DepositCase {
    @Test
    void noDocumentAsksMoreThanTheCeilingNorRefusesGuaranteesForCash() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        Map<String, Object> terms = terms("10000000.00", "2.1");
        terms.put("forms", List.of("TRANSFER"));
        hall.send(write(hall.agent, "PUT", tender.lotPath(0) + "/deposits/terms", terms)
                        .onVersion(tender.version()))
                .expect(200);
        JsonNode refused = tender.publishes().expect(422).json();
        assertThat(refused.toString()).contains("D01").contains("D11").contains("二十六");
        terms = terms("10000000.00", "2");
        hall.send(write(hall.agent, "PUT", tender.lotPath(0) + "/deposits/terms", terms)
                        .onVersion(tender.version()))
                .expect(200);
        tender.publishes().expect(200);
        JsonNode shown = hall.get(hall.bidderPeople.getFirst(), tender.lotPath(0) + "/deposits/terms")
                .expect(200)
                .json();
        assertThat(shown.path("askedAmount").asText()).isEqualTo("200000.00");
        assertThat(hall.get(null, "/public/notices?limit=50").text()).contains("200,000.00");
    }

    /** A ceiling of two per cent says nothing where the base may be anything. */
    @Test
    void theBaseIsHeldToWhatTheProjectStates() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        String path = tender.lotPath(0) + "/deposits/terms";
        assertThat(hall.send(write(hall.agent, "PUT", path, terms("900000000.00", "2"))
                                .onVersion(tender.version()))
                        .expect(400)
                        .text())
                .contains("/base")
                .contains("10500000 元")
                .contains("D01");
        hall.send(write(hall.agent, "PUT", path, terms("10500000.00", "2")).onVersion(tender.version()))
                .expect(200);
        tender.changesLot(0, "第一标段", "10000000.00", "e-f2-highway").expect(200);
        assertThat(tender.publishes().expect(422).text()).contains("D01").contains("超过本项目载明的限额 10000000.00");
    }

    @Test
    void aTenderWithAWaiverAGuaranteeAndMoneyRunsToItsRefundsAndFigures() throws IOException {
        hall.clock.set("2026-03-01 09:00");
        credit(0, "A");
        Tender tender = published(terms("10000000.00", "2"));
        tender.registers(3);
        // Credit class A: waived on an undertaking; a later entry changes nothing.
        JsonNode offer = mine(tender, 0).path("offer");
        assertThat(offer.path("policyId").asText()).isEqualTo("CREDIT-A");
        assertThat(offer.path("due").asText()).isEqualTo("0.00");
        applies(tender, 0, Map.of("form", "WAIVER")).expect(400);
        JsonNode waived = applies(tender, 0, Map.of("form", "WAIVER", "undertaking", true))
                .expect(201)
                .json();
        assertThat(waived.path("state").asText()).isEqualTo("WAIVED");
        assertThat(waived.path("waived").asText()).isEqualTo("200000.00");
        assertThat(waived.path("relief").path("creditClass").asText()).isEqualTo("A");
        // Nobody waives for one without a class on record.
        applies(tender, 1, Map.of("form", "WAIVER", "undertaking", true)).expect(400);
        assertThat(applies(tender, 1, guarantee("200000.00", "2026-06-27"))
                        .expect(422)
                        .text())
                .contains("D03");
        applies(tender, 1, guarantee("199999.99", "2026-06-28")).expect(400);
        JsonNode guaranteed = applies(tender, 1, guarantee("200000.00", "2026-06-28"))
                .expect(201)
                .json();
        assertThat(guaranteed.path("state").asText()).isEqualTo("LODGED");
        JsonNode paying =
                applies(tender, 2, transfer(2, "6222 0002")).expect(201).json();
        String number = paying.path("virtualAccount").asText();
        assertThat(paying.path("state").asText()).isEqualTo("REQUIRED");

        hiddenFromEverybodyElse(tender);

        JsonNode taken = imports("T1-1,CREDIT,200000.00,CNY,2026-03-12 10:00:00,投标人3,62220002," + number + ",\n"
                + "T1-2,CREDIT,5.00,CNY,2026-03-12 10:00:00,路人,1111,,没有账号\n");
        assertThat(taken.path("open")).hasSize(1);
        assertThat(taken.path("open").get(0).path("reason").asText()).isEqualTo("NO_ACCOUNT");
        JsonNode again = imports("T1-1,CREDIT,200000.00,CNY,2026-03-12 10:00:00,投标人3,62220002," + number + ",又一份\n");
        assertThat(again.path("duplicates").get(0).asText()).isEqualTo("CSV:T1-1");
        assertThat(mine(tender, 2).path("deposits").get(0).path("state").asText())
                .isEqualTo("VERIFIED");
        assertThat(hall.get(hall.venueOperator, "/deposits/bank-entries?view=SETTLED")
                        .text())
                .doesNotContain("T1-1");

        hall.clock.set("2026-03-30 09:30");
        tender.playsOpening(0, List.of("9600000", "9700000", "9800000"));
        assertThat(hall.get(hall.venueOperator, "/deposits/bank-entries?view=SETTLED")
                        .text())
                .contains("T1-1");
        JsonNode desk = desk(tender);
        assertThat(of(desk, 0).path("state").asText()).isEqualTo("WAIVED");
        assertThat(of(desk, 2).path("state").asText()).isEqualTo("HELD");
        hall.send(write(
                        hall.agent,
                        "POST",
                        tender.lotPath(0) + "/deposits/"
                                + of(desk, 1).path("id").asText() + "/verification",
                        Map.of("accepted", true)))
                .expect(200);
        tender.scores(0).expect(201);
        tender.reports(0, Map.of("evaluationEndedAt", hall.clock.instant())).expect(201);
        hall.clock.set("2026-03-31 09:00");
        List<UUID> ranked = tender.ranking(0);
        tender.publishesCandidates(0, ranked, StoppedClock.at("2026-04-04 00:00"))
                .expect(201);
        hall.clock.set("2026-04-07 09:00");
        tender.decides(0, ranked.getFirst()).expect(200);
        tender.awards(0).expect(201);
        assertThat(of(desk(tender), 2).has("refund"))
                .as("not due before the contract")
                .isFalse();
        hall.clock.set("2026-04-10 09:00");
        tender.contracts(0, hall.clock.instant()).expect(200);

        JsonNode due = of(desk(tender), 2);
        assertThat(due.path("state").asText()).isEqualTo("REFUND_DUE");
        assertThat(due.path("refund").path("ruleId").asText()).isEqualTo("D06");
        assertThat(due.path("refund").path("lastDay").asText()).isEqualTo("2026-04-15");
        // 12 March to 10 April: 29 days; 200,000 × 0.35 % × 29 ÷ 360 = 56.388…
        assertThat(due.path("refund").path("interest").asText()).isEqualTo("56.39");
        Map<String, Object> refunds = Map.of(
                "refunds",
                List.of(
                        Map.of("depositId", due.path("id").asText(), "reference", "BANK-7"),
                        Map.of("depositId", of(desk(tender), 1).path("id").asText())));
        // More than is owed needs a reason of its own, and is interest in no figure.
        Map<String, Object> excess = new HashMap<>(Map.of(
                "refunds",
                List.of(Map.of("depositId", due.path("id").asText(), "interest", "99999999999999.00")),
                "acknowledgements",
                List.of(Map.of("ruleId", "D05", "reason", "看错了"))));
        String path = tender.lotPath(0) + "/deposits/refunds";
        assertThat(hall.send(write(hall.ownersClerk, "POST", path, excess))
                        .expect(409)
                        .text())
                .contains("D06")
                .contains("应付 56.39");
        excess.put("acknowledgements", List.of(Map.of("ruleId", "D06", "reason", "误将他款一并汇出")));
        hall.send(write(hall.ownersClerk, "POST", path, excess)).expect(200);
        hall.send(write(
                        hall.ownersClerk,
                        "POST",
                        tender.lotPath(0) + "/deposits/" + due.path("id").asText() + "/returned-refund",
                        Map.of("reason", "账户已销户")))
                .expect(200);
        assertThat(hall.get(hall.auditor, "/deposits/figures?from=2026-04-01&to=2026-04-30")
                        .expect(200)
                        .json()
                        .at("/total/interest")
                        .asText())
                .isEqualTo("0.00");
        JsonNode paid = hall.send(write(hall.ownersClerk, "POST", path, refunds))
                .expect(200)
                .json();
        assertThat(paid.path("items").get(0).path("state").asText()).isEqualTo("REFUNDED");
        assertThat(paid.path("items").get(0).path("balances").path("refunded").asText())
                .isEqualTo("200000.00");
        hall.send(write(hall.ownersClerk, "POST", path, refunds)).expect(409);
        figuresAreTheSumOfTheirRecords(tender);
        certificateSaysWhatItSays(tender);
    }

    /** Rule S06: not a list, not a count, not a word of difference. */
    private static void hiddenFromEverybodyElse(Tender tender) {
        for (Person person : List.of(hall.agent, hall.ownersClerk, hall.supervisor, hall.auditor)) {
            Answer answer = hall.get(person, tender.lotPath(0) + "/deposits").expect(403);
            assertThat(answer.code()).isEqualTo("hidden-until-deadline");
            assertThat(hall.get(person, tender.path() + "/audit?limit=200").text())
                    .doesNotContain("deposit.apply")
                    .doesNotContain("deposit.waive")
                    .doesNotContain("deposit.lodge");
        }
        assertThat(mine(tender, 1).toString())
                .doesNotContain(hall.bidders.get(0).name());
        hall.get(hall.bidderPeople.get(4), tender.lotPath(0) + "/deposits/mine").expect(404);
        JsonNode figures = hall.get(hall.auditor, "/deposits/figures?from=2026-03-01&to=2026-03-31")
                .expect(200)
                .json();
        assertThat(figures.path("total").path("waivedRecords").asInt()).isZero();
    }

    private static void figuresAreTheSumOfTheirRecords(Tender tender) throws IOException {
        String period = "from=2026-03-01&to=2026-04-30";
        JsonNode figures = hall.get(hall.auditor, "/deposits/figures?by=REGION&" + period)
                .expect(200)
                .json();
        assertThat(figures.path("total").path("waived").asText()).isEqualTo("200000.00");
        assertThat(figures.path("total").path("released").asText()).isEqualTo("200000.00");
        assertThat(figures.path("total").path("interest").asText()).isEqualTo("56.39");
        BigDecimal sum = BigDecimal.ZERO;
        JsonNode records = hall.get(hall.auditor, "/deposits/figures/records?kind=WAIVED&" + period)
                .expect(200)
                .json()
                .path("items");
        for (JsonNode record : records) {
            sum = sum.add(new BigDecimal(record.path("amount").asText()));
            assertThat(record.path("projectCode").asText())
                    .isEqualTo(tender.project().path("code").asText());
            assertThat(record.path("basis").asText()).isNotBlank();
        }
        assertThat(sum)
                .isEqualByComparingTo(figures.path("total").path("waived").asText());
        String exported = hall.get(hall.auditor, "/deposits/figures/export?" + period)
                .expect(200)
                .text();
        DepositSums.Answer again = DepositSums.check(exported.getBytes(StandardCharsets.UTF_8));
        assertThat(again.faults()).isEmpty();
        assertThat(again.waived()).isEqualByComparingTo("200000.00");
        JsonNode export = new ObjectMapper().readTree(exported);
        assertThat(export.path("records")).hasSize(4);
        assertThat(hall.get(hall.auditor, "/deposits/figures/export?format=csv&" + period)
                        .expect(200)
                        .text())
                .contains("CREDIT-A");
        assertThat(hall.get(hall.strangeSupervisor, "/deposits/figures?" + period)
                        .expect(200)
                        .json()
                        .path("total")
                        .path("waived")
                        .asText())
                .as("an authority sees the tenders that it supervises")
                .isEqualTo("0.00");
        hall.send(write(hall.venueOperator, "POST", "/deposits/reports", Map.of("kind", "MONTH", "day", "2026-04-05")))
                .expect(400);
        JsonNode report = hall.send(write(
                        hall.venueOperator, "POST", "/deposits/reports", Map.of("kind", "MONTH", "day", "2026-03-05")))
                .expect(201)
                .json();
        assertThat(report.path("document").path("total").path("waived").asText())
                .isEqualTo("200000.00");
        Answer second = hall.send(
                write(hall.venueOperator, "POST", "/deposits/reports", Map.of("kind", "MONTH", "day", "2026-03-31")));
        assertThat(second.expect(409).code()).isEqualTo("report-frozen");
        assertThat(second.text()).contains(report.path("id").asText());
        hall.send(write(hall.venueOperator, "POST", "/deposits/reports", Map.of("kind", "MONTH", "day", "1900-01-01")))
                .expect(400);
        for (String figure : List.of("", "/export", "/records?kind=WAIVED")) {
            String question = figure.contains("?") ? "&" : "?";
            hall.get(hall.auditor, "/deposits/figures" + figure + question + "from=2026-04-30&to=2026-03-01")
                    .expect(400);
        }
        assertThat(hall.get(
                                hall.auditor,
                                "/deposits/reports/" + report.path("id").asText() + "/pdf")
                        .expect(200)
                        .text())
                .startsWith("%PDF");
    }

    private static void certificateSaysWhatItSays(Tender tender) {
        JsonNode deposit = mine(tender, 0).path("deposits").get(0);
        String place = "/public/deposit-certificates/"
                + deposit.path("certificateToken").asText();
        JsonNode said = hall.get(null, place).expect(200).json();
        assertThat(said.path("bidderName").asText())
                .isEqualTo(hall.bidders.get(0).name());
        assertThat(said.path("state").asText()).isEqualTo("IN_FORCE");
        Instant now = hall.clock.instant();
        hall.clock.set(said.path("validUntil").asText() + " 23:59");
        assertThat(hall.get(null, place).json().path("state").asText()).isEqualTo("IN_FORCE");
        hall.clock.set(hall.clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(hall.get(null, place).json().path("state").asText())
                .as("the day after its last")
                .isEqualTo("ENDED");
        hall.clock.set(now);
        hall.get(null, "/public/deposit-certificates/" + "0".repeat(26)).expect(404);
        String pdf = tender.lotPath(0) + "/deposits/" + deposit.path("id").asText() + "/certificate";
        assertThat(hall.get(hall.bidderPeople.getFirst(), pdf).expect(200).text())
                .startsWith("%PDF");
        hall.get(hall.bidderPeople.get(1), pdf).expect(404);
    }

    private static void givesHalf(Tender tender, int bidder) {
        Map<String, Object> input = new HashMap<>(transfer(bidder, "6222 700" + bidder));
        input.put("undertaking", true);
        JsonNode half = applies(tender, bidder, input).expect(201).json();
        assertThat(half.path("due").asText()).isEqualTo("50000.00");
        String number = half.path("virtualAccount").asText();
        String line = ",50000.00,CNY,2026-03-12 10:00:00,甲,6222700" + bidder + "," + number + ",\n";
        if (bidder > 1) {
            imports("H-" + number + ",CREDIT" + line);
        }
        if (bidder == 2 || bidder == 4) {
            imports("H-" + number + ",REVERSAL" + line);
        }
        if (bidder == 2) {
            imports("I-" + number + ",CREDIT" + line);
        }
    }

    /**
     * What was waived spared somebody something only where the rest was given, for a bid that its bidder let stand. Bidder 2
     * pays again what the bank took back, bidder 4 does not.
     */
    @Test
    void aHalfWaiverCountsWhereTheOtherHalfWasGivenAndTheBidWasNotRevoked() throws IOException {
        hall.clock.set("2026-03-01 09:00");
        for (int bidder = 1; bidder < 5; bidder++) {
            credit(bidder, "B");
        }
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(5);
        for (int bidder = 1; bidder < 5; bidder++) {
            givesHalf(tender, bidder);
        }
        hall.clock.set("2026-03-30 09:30");
        tender.opens(0, 5).expect(201);
        for (int bid = 0; bid < 3; bid++) {
            tender.reads(0, bid, 1, Tender.reading("9600000", "项目经理" + bid)).expect(200);
        }
        tender.reads(0, 4, 1, Tender.reading("9600000", "项目经理4")).expect(200);
        tender.reads(0, 3, 1, Map.of("outcome", "NOT_OPENED_BIDDER_CAUSE", "reason", "密钥遗失"))
                .expect(200);
        String filter = "from=2026-03-30&to=2026-03-30&policy=sample-2026.1/CREDIT-B";
        JsonNode total = hall.get(hall.auditor, "/deposits/figures?" + filter)
                .expect(200)
                .json()
                .path("total");
        assertThat(total.path("waived").asText()).isEqualTo("50000.00");
        assertThat(total.path("waivedRecords").asInt()).isEqualTo(1);
        JsonNode record = hall.get(hall.auditor, "/deposits/figures/records?kind=WAIVED&" + filter)
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(record.path("bidderName").asText())
                .isEqualTo(hall.bidders.get(2).name());
        assertThat(record.path("secured").asText()).isEqualTo("50000.00");
        assertThat(DepositSums.check(hall.get(hall.auditor, "/deposits/figures/export?" + filter)
                                .expect(200)
                                .text()
                                .getBytes(StandardCharsets.UTF_8))
                        .faults())
                .isEmpty();
    }
}
