package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule S06 (招标投标法 Art. 22): until the deadline nobody learns who registered, nor how many did. On a clock that stands
 * still everybody asks everything of one tender, with no, one and five bidders registered; not a byte of the answers
 * may differ, save for what a bidder is told of itself.
 */
class SecrecyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Hall hall;

    @BeforeAll
    static void open(@TempDir Path folder) {
        hall = new Hall(folder);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static List<Person> watchers() {
        List<Person> watchers = new ArrayList<>(hall.oneOfEachRole());
        watchers.remove(hall.bidderPeople.getFirst());
        watchers.addAll(List.of(hall.strangeAgent, hall.strangeOwner, hall.strangeSupervisor));
        watchers.add(hall.person("outsider", Role.BIDDER, hall.firm("旁观建设有限公司", "BIDDER")));
        watchers.add(null);
        return watchers;
    }

    /** What everybody is answered to everything, word for word. */
    private static Map<String, String> answers(Tender tender, List<Person> watchers, List<Firm> candidates) {
        Map<String, String> answers = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>(List.of(
                "/me",
                "/projects?limit=200",
                "/organisations?limit=200",
                "/public/notices?limit=200",
                "/deposits/figures?from=2026-03-01&to=2026-12-31",
                "/deposits/figures/export?from=2026-03-01&to=2026-12-31",
                "/deposits/bank-entries",
                "/deposits/bank-statements",
                "/deposits/credits",
                "/deposits/policies",
                "/deposits/reports",
                tender.path() + "/registrations/mine",
                tender.path() + "/opening-plan"));
        for (String kind : List.of("WAIVED", "RELEASED")) {
            paths.add("/deposits/figures/records?kind=" + kind + "&from=2026-03-01&to=2026-12-31");
        }
        for (String path : List.of(
                "", "/members", "/documents", "/timeline", "/addenda", "/registrations", "/notices", "/seals")) {
            paths.add(tender.path() + path);
        }
        for (String path : List.of(
                "/opening",
                "/price-scores",
                "/candidates",
                "/opening/hall",
                "/submissions/mine",
                "/deposits",
                "/deposits/mine",
                "/deposits/terms")) {
            paths.add(tender.lotPath(0) + path);
        }
        // Whoever may search the trail may try to find out by searching it.
        for (String query : searches(candidates)) {
            paths.add(tender.path() + "/audit?outline=true&limit=5&" + query);
        }
        String published = hall.rows
                .query(
                        "SELECT id FROM audit_entry WHERE kind = 'project.publish' AND project_id = ?::uuid",
                        tender.id.toString())
                .getFirst()
                .get("id");
        paths.add(tender.path() + "/audit/newer?than=" + published);
        paths.add(tender.path() + "/audit/" + published + "/before");
        for (Person person : watchers) {
            String who = person == null ? "nobody" : person.account();
            for (String path : paths) {
                put(answers, who + " GET " + path, hall.get(person, path));
            }
            putTrail(answers, who + " reads the trail", person, tender);
        }
        // Whoever may write may try to find out by writing: what is refused must be refused in the same words.
        for (Firm firm : candidates) {
            for (String side : List.of("supervisor", "project_owner", "tender_agent", "bidder")) {
                put(
                        answers,
                        "admitting " + firm.name() + " as " + side,
                        hall.send(Step.write(
                                "addMember",
                                hall.agent,
                                "POST",
                                tender.path() + "/members",
                                Map.of("role", side, "organisationId", firm.id()))));
            }
            put(
                    answers,
                    "admitting an account of " + firm.name(),
                    hall.send(Step.write(
                            "addMember",
                            hall.agent,
                            "POST",
                            tender.path() + "/members",
                            Map.of("role", "supervisor", "organisationId", firm.id(), "account", "bidder1"))));
        }
        put(
                answers,
                "admitting an account that bids",
                hall.send(Step.write(
                        "addMember",
                        hall.agent,
                        "POST",
                        tender.path() + "/members",
                        Map.of("role", "bidder", "organisationId", hall.authority.id(), "account", "bidder1"))));
        put(
                answers,
                "dismissing",
                hall.send(Step.write(
                        "removeMember", hall.agent, "DELETE", tender.path() + "/members/" + UUID.randomUUID(), null)));
        put(
                answers,
                "opening early",
                hall.send(Step.write(
                        "startOpening", hall.agent, "POST", tender.lotPath(0) + "/opening", tender.received(3))));
        put(
                answers,
                "failing early",
                hall.send(Step.write(
                        "declareFailedTender",
                        hall.agent,
                        "POST",
                        tender.lotPath(0) + "/failure",
                        tender.received(2))));
        put(
                answers,
                "a stale addendum",
                hall.send(Step.write(
                                "issueAddendum",
                                hall.agent,
                                "POST",
                                tender.path() + "/addenda",
                                Map.of("text", "x", "affectsPreparation", false))
                        .onVersion(999)));
        Person moonlighter = hall.person("moonlighter", Role.BIDDER, hall.agency);
        put(
                answers,
                "the agency registers",
                hall.send(Step.write(
                        "registerBidder",
                        moonlighter,
                        "POST",
                        tender.path() + "/registrations",
                        Map.of("contactName", "x", "contactPhone", "13812345678"))));
        return answers;
    }

    /** Names the questions whose answers differ; all answers together would be too long to read. */
    private static void assertSame(Map<String, String> now, Map<String, String> before) {
        assertThat(now.keySet()).isEqualTo(before.keySet());
        now.forEach((question, answer) -> assertThat(answer).as(question).isEqualTo(before.get(question)));
    }

    private static List<String> searches(List<Firm> candidates) {
        List<String> searches = new ArrayList<>(List.of(
                "group=BID",
                "kind=bid.register",
                "kind=bid.submit",
                "kind=bid.withdraw",
                "kind=open.check_in",
                "kind=deposit.apply",
                "role=bidder",
                "q=Bidder+registered",
                "q=registration",
                "q=submission"));
        for (String word : List.of("王建国", "13812345678", "投标人登记", "bidder1")) {
            searches.add("q=" + URLEncoder.encode(word, StandardCharsets.UTF_8));
        }
        for (Firm firm : candidates) {
            searches.add("q=" + URLEncoder.encode(firm.name(), StandardCharsets.UTF_8));
            searches.add("q=" + firm.creditCode());
        }
        return searches;
    }

    /** Each look is itself on record, so the trail grows by looks; everything else must stand as it was. */
    private static void putTrail(Map<String, String> answers, String what, Person person, Tender tender) {
        List<String> others = new ArrayList<>();
        String prev = null;
        String after = "";
        do {
            Answer page = hall.get(person, tender.path() + "/audit?limit=200" + after);
            if (page.status() != 200) {
                put(answers, what, page);
                return;
            }
            for (JsonNode entry : page.json().path("items")) {
                assertThat(prev == null || entry.path("commitment").asText().equals(prev))
                        .as("a gap in the chain tells of a bidder")
                        .isTrue();
                prev = entry.path("prev").asText();
                if (!entry.path("kind").asText().equals("audit.read")) {
                    others.add(entry.toString());
                }
            }
            after = page.json().has("next")
                    ? "&after=" + page.json().path("next").asText()
                    : "";
        } while (!after.isEmpty());
        answers.put(what, String.join("\n", others));
    }

    private static void put(Map<String, String> answers, String what, Answer answer) {
        Map<String, List<String>> headers =
                new java.util.TreeMap<>(answer.response().headers().map());
        List.of("date", "x-server-time", "content-security-policy").forEach(headers::remove);
        String text = answer.text();
        // Ids that the refusal repeats are made anew for each request.
        answers.put(
                what, answer.status() + " " + headers + " " + text.replaceAll("members/[0-9a-f-]{36}", "members/…"));
    }

    @Test
    void nobodyLearnsWhoRegisteredNorHowManyDid() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        List<Person> watchers = watchers();
        List<Firm> candidates = List.copyOf(hall.bidders);
        hall.clock.set("2026-03-11 10:00");
        Map<String, String> none = answers(tender, watchers, candidates);
        tender.registers(hall.bidderPeople.get(0), "王建国", "13812345678").expect(201);
        Map<String, String> one = answers(tender, watchers, candidates);
        assertSame(one, none);
        for (int i = 1; i < 5; i++) {
            tender.registers(hall.bidderPeople.get(i), "联系人", "1390000000" + i).expect(201);
        }
        assertSame(answers(tender, watchers, candidates), none);

        hall.clock.set("2026-03-30 09:29:59");
        for (Person person : watchers) {
            Answer answer = hall.get(person, tender.path() + "/registrations");
            assertThat(answer.status()).isIn(401, 403, 404);
            assertThat(answer.text())
                    .doesNotContain("王建国", hall.bidders.getFirst().name());
        }
        hall.clock.set("2026-03-30 09:30");
        JsonNode list = hall.get(hall.supervisor, tender.path() + "/registrations")
                .expect(200)
                .json();
        assertThat(list.path("items")).hasSize(5);
        assertThat(list.toString())
                .doesNotContain("王建国", "13812345678")
                .contains(hall.bidders.getFirst().name());
    }

    @Test
    void oneBiddersViewDoesNotChangeWhenOthersRegister() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        Person first = hall.bidderPeople.getFirst();
        hall.get(first, tender.path() + "/registrations/mine").expect(404);
        tender.registers(first, "王建国", "13812345678").expect(201);
        Map<String, String> before = answers(tender, List.of(first), List.of());
        tender.registers(hall.bidderPeople.get(1), "李卫东", "13912345678").expect(201);
        tender.registers(hall.bidderPeople.get(2), "赵晓梅", "13712345678").expect(201);
        assertSame(answers(tender, List.of(first), List.of()), before);
        JsonNode mine = hall.get(first, tender.path() + "/registrations/mine")
                .expect(200)
                .json();
        assertThat(mine.path("contactName").asText()).isEqualTo("王建国");
        assertThat(mine.path("contactPhone").asText()).isEqualTo("13812345678");
    }

    /** Nor who has submitted, replaced, withdrawn, begun to send, checked in, or has a deposit; other bidders least of all. */
    @Test
    void nobodyLearnsWhoSubmittedNorHowManyDid(@TempDir Path own) throws Exception {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = sealedWithDeposit();
        List<Person> watchers = watchers();
        watchers.add(hall.bidderPeople.get(3));
        List<Firm> candidates = List.copyOf(hall.bidders);
        hall.clock.set("2026-03-11 10:00");
        tender.registers(4);
        Map<String, String> none = answers(tender, watchers, candidates);
        try (SealingBidder first = new SealingBidder(hall, 0, own);
                SealingBidder second = new SealingBidder(hall, 1, own)) {
            deposits(first, tender);
            String begun = first.server.begin(tender.id, tender.lots.getFirst(), EnvelopeKind.PRICE, 1000);
            assertSame(answers(tender, watchers, candidates), none);
            String submission = first.seals(tender, "9000000", Tender.PDF)
                    .submits(tender)
                    .path("id")
                    .asText();
            assertSame(answers(tender, watchers, candidates), none);
            handsInGuarantee(second, tender);
            second.seals(tender, "9000000", Tender.PDF).submits(tender);
            second.server.post(tender.lotPath(0) + "/submissions/mine/withdrawal", JSON.createObjectNode());
            first.seals(tender, "8000000", Tender.PDF).submits(tender);
            hall.send(Step.write(
                            "checkInForOpening",
                            first.person,
                            "POST",
                            tender.lotPath(0) + "/opening/check-ins",
                            Map.of("representative", "王签到")))
                    .expect(200);
            hall.clock.set("2026-03-11 10:00");
            assertSame(answers(tender, watchers, candidates), none);
            for (Person person : watchers) {
                assertThat(asked(person, tender.path() + "/submissions/", submission, "/receipt"))
                        .isEqualTo(asked(person, tender.path() + "/submissions/", uuid(), "/receipt"));
                assertThat(heads(person, begun)).isEqualTo(heads(person, "/tus/uploads/" + uuid()));
            }
        }
    }

    private static Tender sealedWithDeposit() {
        Tender tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("price"), 2, List.of("agent", "supervisor"))
                .expect(200);
        SealedTenders.registersKeys(tender);
        hall.send(Step.write(
                                "setDepositTerms",
                                hall.agent,
                                "PUT",
                                tender.lotPath(0) + "/deposits/terms",
                                Map.of(
                                        "asked",
                                        true,
                                        "base",
                                        "10000000.00",
                                        "rate",
                                        "2",
                                        "forms",
                                        List.of("TRANSFER", "BANK_GUARANTEE", "INSURANCE"),
                                        "policySet",
                                        "sample-2026.1"))
                        .onVersion(tender.version()))
                .expect(200);
        tender.publishes().expect(200);
        return tender;
    }

    private static void deposits(SealingBidder bidder, Tender tender) {
        hall.send(Step.write(
                        "applyForDeposit",
                        bidder.person,
                        "POST",
                        tender.lotPath(0) + "/deposits",
                        Map.of(
                                "form",
                                "TRANSFER",
                                "account",
                                Map.of("name", bidder.firm.name(), "number", "6222 0001", "bank", "江州银行"))))
                .expect(201);
    }

    private static void handsInGuarantee(SealingBidder bidder, Tender tender) {
        hall.send(Step.write(
                        "applyForDeposit",
                        bidder.person,
                        "POST",
                        tender.lotPath(0) + "/deposits",
                        Map.of(
                                "form",
                                "BANK_GUARANTEE",
                                "instrument",
                                Map.of(
                                        "issuer",
                                        "江州银行",
                                        "number",
                                        "BH-7",
                                        "amount",
                                        "200000.00",
                                        "validUntil",
                                        "2026-06-28"))))
                .expect(201);
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }

    private static String asked(Person person, String front, String id, String back) {
        Answer answer = hall.get(person, front + id + back);
        return answer.status() + answer.text().replace(id, "ID");
    }

    private static String heads(Person person, String place) {
        var request = HttpRequest.newBuilder(hall.server.uri(place))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("Tus-Resumable", "1.0.0");
        if (person != null) {
            request.header("Authorization", "Bearer " + person.token());
        }
        Map<String, List<String>> headers =
                new TreeMap<>(hall.server.send(request).response().headers().map());
        List.of("date", "x-server-time", "content-security-policy").forEach(headers::remove);
        return headers.toString();
    }

    @Test
    void theCursorOfTheTrailDoesNotCount() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        tender.registers(hall.bidderPeople.get(0), "王建国", "13812345678").expect(201);
        JsonNode page = hall.get(hall.supervisor, tender.path() + "/audit?limit=1")
                .expect(200)
                .json();
        assertThat(page.path("next").asText())
                .as("a cursor may name what was shown, and no place among all that was ever inserted")
                .isEqualTo(page.path("items").get(0).path("id").asText());
    }

    @Test
    void whatBelongsToTheOpeningIsHiddenUntilItIsPublic() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        tender.registers(3);
        hall.clock.set("2026-03-30 09:30");
        tender.opens(0, 3).expect(201);
        tender.reads(0, 0, 1, Tender.reading("9600000.00", "陈项目")).expect(200);
        // While the meeting is held a registered bidder is in the room; another one is not.
        hall.get(hall.bidderPeople.get(0), tender.lotPath(0) + "/opening").expect(200);
        hall.get(hall.bidderPeople.get(4), tender.lotPath(0) + "/opening").expect(404);
        for (Person other : List.of(hall.ownersClerk, hall.supervisor, hall.auditor, hall.bidderPeople.get(0))) {
            assertThat(hall.get(other, tender.lotPath(0) + "/opening")
                            .expect(200)
                            .text())
                    .doesNotContain("陈项目");
        }
        assertThat(hall.get(hall.agent, tender.lotPath(0) + "/opening").text()).contains("陈项目");
        assertThat(hall.get(null, "/public/notices?limit=200").text()).doesNotContain("9600000");
    }
}
