package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gongping.service.TestServer;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad input on every writing operation: a tender is played, and before each step the same step is sent in every way
 * that it must not be sent. Each answer is a problem document that tells nothing of the inside, and the database is
 * afterwards as it was before, audit trail included.
 */
class BadRequestsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INSIDE = Pattern.compile(
            "\\b(org|com|io|java|javax)\\.[a-z]+\\.|Exception|\\bSQL|select |insert into|\\bat [a-z]+\\.|\\.java:");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Texts that the contract lets be empty. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("description", "openingPlace", "reason");

    private static Hall hall;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void open() {
        hall = new Hall(folder);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static Answer assertRefused(Step step, String what, Answer answer, Integer... statuses) {
        assertThat(answer.status())
                .as("%s, %s: %s", step.operationId(), what, answer.text())
                .isIn((Object[]) statuses);
        assertProblem(step.operationId() + ", " + what, answer);
        return answer;
    }

    private static void assertProblem(String what, Answer answer) {
        assertThat(answer.header("Content-Type")).as(what).contains("application/problem+json");
        for (String member : List.of("type", "title", "status", "code")) {
            assertThat(answer.json().has(member))
                    .as("%s: %s", what, answer.text())
                    .isTrue();
        }
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
        assertThat(INSIDE.matcher(answer.text()).find())
                .as("%s tells of the inside: %s", what, answer.text())
                .isFalse();
    }

    private static HttpRequest.Builder raw(Step step, String body) {
        return hall.request(step.withBody(null))
                .method(step.method(), HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json");
    }

    @Test
    void everyStepSentInEveryWrongWayIsRefusedAndLeavesNoTrace() {
        Set<String> tried = new TreeSet<>();
        hall.watch(new Watch() {
            @Override
            public void before(Step step) {
                if (step.isCommand()) {
                    Map<String, String> before = hall.rows.state();
                    wrongHeaders(step);
                    wrongPaths(step);
                    if (step.body() != null && !(step.body() instanceof byte[])) {
                        wrongBodies(step);
                    }
                    assertThat(hall.rows.state()).as(step.operationId()).isEqualTo(before);
                    tried.add(step.operationId());
                }
            }
        });
        try {
            Play.platform(hall);
            Play.engineering(hall);
            SealedPlay.played(hall, folder).close();
            DepositPlay.played(hall);
        } finally {
            hall.noWatch();
        }
        assertThat(tried).hasSize(Contract.writes().size() - 1);
    }

    private static void wrongHeaders(Step step) {
        if (step.isWrite()) {
            wrongCommandIds(step);
        }
        if (step.version() != null) {
            assertRefused(step, "no If-Match", hall.send(step.onVersion(null)), 400);
            for (String version :
                    List.of("*", "1", "W/\"1\"", "\"-1\"", "\"1.5\"", "\"99999999999\"", "\"1\", \"2\"")) {
                Answer answer = hall.server.send(hall.request(step).setHeader("If-Match", version));
                assertRefused(step, "If-Match " + version, answer, 400);
            }
            Answer stale = assertRefused(step, "stale version", hall.send(step.onVersion(step.version() + 7)), 409);
            // Of what is not there yet nothing can be shown.
            assertThat(stale.json().has("current") || step.version() == 0)
                    .as(stale.text())
                    .isTrue();
        }
        if (step.body() != null) {
            for (String type : List.of(
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "application/json5",
                    "multipart/form-data; boundary=x")) {
                Answer answer = hall.server.send(hall.request(step).setHeader("Content-Type", type));
                assertRefused(step, type, answer, 415);
            }
        }
    }

    private static void wrongCommandIds(Step step) {
        assertRefused(step, "no command id", hall.send(step.withId(null)), 400);
        for (String id : List.of("", "1", "not-a-uuid", "00000000-0000-0000-0000-00000000000g", "x".repeat(500))) {
            Answer answer = hall.server.send(hall.request(step).setHeader("Idempotency-Key", id));
            assertRefused(step, "command id " + id, answer, 400);
        }
        assertRefused(
                step,
                "two command ids",
                hall.server.send(hall.request(step)
                        .header("Idempotency-Key", UUID.randomUUID().toString())),
                400);
    }

    private static void wrongPaths(Step step) {
        var ids = ID.matcher(step.path());
        while (ids.find()) {
            String front = step.path().substring(0, ids.start());
            String back = step.path().substring(ids.end());
            assertRefused(step, "unknown id", hall.send(step.at(front + UUID.randomUUID() + back)), 404);
            for (String id : List.of(
                    "1",
                    "%2e%2e",
                    "%00",
                    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                    "'%20OR%201=1--",
                    "a".repeat(2_000),
                    "%F0%9F%A6%86",
                    "{projectId}".replace("{", "%7B").replace("}", "%7D"))) {
                assertRefused(step, "id " + id, hall.send(step.at(front + id + back)), 400, 404, 405);
            }
            assertRefused(step, "empty id", hall.send(step.at(front + back)), 400, 404, 405);
        }
        if (!step.path().contains("?")) {
            assertRefused(step, "unknown query", hall.send(step.at(step.path() + "?debug=1")), 400);
        }
    }

    private static void wrongBodies(Step step) {
        String sound = TestServer.json(step.body());
        List<String> broken = new ArrayList<>(List.of(
                "",
                "{",
                "null",
                "[]",
                "[" + sound + "]",
                "\"text\"",
                "7",
                "true",
                sound + sound,
                sound + "x",
                sound.substring(0, sound.length() - 1),
                sound.replaceFirst("\\{", "{\"unknown\":1,"),
                sound.replaceFirst("\\{", "{\"a\":1,\"a\":1,"),
                "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "//" + sound,
                sound.replace('"', '\'')));
        if (sound.equals("{}")) {
            broken.remove("//" + sound);
            broken.remove(sound.replace('"', '\''));
            broken.add("{'a':1}");
        }
        broken.forEach(body -> assertRefused(step, "body " + shortened(body), hall.server.send(raw(step, body)), 400));
        assertRefused(step, "huge body", hall.server.send(raw(step, " ".repeat(1 << 20) + sound)), 413);
        if (!Set.of("loadRuleSet", "loadCalendar", "loadWaiverPolicies").contains(step.operationId())) {
            everyMemberWrong(step, read(sound));
        }
    }

    private static String shortened(String body) {
        return body.length() > 80 ? body.substring(0, 80) + "…" : body;
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts into each member what does not belong there. */
    private static void everyMemberWrong(Step step, JsonNode sound) {
        sound.properties().forEach(member -> {
            if (member.getKey().equals("method")) {
                return; // Any object by the contract; its own validator speaks of what is in it.
            }
            List<JsonNode> wrong = new ArrayList<>();
            wrong.add(JSON.createObjectNode().put("x", "y"));
            wrong.add(JSON.createArrayNode().add(1).add(JSON.nullNode()));
            wrong.add(JSON.nullNode());
            JsonNode value = member.getValue();
            if (value.isTextual()) {
                wrong.add(JSON.getNodeFactory().numberNode(12.5));
                wrong.add(JSON.getNodeFactory().booleanNode(true));
                if (!MAY_BE_EMPTY.contains(member.getKey())) {
                    wrong.add(JSON.getNodeFactory().textNode(""));
                }
                wrong.add(JSON.getNodeFactory().textNode("x".repeat(5_000)));
                wrong.add(JSON.getNodeFactory().textNode("a\u0000b"));
                if (AMOUNT.matcher(value.asText()).matches() && value.asText().contains(".")) {
                    for (String amount : List.of(
                            "1e9",
                            "1E+3",
                            "-1",
                            "+1",
                            "01",
                            "1.",
                            ".5",
                            " 1",
                            "1 ",
                            "１",
                            "1,000",
                            "9".repeat(17),
                            "1.1234567",
                            "NaN",
                            "Infinity",
                            "0x10")) {
                        wrong.add(JSON.getNodeFactory().textNode(amount));
                    }
                }
                if (value.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
                    for (String time : List.of(
                            "2026-13-01T00:00:00Z",
                            "2026-02-30T00:00:00Z",
                            "2026-03-01",
                            "2026-03-01T00:00:00",
                            "tomorrow",
                            "1767225600",
                            "2026-03-01T24:00:01Z",
                            "2026-03-01T00:00:00+25:00")) {
                        wrong.add(JSON.getNodeFactory().textNode(time));
                    }
                }
            } else if (value.isInt()) {
                wrong.add(JSON.getNodeFactory().textNode(value.asText()));
                wrong.add(JSON.getNodeFactory().numberNode(1.5));
                wrong.add(JSON.getNodeFactory().numberNode(-1));
                wrong.add(JSON.getNodeFactory().numberNode(4_000_000_000L));
            } else if (value.isBoolean()) {
                wrong.add(JSON.getNodeFactory().textNode("true"));
                wrong.add(JSON.getNodeFactory().numberNode(1));
            }
            wrong.forEach(other -> {
                ObjectNode altered = sound.deepCopy();
                altered.set(member.getKey(), other);
                Answer answer = hall.server.send(raw(step, altered.toString()));
                assertRefused(step, member.getKey() + " = " + shortened(other.toString()), answer, 400);
                assertThat(answer.json().path("errors").toString())
                        .as("%s: %s", step.operationId(), answer.text())
                        .contains("/" + member.getKey());
            });
        });
    }

    /** Values that the contract lets through and a column, a division or the law would not bear. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000000", "0.000001", "9999999999999999.999999"})
    void everyAmountOfTheContractIsTakenOrRefusedNeverABug(String amount) {
        hall.clock.set("2026-03-02 09:00");
        Map<String, Object> input = Tender.highway(hall);
        input.put("budget", amount);
        notABug("budget", hall.send(Step.write("createProject", hall.agent, "POST", "/projects", input)));
        Tender tender = Tender.readyHighway(hall);
        for (String member : List.of("ceilingPrice", "floorPrice")) {
            Map<String, Object> lot = Tender.lot("标段", "1.00", "e-f2-highway");
            lot.put(member, amount);
            notABug(
                    member,
                    hall.send(Step.write("addLot", hall.agent, "POST", tender.path() + "/lots", lot)
                            .onVersion(tender.version())));
        }
        Tender opened = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        opened.opens(0, 3).expect(201);
        Answer read = opened.reads(0, 0, 1, Tender.reading(amount, "甲"));
        notABug("price", read);
        if (read.status() == 200) {
            opened.reads(0, 1, 1, Tender.reading(amount, "乙")).expect(200);
            opened.reads(0, 2, 1, Tender.reading(amount, "丙")).expect(200);
            opened.draws(0, "reduction", "0.03").expect(200);
            opened.endsOpening(0).expect(200);
            notABug("scores", opened.scores(0));
            Answer report = opened.reports(0, Map.of("evaluationEndedAt", hall.clock.instant()));
            notABug("report", report);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-0.1", "1.000001", "2", "99999999999999999999", "0.1234567890123456789", "0", "0.400000", "1"})
    void everyShareOfSmallFirmsIsTakenOrRefusedNeverABug(String share) {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        tender.opens(0, 3).expect(201);
        Map<String, Object> reading = Tender.reading("1.00", "甲");
        reading.put("smallFirmShare", share);
        Answer answer = tender.reads(0, 0, 1, reading);
        notABug(share, answer);
        if (answer.status() == 200) {
            assertThat(new BigDecimal(answer.json()
                            .path("bids")
                            .get(0)
                            .path("smallFirmShare")
                            .asText()))
                    .as("kept as it was read out")
                    .isEqualByComparingTo(share);
        }
    }

    private static void notABug(String what, Answer answer) {
        assertThat(answer.status()).as("%s: %s", what, answer.text()).isLessThan(500);
        if (answer.status() >= 300) {
            assertProblem(what, answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "2026-03-30T01:30:00.123456789Z",
                "1582-10-10T00:00:00Z"
            })
    void everyMomentOfTheContractIsTakenOrRefusedNeverABug(String moment) {
        hall.clock.set("2026-03-02 09:00");
        for (String member : List.of("issueEnd", "bidDeadline", "openingTime")) {
            Map<String, Object> input = Tender.highway(hall);
            input.put(member, moment);
            Answer created = hall.send(Step.write("createProject", hall.agent, "POST", "/projects", input));
            notABug(member, created);
            if (created.status() == 201) {
                String path = "/projects/" + created.json().path("id").asText();
                assertThat(hall.get(hall.agent, path)
                                .expect(200)
                                .json()
                                .path(member)
                                .asText())
                        .as("what was answered is what is kept")
                        .isEqualTo(created.json().path(member).asText());
                notABug(member, hall.get(hall.agent, path + "/timeline"));
            }
        }
    }

    @Test
    void anEarlierDeadlineInAnAddendumIsRefusedByName() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-04 09:00");
        for (String earlier : List.of("2026-03-30 09:29:59", "2026-03-25 09:30", "2026-03-03 09:30")) {
            Answer answer = tender.clarifies("提前", false, StoppedClock.at(earlier));
            notABug(earlier, answer);
            assertThat(answer.status()).as(answer.text()).isIn(400, 409, 422);
        }
        assertThat(tender.project().path("bidDeadline").asText()).isEqualTo("2026-03-30T01:30:00Z");
    }

    @Test
    void aLawThatNoSchemaKnowsIsRefusedWithTheFieldAndNeverABug() {
        ObjectNode calendar = (ObjectNode) Play.resource("/calendar/cn-2026.json");
        calendar.putArray("holidays");
        calendar.putArray("makeUpWorkdays");
        for (int year : List.of(0, 1999, 2101, -5, 99_999)) {
            ObjectNode altered = calendar.deepCopy().put("year", year).put("calendar", hall.code("c"));
            Answer answer = hall.send(Step.write("loadCalendar", hall.administrator, "POST", "/calendars", altered));
            assertThat(answer.expect(400).json().path("errors").toString()).contains("/year");
        }
        ObjectNode ruleSet = (ObjectNode) Play.resource("/rules/other-1.json");
        for (String to : List.of("2024-12-31", "never", "2025-02-30")) {
            String text = ruleSet.toString().replace("\"other-1\"", "\"" + hall.code("other") + "\"");
            ObjectNode altered = (ObjectNode) read(text);
            altered.put("effectiveTo", to);
            Answer answer = hall.send(Step.write("loadRuleSet", hall.administrator, "POST", "/rule-sets", altered));
            notABug(to, answer);
            assertThat(answer.status())
                    .as("effectiveTo %s: %s", to, answer.text())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE notice; --",
                "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;&lt;]]>",
                "\"\\ / \t\n ${jndi:ldap://x} {{7*7}} %s %n",
                "𠮷野家 👩‍👩‍👧 \u202Eabc\u200B مرحبا e\u0301",
                "  spaces at both ends  "
            })
    void textsComeBackAsTheyWereSent(String text) {
        hall.clock.set("2026-03-02 09:00");
        Map<String, Object> input = Tender.highway(hall);
        // A title names the tender on every screen and has a rule of its own: it shows what it holds.
        input.put("title", "雨污分流工程 <b>&amp;'; --");
        input.put("description", text);
        input.put("openingPlace", text);
        Tender tender = Tender.ready(hall, input, "e-f2-highway", "10500000.00");
        tender.publishes().expect(200);
        JsonNode project = tender.project();
        for (String member : List.of("description", "openingPlace")) {
            assertThat(project.path(member).asText()).isEqualTo(text);
        }
        JsonNode notice = hall.get(hall.agent, tender.path() + "/notices")
                .expect(200)
                .json()
                .path("items")
                .get(0);
        assertThat(notice.path("projectTitle").asText()).isEqualTo("雨污分流工程 <b>&amp;'; --");
        Answer page = hall.get(null, "/public/notices/" + notice.path("id").asText() + "/pdf");
        assertThat(page.expect(200).header("Content-Type")).contains("application/pdf");
        assertThat(hall.rows.count("SELECT count(*) FROM notice")).isPositive();
    }

    @Test
    void aSearchTakesItsWildcardsForLetters() {
        hall.clock.set("2026-03-02 09:00");
        Map<String, Object> input = Tender.highway(hall);
        input.put("title", "甲100%_完成乙");
        Tender tender = Tender.created(hall, input);
        for (String query : List.of("甲100%_", "0%_完", "%_完成乙", "甲100%_完成乙")) {
            JsonNode found = hall.get(hall.agent, "/projects?limit=200&q=" + Hall.encode(query))
                    .expect(200)
                    .json();
            assertThat(found.path("items")).as(query).hasSize(1);
            assertThat(found.path("items").get(0).path("id").asText()).isEqualTo(tender.id.toString());
        }
        for (String query : List.of("甲%乙", "甲100__完成", "甲1\\00", "' OR 1=1 --")) {
            assertThat(hall.get(hall.agent, "/projects?q=" + Hall.encode(query))
                            .expect(200)
                            .json()
                            .path("items"))
                    .as(query)
                    .isEmpty();
        }
    }

    @Test
    void readingsWithBadQueriesAreRefused() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        for (String query : List.of(
                "limit=0",
                "limit=201",
                "limit=1e2",
                "limit=",
                "after=",
                "after=..",
                "after=" + "a".repeat(201),
                "x=1",
                "limit=5&limit=6")) {
            for (String path : List.of("/projects", "/organisations", tender.path() + "/audit")) {
                Answer answer =
                        hall.get(path.equals("/organisations") ? hall.administrator : hall.agent, path + "?" + query);
                assertThat(answer.status())
                        .as(path + "?" + query + answer.text())
                        .isEqualTo(400);
                assertProblem(query, answer);
            }
        }
        for (String cursor : List.of("9", "-1", "99999999999999999999", "abc")) {
            Answer answer = hall.get(hall.agent, tender.path() + "/audit?after=" + cursor);
            notABug(cursor, answer);
        }
        notABug("unknown cursor", hall.get(hall.agent, "/projects?after=" + UUID.randomUUID()));
    }

    @Test
    void aReportOfTheCommitteeNamesBidsOfThisLotOnly() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        Tender other = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        other.opens(0, 3).expect(201);
        tender.playsOpening(0, List.of("9600000", "9800000", "10000000"));
        tender.scores(0).expect(201);
        Map<String, String> before = hall.rows.state();
        ArrayNode rejections = JSON.createArrayNode();
        rejections
                .addObject()
                .put("bidId", other.bids.getFirst().toString())
                .put("ground", 1)
                .put("page", "1")
                .put("reason", "x");
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("evaluationEndedAt", hall.clock.instant());
        report.put("rejections", rejections);
        tender.reports(0, report).expect(400);
        report.remove("rejections");
        report.put("documentId", UUID.randomUUID());
        tender.reports(0, report).expect(400);
        report.remove("documentId");
        report.put("evaluationEndedAt", hall.clock.instant().plusSeconds(1));
        tender.reports(0, report).expect(400);
        assertThat(hall.rows.state()).isEqualTo(before);
    }

    @Test
    void aMethodMadeForAnotherRegimeIsNotPublishedHoweverItCallsItself() {
        hall.clock.set("2026-03-02 09:00");
        Tender foreign = Tender.ready(hall, Tender.highway(hall), "g-f1-goods", "10500000.00");
        assertThat(foreign.publishes().expect(400).json().path("errors").toString())
                .contains("/lots/0/method/regime");
        Tender relabelled = Tender.readyHighway(hall);
        Map<String, Object> lot = Tender.lot("标段", "10500000.00", "e-f2-highway");
        ((ObjectNode) lot.get("method")).put("regime", "OTHER");
        hall.send(Step.write("updateLot", hall.agent, "PUT", relabelled.lotPath(0), lot)
                        .onVersion(relabelled.version()))
                .expect(200);
        assertThat(relabelled.publishes().expect(400).json().path("errors").toString())
                .contains("/lots/0/method/regime");
        assertThat(relabelled.phase()).isEqualTo("DRAFT");
    }
}
