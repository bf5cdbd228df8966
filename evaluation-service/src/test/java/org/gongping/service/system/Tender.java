package org.gongping.service.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.service.TestServer.Answer;

/** One tender, as the people of a hall play it over the API. Every step returns what was answered. */
final class Tender {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final byte[] PDF =
            "%PDF-1.7\n%招标文件\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".getBytes(StandardCharsets.UTF_8);

    final Hall hall;
    final Map<String, Object> input;
    UUID id;
    final List<UUID> lots = new ArrayList<>();
    /** Ids of the bids of the lot that was opened last, in the order of the list. */
    final List<UUID> bids = new ArrayList<>();

    private Tender(Hall hall, Map<String, Object> input) {
        this.hall = hall;
        this.input = input;
    }

    /** A highway section, tendered by law: 20 days from notice to deadline, three days on notice. */
    static Map<String, Object> highway(Hall hall) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("code", hall.code("GL2026"));
        input.put("title", "江州绕城公路第一标段施工招标");
        input.put("regime", "ENGINEERING");
        input.put("projectType", "HIGHWAY");
        input.put("procurementKind", "WORKS");
        input.put("mustTenderByLaw", true);
        input.put("ownerId", hall.owner.id());
        input.put("authorityId", hall.authority.id());
        input.put("issueEnd", StoppedClock.at("2026-03-10 17:00"));
        input.put("bidDeadline", StoppedClock.at("2026-03-30 09:30"));
        input.put("openingTime", StoppedClock.at("2026-03-30 09:30"));
        input.put("openingPlace", "江州市公共资源交易中心三楼开标一室");
        input.put("bidValidityDays", 90);
        input.put("description", "路线全长 12.6 公里。");
        return input;
    }

    /** Goods bought by an authority, the lowest price first. */
    static Map<String, Object> goods(Hall hall) {
        Map<String, Object> input = highway(hall);
        input.put("code", hall.code("ZC2026"));
        input.put("title", "江州市中小学课桌椅采购");
        input.put("regime", "GOV_PROCUREMENT");
        input.put("projectType", "GOODS");
        input.put("procurementKind", "GOODS");
        input.put("budget", "1200000.00");
        return input;
    }

    static Tender created(Hall hall, Map<String, Object> input) {
        Tender tender = new Tender(hall, input);
        Answer answer = tender.hall
                .take(Step.write("createProject", hall.agent, "POST", "/projects", input))
                .expect(201);
        tender.id = UUID.fromString(answer.json().path("id").asText());
        return tender;
    }

    /** A draft that lacks nothing: one lot and the tender document. */
    static Tender ready(Hall hall, Map<String, Object> input, String method, String ceiling) {
        Tender tender = created(hall, input);
        tender.addsLot("第一标段", ceiling, method).expect(201);
        tender.uploads("招标文件.pdf", "TENDER_DOCUMENT", PDF).expect(201);
        return tender;
    }

    static Tender readyHighway(Hall hall) {
        return ready(hall, highway(hall), "e-f2-highway", "10500000.00");
    }

    static Tender publishedHighway(Hall hall) {
        Tender tender = readyHighway(hall);
        tender.publishes().expect(200);
        return tender;
    }

    String path() {
        return "/projects/" + id;
    }

    String lotPath(int lot) {
        return path() + "/lots/" + lots.get(lot);
    }

    JsonNode project() {
        return hall.get(hall.agent, path()).expect(200).json();
    }

    int version() {
        return project().path("version").asInt();
    }

    String phase() {
        return project().path("phase").asText();
    }

    static JsonNode method(String id) {
        try (var stream = Tender.class.getResourceAsStream("/methods/" + id + ".json")) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Step write(String operationId, Person by, String method, String path, Object body) {
        return Step.write(operationId, by, method, path, body);
    }

    private Answer agent(String operationId, String method, String path, Object body) {
        return hall.take(write(operationId, hall.agent, method, path, body));
    }

    private Answer agentOnVersion(String operationId, String method, String path, Object body) {
        return hall.take(write(operationId, hall.agent, method, path, body).onVersion(version()));
    }

    Answer changes(Map<String, Object> other) {
        return agentOnVersion("updateProject", "PUT", path(), other);
    }

    static Map<String, Object> lot(String name, String ceiling, String method) {
        Map<String, Object> lot = new LinkedHashMap<>();
        lot.put("name", name);
        lot.put("ceilingPrice", ceiling);
        lot.put("method", method(method));
        return lot;
    }

    Answer addsLot(String name, String ceiling, String method) {
        Answer answer = agentOnVersion("addLot", "POST", path() + "/lots", lot(name, ceiling, method));
        if (answer.status() == 201) {
            JsonNode all = answer.json().path("lots");
            lots.add(UUID.fromString(all.get(all.size() - 1).path("id").asText()));
        }
        return answer;
    }

    Answer changesLot(int lot, String name, String ceiling, String method) {
        return agentOnVersion("updateLot", "PUT", lotPath(lot), lot(name, ceiling, method));
    }

    Answer removesLot(int lot) {
        Answer answer = agentOnVersion("removeLot", "DELETE", lotPath(lot), null);
        if (answer.status() == 200) {
            lots.remove(lot);
        }
        return answer;
    }

    Answer admits(String side, Firm firm) {
        return agent("addMember", "POST", path() + "/members", Map.of("role", side, "organisationId", firm.id()));
    }

    Answer dismisses(UUID member) {
        return agent("removeMember", "DELETE", path() + "/members/" + member, null);
    }

    Answer uploads(String name, String kind, byte[] bytes) {
        return agent(
                "uploadDocument", "POST", path() + "/documents?kind=" + kind + "&name=" + Hall.encode(name), bytes);
    }

    Answer removesDocument(UUID document) {
        return agent("removeDocument", "DELETE", path() + "/documents/" + document, null);
    }

    Answer publishes(String... acknowledgedRules) {
        return agentOnVersion("publishProject", "POST", path() + "/publication", acknowledging(acknowledgedRules));
    }

    static Map<String, Object> acknowledging(String... rules) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (rules.length > 0) {
            List<Map<String, String>> list = new ArrayList<>();
            for (String rule : rules) {
                list.add(Map.of("ruleId", rule, "reason", "已核对，理由充分"));
            }
            body.put("acknowledgements", list);
        }
        return body;
    }

    Answer clarifies(String text, boolean affectsPreparation, Instant newDeadline) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", text);
        body.put("affectsPreparation", affectsPreparation);
        if (newDeadline != null) {
            body.put("newDeadline", newDeadline);
        }
        return agentOnVersion("issueAddendum", "POST", path() + "/addenda", body);
    }

    Answer registers(Person bidder, String contact, String phone) {
        return hall.take(write(
                "registerBidder",
                bidder,
                "POST",
                path() + "/registrations",
                Map.of("contactName", contact, "contactPhone", phone)));
    }

    /** Registers the first bidders of the hall. */
    void registers(int bidders) {
        for (int i = 0; i < bidders; i++) {
            registers(hall.bidderPeople.get(i), "联系人" + i, "1390000000" + i).expect(201);
        }
    }

    /** The list of received bids, of the first bidders of the hall. */
    Map<String, Object> received(int bidders) {
        List<Map<String, String>> list = hall.bidders.subList(0, bidders).stream()
                .map(firm -> Map.of("bidderName", firm.name(), "creditCode", firm.creditCode()))
                .toList();
        return new HashMap<>(Map.of("received", list));
    }

    Answer opens(int lot, int bidders) {
        Answer answer = agent("startOpening", "POST", lotPath(lot) + "/opening", received(bidders));
        if (answer.status() == 201) {
            bids.clear();
            answer.json()
                    .path("bids")
                    .forEach(bid -> bids.add(UUID.fromString(bid.path("id").asText())));
        }
        return answer;
    }

    Answer declaresFailed(int lot, int bidders) {
        return agent("declareFailedTender", "POST", lotPath(lot) + "/failure", received(bidders));
    }

    static Map<String, Object> reading(String price, String manager) {
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put("outcome", "OPENED");
        reading.put("price", price);
        reading.put("periodDays", 365);
        reading.put("projectManager", manager);
        return reading;
    }

    Answer reads(int lot, int bid, int version, Map<String, Object> reading) {
        return hall.take(write("readBid", hall.agent, "PUT", lotPath(lot) + "/opening/bids/" + bids.get(bid), reading)
                .onVersion(version));
    }

    Answer draws(int lot, String name, String value) {
        return agent(
                "recordDrawnParameters",
                "PUT",
                lotPath(lot) + "/opening/parameters",
                Map.of("values", Map.of(name, value), "manner", "开标现场由监督人员抽取"));
    }

    /** What the supervisor says of values that the agency has entered, where bids are sealed. */
    Answer witnesses(int lot, String name, String value, String returnReason) {
        Map<String, Object> word =
                new HashMap<>(Map.of("confirmed", returnReason == null, "values", Map.of(name, value)));
        if (returnReason != null) {
            word.put("reason", returnReason);
        }
        return hall.take(write(
                "witnessDrawnParameters", hall.supervisor, "POST", lotPath(lot) + "/opening/parameters/witness", word));
    }

    Answer objects(Person by, int lot, int bid, String text) {
        return hall.take(write(
                "raiseOpeningObjection",
                by,
                "POST",
                lotPath(lot) + "/opening/objections",
                Map.of("bidId", bids.get(bid), "text", text)));
    }

    Answer answers(int lot, UUID objection, String text) {
        return agent(
                "answerOpeningObjection",
                "PUT",
                lotPath(lot) + "/opening/objections/" + objection,
                Map.of("answer", text));
    }

    Answer endsOpening(int lot) {
        return agent("endOpening", "POST", lotPath(lot) + "/opening/end", Map.of());
    }

    Answer scores(int lot) {
        return agent("computePriceScores", "POST", lotPath(lot) + "/price-scores", null);
    }

    Answer reports(int lot, Map<String, Object> report) {
        return agent("recordEvaluationReport", "POST", lotPath(lot) + "/report", report);
    }

    Answer publishesCandidates(int lot, List<UUID> candidates, Instant endsAt) {
        return agent(
                "publishCandidateNotice",
                "POST",
                lotPath(lot) + "/candidate-notice",
                Map.of("candidates", candidates, "endsAt", endsAt));
    }

    Answer decides(int lot, UUID bid) {
        return hall.take(
                write("decideAward", hall.ownersClerk, "POST", lotPath(lot) + "/award-decision", Map.of("bidId", bid)));
    }

    Answer awards(int lot, String... acknowledgedRules) {
        return agent("issueAwardNotice", "POST", lotPath(lot) + "/award-notice", acknowledging(acknowledgedRules));
    }

    Answer contracts(int lot, Instant signedAt) {
        return agent("recordContract", "POST", lotPath(lot) + "/contract", Map.of("signedAt", signedAt));
    }

    Answer reportsInWriting(int lot) {
        return agent("recordWrittenReport", "POST", lotPath(lot) + "/written-report", Map.of());
    }

    /** From the deadline to scored prices: three bids read out at these prices, the reduction drawn where one is. */
    /** @param prices of the bids; empty for one that stays closed by its bidder's fault */
    void playsOpening(int lot, List<String> prices) {
        opens(lot, prices.size()).expect(201);
        for (int i = 0; i < prices.size(); i++) {
            reads(lot, i, 1, prices.get(i).isEmpty() ? notOpened() : reading(prices.get(i), "项目经理" + i))
                    .expect(200);
        }
        if (input.get("projectType").equals("HIGHWAY")) {
            draws(lot, "reduction", "0.03").expect(200);
        }
        agent(
                        "endOpening",
                        "POST",
                        lotPath(lot) + "/opening/end",
                        prices.contains("") ? acknowledging("O03") : Map.of())
                .expect(200);
    }

    private static Map<String, Object> notOpened() {
        return Map.of("outcome", "NOT_OPENED_BIDDER_CAUSE", "reason", "密钥遗失");
    }

    /** Ids of the ranked bids, first the best. */
    List<UUID> ranking(int lot) {
        List<UUID> ranked = new ArrayList<>();
        hall.get(hall.agent, lotPath(lot) + "/candidates")
                .expect(200)
                .json()
                .path("ranking")
                .forEach(bid -> {
                    if (bid.has("rank")) {
                        ranked.add(UUID.fromString(bid.path("bidId").asText()));
                    }
                });
        return ranked;
    }
}
