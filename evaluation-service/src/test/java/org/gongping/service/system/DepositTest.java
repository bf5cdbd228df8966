package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gongping.core.verify.DepositSums;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deposits over the whole server: asked, waived, guaranteed, paid, hidden, refunded, kept, counted. */
class DepositTest {
    private static final String CSV =
            "reference,direction,amount,currency,received_at,payer_name,payer_account,virtual_account,remittance\n";
    private static final String EVIDENCE = "a".repeat(64);
    private static Hall hall;

    @BeforeAll
    static void open(@TempDir Path folder) {
        hall = new Hall(folder);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static Step write(Person by, String method, String path, Object body) {
        return Step.write("", by, method, path, body);
    }

    private static Map<String, Object> terms(String base, String rate) {
        Map<String, Object> terms = new HashMap<>();
        terms.put("asked", true);
        terms.put("base", base);
        terms.put("rate", rate);
        terms.put("forms", List.of("TRANSFER", "BANK_GUARANTEE", "INSURANCE"));
        terms.put("policySet", "sample-2026.1");
        return terms;
    }

    private static Tender published(Map<String, Object> terms) {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        hall.send(write(hall.agent, "PUT", tender.lotPath(0) + "/deposits/terms", terms)
                        .onVersion(tender.version()))
                .expect(200);
        tender.publishes().expect(200);
        hall.clock.set("2026-03-11 10:00");
        return tender;
    }

    private static void credit(int bidder, String creditClass) {
        hall.send(write(
                        hall.venueOperator,
                        "POST",
                        "/deposits/credits",
                        Map.of(
                                "organisationId",
                                hall.bidders.get(bidder).id(),
                                "creditClass",
                                creditClass,
                                "asOf",
                                "2026-01-01",
                                "source",
                                "信用中国（样例）2026-01-01")))
                .expect(201);
    }

    private static Answer applies(Tender tender, int bidder, Map<String, Object> body) {
        return hall.send(write(hall.bidderPeople.get(bidder), "POST", tender.lotPath(0) + "/deposits", body));
    }

    private static Map<String, Object> transfer(int bidder, String account) {
        return Map.of(
                "form",
                "TRANSFER",
                "account",
                Map.of("name", hall.bidders.get(bidder).name(), "number", account, "bank", "江州银行"));
    }

    private static Map<String, Object> guarantee(String amount, String until) {
        return Map.of(
                "form",
                "BANK_GUARANTEE",
                "instrument",
                Map.of("issuer", "江州银行", "number", "BH-1", "amount", amount, "validUntil", until));
    }

    private static JsonNode mine(Tender tender, int bidder) {
        return hall.get(hall.bidderPeople.get(bidder), tender.lotPath(0) + "/deposits/mine")
                .expect(200)
                .json();
    }

    private static JsonNode imports(String csv) {
        // What is booked later than now is not taken.
        if (hall.clock.instant().isBefore(StoppedClock.at("2026-03-12 11:00"))) {
            hall.clock.set("2026-03-12 11:00");
        }
        return hall.send(write(
                        hall.venueOperator,
                        "POST",
                        "/deposits/bank-statements?format=CSV&name=bank.csv",
                        (CSV + csv).getBytes(StandardCharsets.UTF_8)))
                .expect(201)
                .json();
    }

    private static JsonNode desk(Tender tender) {
        return hall.get(hall.ownersClerk, tender.lotPath(0) + "/deposits")
                .expect(200)
                .json();
    }

    private static JsonNode of(JsonNode desk, int bidder) {
        for (JsonNode item : desk.path("items")) {
            if (item.path("bidder")
                            .path("name")
                            .asText()
                            .equals(hall.bidders.get(bidder).name())
                    && !item.path("state").asText().equals("REPLACED")) {
                return item;
            }
        }
        throw new AssertionError("no deposit of bidder " + bidder + ": " + desk);
    }

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
        JsonNode said = hall.get(
                        null,
                        "/public/deposit-certificates/"
                                + deposit.path("certificateToken").asText())
                .expect(200)
                .json();
        assertThat(said.path("bidderName").asText())
                .isEqualTo(hall.bidders.get(0).name());
        assertThat(said.path("state").asText()).isEqualTo("IN_FORCE");
        hall.get(null, "/public/deposit-certificates/" + "0".repeat(26)).expect(404);
        String pdf = tender.lotPath(0) + "/deposits/" + deposit.path("id").asText() + "/certificate";
        assertThat(hall.get(hall.bidderPeople.getFirst(), pdf).expect(200).text())
                .startsWith("%PDF");
        hall.get(hall.bidderPeople.get(1), pdf).expect(404);
    }

    @Test
    void moneyThatCannotBePlacedGoesOnTheWorkListWithItsReason() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(3);
        String first = accountOf(tender, 0, "6222 1000");
        String second = accountOf(tender, 1, "6222 1001");
        String wrong = first.substring(0, 15) + (first.charAt(15) == '0' ? '1' : '0');
        JsonNode open = imports("W-1,CREDIT,99999.99,CNY,2026-03-12 10:00:00,甲,62221000," + first + ",\n"
                        + "W-2,CREDIT,100000.00,CNY,2026-03-30 09:30:00,甲,62221000," + first + ",\n"
                        + "W-3,CREDIT,100000.00,CNY,2026-03-30,甲,62221000," + first + ",\n"
                        + "W-4,CREDIT,100000.00,CNY,2026-03-12,甲,62221000," + wrong + ",\n"
                        + "W-5,CREDIT,100000.00,CNY,2026-03-12,甲,62221000,,转账 " + first + " 保证金\n"
                        + "W-6,CREDIT,100000.00,CNY,2026-03-12,甲,62221000," + first + ",\n")
                .path("open");
        assertThat(open)
                .extracting(entry -> entry.path("reason").asText())
                .containsExactly("AMOUNT_DIFFERS", "TOO_LATE", "TIME_MISSING", "NO_ACCOUNT", "NOT_OPEN");
        // The same account pays for a second bidder: not from its basic account (D04), and a clue afterwards (D12).
        imports("W-7,CREDIT,100000.00,CNY,2026-03-12,甲,62221000," + second + ",\n");
        JsonNode refused = mine(tender, 1).path("deposits").get(0);
        assertThat(refused.path("secures").asBoolean()).isFalse();
        assertThat(refused.toString()).contains("基本账户");
        hall.send(write(
                        hall.venueOperator,
                        "POST",
                        "/deposits/bank-entries/" + open.get(0).path("id").asText() + "/resolution",
                        Map.of("outcome", "SENT_BACK", "note", "金额不符，原路退回")))
                .expect(200);
        hall.clock.set("2026-03-30 09:30");
        assertThat(desk(tender).path("clues").toString()).contains("D12").contains("2 家投标人");
        assertThat(of(desk(tender), 1).path("refund").path("cause").asText()).isEqualTo("NOT_ACCEPTED");
    }

    /** D04: out of the bidder's own account, and so back into it. */
    @Test
    void theBasicAccountIsTheBiddersOwn() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(3);
        Map<String, Object> foreign =
                Map.of("form", "TRANSFER", "account", Map.of("name", "另一家公司", "number", "6222 3000", "bank", "江州银行"));
        assertThat(applies(tender, 0, foreign).expect(400).text())
                .contains("/account/name")
                .contains("D04");
    }

    @Test
    void aPaperStandsForOneBidderOfALotAndForItsApplicant() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(3);
        applies(tender, 0, guarantee("100000.00", "2026-06-28")).expect(201);
        applies(tender, 1, guarantee("100000.00", "2026-06-28")).expect(201);
        Map<String, Object> foreign = Map.of(
                "form",
                "BANK_GUARANTEE",
                "instrument",
                Map.of(
                        "issuer",
                        "江州银行",
                        "number",
                        "BH-2",
                        "applicant",
                        hall.bidders.get(0).name(),
                        "amount",
                        "100000.00",
                        "validUntil",
                        "2026-06-28"));
        assertThat(applies(tender, 2, foreign).expect(400).text()).contains("/instrument/applicant");
        hall.clock.set("2026-03-30 09:30");
        assertThat(verifies(tender, 0, true).expect(409).code()).isEqualTo("paper-twice");
        verifies(tender, 1, false).expect(200);
        verifies(tender, 0, true).expect(200);
    }

    /** A slip of the pen is put right while nobody has looked at the paper. */
    @Test
    void aPaperThatNobodyHasVerifiedIsHandedInAnew() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(1);
        applies(tender, 0, guarantee("100000.00", "2026-06-28")).expect(201);
        applies(tender, 0, guarantee("120000.00", "2026-06-28")).expect(201);
        JsonNode deposits = mine(tender, 0).path("deposits");
        assertThat(deposits)
                .extracting(deposit -> deposit.path("state").asText())
                .containsExactlyInAnyOrder("REPLACED", "LODGED");
        for (JsonNode deposit : deposits) {
            if (deposit.path("state").asText().equals("REPLACED")) {
                assertThat(deposit.at("/balances/lodged").asText()).isEqualTo("0.00");
            }
        }
        hall.clock.set("2026-03-30 09:30");
        assertThat(desk(tender).path("items"))
                .extracting(deposit -> deposit.path("state").asText())
                .contains("LODGED");
    }

    /** Chooses a transfer from this account of its own; the number to which the bidder is to pay. */
    private static String accountOf(Tender tender, int bidder, String from) {
        return applies(tender, bidder, transfer(bidder, from))
                .expect(201)
                .json()
                .path("virtualAccount")
                .asText();
    }

    private static Answer verifies(Tender tender, int bidder, boolean accepted) {
        String path = tender.lotPath(0) + "/deposits/"
                + of(desk(tender), bidder).path("id").asText();
        return hall.send(write(
                hall.agent,
                "POST",
                path + "/verification",
                accepted ? Map.of("accepted", true) : Map.of("accepted", false, "reason", "出具机构查无此件")));
    }

    /** What the bank takes back was never there: nothing stands for the bid until the bidder has paid again. */
    @Test
    void whatTheBankBooksBackNoLongerStandsForABid() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(1);
        String number = accountOf(tender, 0, "6222 7000");
        String line = ",CNY,2026-03-12 10:00:00,甲,62227000," + number + ",\n";
        imports("R1-" + number + ",CREDIT,100000.00" + line);
        assertThat(mine(tender, 0).at("/deposits/0/secures").asBoolean()).isTrue();
        assertThat(imports("R2-" + number + ",REVERSAL,99999.00" + line)
                        .path("open")
                        .get(0)
                        .path("reason")
                        .asText())
                .as("of another amount: for people to look at")
                .isEqualTo("REVERSED");
        assertThat(imports("R1-" + number + ",REVERSAL,100000.00" + line).path("open"))
                .isEmpty();
        JsonNode back = mine(tender, 0).at("/deposits/0");
        assertThat(back.path("secures").asBoolean()).isFalse();
        assertThat(back.path("state").asText()).isEqualTo("REQUIRED");
        assertThat(back.at("/balances/lodged").asText()).isEqualTo("0.00");
        imports("R3-" + number + ",CREDIT,100000.00" + line);
        assertThat(mine(tender, 0).at("/deposits/0/secures").asBoolean()).isTrue();
    }

    /** However often it applies at the same moment, one deposit stands. */
    @Test
    void applicationsAtTheSameMomentLeaveOneDeposit() throws Exception {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(1);
        List<Callable<Integer>> applications = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String account = "6222 500" + i;
            applications.add(() -> applies(tender, 0, transfer(0, account)).status());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(applications)) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        assertThat(mine(tender, 0).path("deposits"))
                .extracting(deposit -> deposit.path("state").asText())
                .filteredOn(state -> !state.equals("REPLACED"))
                .containsExactly("REQUIRED");
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
        hall.send(write(hall.ownersClerk, "POST", path + "/retention", decision))
                .expect(400);
        decision.put("ground", "REVOKED");
        assertThat(hall.send(write(hall.ownersClerk, "POST", path + "/retention", decision))
                        .expect(409)
                        .code())
                .as("nobody knows yet what becomes of the bid")
                .isEqualTo("no-such-event");
        tender.playsOpening(0, List.of("", "9700000", "9800000"));
        decision.put("ground", "NO_CONTRACT");
        assertThat(hall.send(write(hall.ownersClerk, "POST", path + "/retention", decision))
                        .expect(409)
                        .code())
                .as("nothing is awarded to it")
                .isEqualTo("no-such-event");
        decision.put("ground", "REVOKED");
        decision.put("amount", "100000.01");
        assertThat(hall.send(write(hall.ownersClerk, "POST", path + "/retention", decision))
                        .expect(400)
                        .text())
                .as("no more than was asked")
                .contains("100000.00");
        decision.put("amount", "60000.00");
        assertThat(hall.send(write(hall.ownersClerk, "POST", path + "/retention", decision))
                        .expect(400)
                        .text())
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
        JsonNode kept = hall.send(write(hall.ownersClerk, "POST", path + "/retention", decision))
                .expect(200)
                .json();
        assertThat(kept.path("balances").path("retained").asText()).isEqualTo("60000.00");
        assertThat(kept.path("events").toString()).contains("第三十五条").contains(evidence);
        hall.send(write(hall.bidderPeople.get(1), "POST", path + "/dispute", Map.of("reason", "不是我的")))
                .expect(404);
        hall.send(write(hall.bidderPeople.get(0), "POST", path + "/dispute", Map.of("reason", "系平台故障")))
                .expect(200);
        decision.put("amount", "1.00");
        hall.send(write(hall.ownersClerk, "POST", path + "/retention", decision))
                .expect(409);
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

    private static void givesHalf(Tender tender, int bidder) {
        Map<String, Object> input = new HashMap<>(transfer(bidder, "6222 700" + bidder));
        input.put("undertaking", true);
        JsonNode half = applies(tender, bidder, input).expect(201).json();
        assertThat(half.path("due").asText()).isEqualTo("50000.00");
        String number = half.path("virtualAccount").asText();
        if (bidder > 1) {
            imports("H-" + number + ",CREDIT,50000.00,CNY,2026-03-12 10:00:00,甲,6222700" + bidder + "," + number
                    + ",\n");
        }
    }

    /** What was waived spared somebody something only where the rest was given, for a bid that its bidder let stand. */
    @Test
    void aHalfWaiverCountsWhereTheOtherHalfWasGivenAndTheBidWasNotRevoked() throws IOException {
        hall.clock.set("2026-03-01 09:00");
        for (int bidder = 1; bidder < 4; bidder++) {
            credit(bidder, "B");
        }
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(4);
        for (int bidder = 1; bidder < 4; bidder++) {
            givesHalf(tender, bidder);
        }
        hall.clock.set("2026-03-30 09:30");
        tender.opens(0, 4).expect(201);
        for (int bid = 0; bid < 3; bid++) {
            tender.reads(0, bid, 1, Tender.reading("9600000", "项目经理" + bid)).expect(200);
        }
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
