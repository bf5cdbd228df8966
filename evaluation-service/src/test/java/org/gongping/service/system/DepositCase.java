package org.gongping.service.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of deposits share: one server, and what bidders, bank and owner do in it. */
abstract class DepositCase {
    private static final String CSV =
            "reference,direction,amount,currency,received_at,payer_name,payer_account,virtual_account,remittance\n";
    static final String EVIDENCE = "a".repeat(64);
    static Hall hall;

    @BeforeAll
    static void open(@TempDir Path folder) {
        hall = new Hall(folder);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    static Step write(Person by, String method, String path, Object body) {
        return Step.write("", by, method, path, body);
    }

    static Map<String, Object> terms(String base, String rate) {
        Map<String, Object> terms = new HashMap<>();
        terms.put("asked", true);
        terms.put("base", base);
        terms.put("rate", rate);
        terms.put("forms", List.of("TRANSFER", "BANK_GUARANTEE", "INSURANCE"));
        terms.put("policySet", "sample-2026.1");
        return terms;
    }

    static Tender published(Map<String, Object> terms) {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        hall.send(write(hall.agent, "PUT", tender.lotPath(0) + "/deposits/terms", terms)
                        .onVersion(tender.version()))
                .expect(200);
        tender.publishes().expect(200);
        hall.clock.set("2026-03-11 10:00");
        return tender;
    }

    static void credit(int bidder, String creditClass) {
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

    static Answer applies(Tender tender, int bidder, Map<String, Object> body) {
        return hall.send(write(hall.bidderPeople.get(bidder), "POST", tender.lotPath(0) + "/deposits", body));
    }

    static Map<String, Object> transfer(int bidder, String account) {
        return Map.of(
                "form",
                "TRANSFER",
                "account",
                Map.of("name", hall.bidders.get(bidder).name(), "number", account, "bank", "江州银行"));
    }

    static Map<String, Object> guarantee(String amount, String until) {
        return Map.of(
                "form",
                "BANK_GUARANTEE",
                "instrument",
                Map.of("issuer", "江州银行", "number", "BH-1", "amount", amount, "validUntil", until));
    }

    static JsonNode mine(Tender tender, int bidder) {
        return hall.get(hall.bidderPeople.get(bidder), tender.lotPath(0) + "/deposits/mine")
                .expect(200)
                .json();
    }

    static JsonNode imports(String csv) {
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

    static JsonNode desk(Tender tender) {
        return hall.get(hall.ownersClerk, tender.lotPath(0) + "/deposits")
                .expect(200)
                .json();
    }

    static JsonNode of(JsonNode desk, int bidder) {
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

    /** Chooses a transfer from this account of its own; the number to which the bidder is to pay. */
    static String accountOf(Tender tender, int bidder, String from) {
        return applies(tender, bidder, transfer(bidder, from))
                .expect(201)
                .json()
                .path("virtualAccount")
                .asText();
    }

    static Answer verifies(Tender tender, int bidder, boolean accepted) {
        String path = tender.lotPath(0) + "/deposits/"
                + of(desk(tender), bidder).path("id").asText();
        return hall.send(write(
                hall.agent,
                "POST",
                path + "/verification",
                accepted ? Map.of("accepted", true) : Map.of("accepted", false, "reason", "出具机构查无此件")));
    }
}
