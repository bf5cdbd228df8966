package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.service.TestServer.Answer;

/**
 * A tender with deposits, from the terms in its draft to the last refund, that takes every command of this feature.
 * One bidder is waived its deposit, one hands in a guarantee, one pays by the bank's file, one by an entry made by hand; the
 * tender fails for want of bidders, so that all of it is due.
 */
final class DepositPlay {
    private static final String CSV =
            "reference,direction,amount,currency,received_at,payer_name,payer_account,virtual_account,remittance\n";

    final Tender tender;
    /** The waiver of the first bidder, and what its certificate is found by. */
    UUID waiver;

    String evidence;
    String certificate;
    UUID report;
    String policySet;

    private final Hall hall;

    private DepositPlay(Hall hall, Tender tender) {
        this.hall = hall;
        this.tender = tender;
    }

    static DepositPlay played(Hall hall) {
        // A report is of a period that is over and in which the platform had a tender.
        hall.clock.set("2026-02-02 09:00");
        Tender.publishedHighway(hall);
        // What is done on the platform is done at one moment: its chain goes on when another play begins.
        hall.clock.set("2026-03-02 09:00");
        DepositPlay play = new DepositPlay(hall, Tender.readyHighway(hall));
        play.platform();
        play.asks();
        play.gives();
        hall.clock.set("2026-03-30 09:30");
        play.ends();
        return play;
    }

    private void platform() {
        ObjectNode policies = (ObjectNode) Play.resource("/deposit/sample-2026.1.json");
        policySet = hall.code("relief");
        policies.put("policySet", policySet);
        act(hall.administrator, "loadWaiverPolicies", "/deposits/policies", policies);
        act(
                hall.venueOperator,
                "recordBidderCredit",
                "/deposits/credits",
                Map.of(
                        "organisationId",
                        hall.bidders.getFirst().id(),
                        "creditClass",
                        "A",
                        "firmSize",
                        "SMALL",
                        "asOf",
                        "2026-01-01",
                        "source",
                        "信用中国（样例）"));
        report = id(act(
                hall.venueOperator,
                "freezeDepositReport",
                "/deposits/reports",
                Map.of("kind", "MONTH", "day", "2026-02-05")));
    }

    private void asks() {
        hall.take(Step.write(
                                "setDepositTerms",
                                hall.agent,
                                "PUT",
                                deposits() + "/terms",
                                Map.of(
                                        "asked",
                                        true,
                                        "base",
                                        "10000000.00",
                                        "rate",
                                        "2",
                                        "forms",
                                        List.of("TRANSFER", "BANK_GUARANTEE"),
                                        "policySet",
                                        policySet))
                        .onVersion(tender.version()))
                .expect(200);
        tender.publishes().expect(200);
    }

    private void gives() {
        tender.registers(4);
        JsonNode waived = applies(0, Map.of("form", "WAIVER", "undertaking", true));
        waiver = id(waived);
        certificate = waived.path("certificateToken").asText();
        applies(
                1,
                Map.of(
                        "form",
                        "BANK_GUARANTEE",
                        "instrument",
                        Map.of("issuer", "江州银行", "number", "BH-1", "amount", "200000.00", "validUntil", "2026-06-28")));
        String byFile = applies(2, transfer(2)).path("virtualAccount").asText();
        String byHand = applies(3, transfer(3)).path("virtualAccount").asText();
        JsonNode stray = act(
                        hall.venueOperator,
                        "importBankStatement",
                        "/deposits/bank-statements?format=CSV&name=bank.csv",
                        (CSV + "F-1,CREDIT,200000.00,CNY,2026-03-02 08:30:00,投标人3,62220002," + byFile + ",\n"
                                        + "F-2,CREDIT,5.00,CNY,2026-03-02 08:30:00,某公司,1111,,货款\n")
                                .getBytes(StandardCharsets.UTF_8))
                .path("open")
                .get(0);
        resolves(stray, Map.of("outcome", "SENT_BACK", "note", "与投标无关，原路退回"));
        JsonNode entry = act(
                        hall.venueOperator,
                        "enterBankEntry",
                        "/deposits/bank-entries",
                        Map.of(
                                "reference",
                                "SLIP-1",
                                "amount",
                                "200000.00",
                                "receivedAt",
                                StoppedClock.at("2026-03-02 08:40"),
                                "payerName",
                                "投标人4",
                                "payerAccount",
                                "62220003",
                                "remittance",
                                "投标保证金"))
                .path("open")
                .get(0);
        resolves(entry, Map.of("outcome", "MATCHED", "virtualAccount", byHand, "note", "按回单补记"));
    }

    private void resolves(JsonNode entry, Map<String, Object> resolution) {
        act(hall.venueOperator, "resolveBankEntry", "/deposits/bank-entries/" + id(entry) + "/resolution", resolution);
    }

    private void ends() {
        // The fourth never bids: its deposit is due from the deadline on.
        tender.playsOpening(0, List.of("9600000", "9700000", ""));
        act(hall.agent, "verifyDeposit", of(1) + "/verification", Map.of("accepted", false, "reason", "保函未加盖公章"));
        evidence = act(hall.ownersClerk, "addDepositEvidence", of(2) + "/evidence?name=letter.pdf", Tender.PDF)
                .path("sha256")
                .asText();
        act(
                hall.ownersClerk,
                "retainDeposit",
                of(2) + "/retention",
                Map.of("amount", "60000.00", "ground", "REVOKED", "reason", "撤销投标文件", "evidenceSha256", evidence));
        act(hall.bidderPeople.get(2), "disputeDeposit", of(2) + "/dispute", Map.of("reason", "系平台故障"));
        act(
                hall.ownersClerk,
                "settleDeposit",
                of(2) + "/settlement",
                Map.of("released", "60000.00", "reason", "异议成立", "evidenceSha256", evidence));
        act(
                hall.ownersClerk,
                "confirmRefunds",
                deposits() + "/refunds",
                Map.of("refunds", List.of(Map.of("depositId", deposit(3), "reference", "BANK-7"))));
        act(hall.ownersClerk, "recordReturnedRefund", of(3) + "/returned-refund", Map.of("reason", "账户已注销"));
        hall.take(Step.write(
                        "correctRefundAccount",
                        hall.bidderPeople.get(3),
                        "PUT",
                        of(3) + "/account",
                        Map.of("name", hall.bidders.get(3).name(), "number", "6222 9999", "bank", "江州银行")))
                .expect(200);
    }

    private JsonNode applies(int bidder, Map<String, Object> application) {
        return act(hall.bidderPeople.get(bidder), "applyForDeposit", deposits(), application);
    }

    private Map<String, Object> transfer(int bidder) {
        return Map.of(
                "form",
                "TRANSFER",
                "account",
                Map.of("name", hall.bidders.get(bidder).name(), "number", "6222 000" + bidder, "bank", "江州银行"));
    }

    String deposits() {
        return tender.lotPath(0) + "/deposits";
    }

    String of(int bidder) {
        return deposits() + "/" + deposit(bidder);
    }

    private UUID deposit(int bidder) {
        JsonNode mine = hall.get(hall.bidderPeople.get(bidder), deposits() + "/mine")
                .expect(200)
                .json();
        return id(mine.path("deposits").get(0));
    }

    private static UUID id(JsonNode of) {
        return UUID.fromString(of.path("id").asText());
    }

    private JsonNode act(Person by, String operation, String path, Object body) {
        Answer answer = hall.take(Step.write(operation, by, "POST", path, body));
        assertThat(answer.status()).as("%s: %s", operation, answer.text()).isBetween(200, 201);
        return answer.json();
    }
}
