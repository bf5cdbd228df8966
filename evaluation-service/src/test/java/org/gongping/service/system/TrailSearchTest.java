package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a trail and what is not: what may not be shown can be found by no search. */
class TrailSearchTest {
    private static Hall hall;
    private static Tender played;

    @BeforeAll
    static void play(@TempDir Path folder) {
        hall = new Hall(folder);
        played = Play.engineering(hall);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static Answer ask(Tender tender, String query) {
        return hall.get(hall.supervisor, tender.path() + "/audit?" + query);
    }

    private static JsonNode found(Tender tender, String query) {
        return ask(tender, "limit=200&outline=true&" + query).expect(200).json();
    }

    private static List<String> kinds(String query) {
        List<String> kinds = new ArrayList<>();
        found(played, query)
                .path("items")
                .forEach(entry -> kinds.addFirst(entry.path("kind").asText()));
        return kinds;
    }

    private static String q(String words) {
        return "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    @Test
    void aKindIsFoundByItsNameInEitherLanguage() {
        assertThat(kinds(q("开始开标"))).containsExactly("open.start");
        assertThat(kinds(q("opening STARTED"))).containsExactly("open.start");
        assertThat(kinds(q("标段"))).contains("lot.add", "lot.update", "lot.remove");
        assertThat(kinds(q("open.read"))).containsExactly("open.read", "open.read", "open.read");
    }

    @Test
    void everyWordMustBeAnswered() {
        assertThat(kinds(q("修改 桥涵"))).containsExactly("lot.update");
        assertThat(kinds(q("修改　桥涵　19000000"))).containsExactly("lot.update");
        assertThat(kinds(q("修改 桥涵 18000000"))).isEmpty();
    }

    @Test
    void whatARecordSaysIsFoundAndTheNamesOfItsMembersAreNot() {
        assertThat(kinds(q("大写为准"))).containsExactly("open.answer");
        assertThat(kinds(q("9600000"))).containsExactly("open.read");
        assertThat(kinds(q("招标文件.pdf"))).contains("document.add");
        for (String member : List.of("methodDigest", "ceilingPrice", "actor", "prev", "size")) {
            assertThat(kinds(q(member))).as(member).isEmpty();
        }
        assertThat(kinds(q("%"))).as("no pattern").isEmpty();
        assertThat(kinds(q("_"))).allSatisfy(kind -> assertThat(kind).isNotBlank());
        assertThat(kinds(q("\"role\":\"supervisor\""))).isEmpty();
    }

    @Test
    void aShortNumberMeansAWholeValueAndNoPartOfADigest() {
        assertThat(kinds(q("7") + "&group=OPENING")).isEmpty();
        found(played, q("270"))
                .path("items")
                .forEach(entry -> assertThat(entry.path("record")
                                .toString()
                                .replaceAll("[0-9a-f]{32,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", ""))
                        .contains("270"));
    }

    @Test
    void afterTheDeadlineAFirmIsFoundByName() {
        Firm firm = hall.bidders.get(1);
        assertThat(kinds(q(firm.name()))).contains("bid.register", "open.start", "open.read");
        assertThat(kinds(q(firm.creditCode()))).contains("bid.register", "open.start");
        JsonNode read =
                found(played, q(firm.name()) + "&kind=open.read").path("items").get(0);
        assertThat(read.path("objects").findValuesAsText("name")).contains(firm.name());
    }

    @Test
    void noPersonIsFoundByNameOrAccount() {
        for (String person : Play.PERSONS) {
            assertThat(kinds(q(person))).as(person).isEmpty();
        }
        assertThat(kinds(q("Name of agent"))).isEmpty();
        assertThat(kinds(q("subject-of-agent"))).isEmpty();
    }

    @Test
    void filtersNarrowTogether() {
        assertThat(kinds("group=DOCUMENT")).containsOnly("document.add", "document.remove");
        assertThat(kinds("group=DOCUMENT&kind=document.remove")).containsExactly("document.remove");
        assertThat(kinds("group=DOCUMENT&kind=open.read")).isEmpty();
        assertThat(kinds("role=project_owner")).contains("award.decide").doesNotContain("open.read");
        assertThat(kinds("lot=" + played.lots.get(1)))
                .contains("lot.add", "lot.update")
                .doesNotContain("open.start");
        String rule = found(played, "kind=project.publish")
                .path("items")
                .get(0)
                .path("ruleSet")
                .asText();
        assertThat(kinds("rule=" + rule))
                .contains("project.publish", "open.read")
                .doesNotContain("lot.add");
        assertThat(kinds("rule=no-such")).isEmpty();
        assertThat(kinds("from=2026-03-30T01:30:00Z&until=2026-03-30T02:45:00Z"))
                .contains("open.start", "open.read")
                .doesNotContain("open.end", "bid.register");
        assertThat(kinds("from=2026-03-30T09:30:00%2B08:00&until=2026-03-30T10:45:00%2B08:00&kind=open.end"))
                .as("the end is excluded")
                .isEmpty();
    }

    @Test
    void theOutlineSaysWhereEachPageBegins() {
        JsonNode first = found(played, "group=OPENING");
        int total = first.path("items").size();
        assertThat(first.path("outline").path("total").asInt()).isEqualTo(total);
        JsonNode outline = ask(played, "group=OPENING&limit=3&outline=true")
                .expect(200)
                .json()
                .path("outline");
        assertThat(outline.path("total").asInt()).isEqualTo(total);
        assertThat(outline.path("anchors")).hasSize((total + 2) / 3);
        List<String> read = new ArrayList<>();
        String after = "";
        for (JsonNode anchor : outline.path("anchors")) {
            JsonNode page =
                    ask(played, "group=OPENING&limit=3" + after).expect(200).json();
            page.path("items").forEach(entry -> read.add(entry.path("id").asText()));
            assertThat(read.getLast()).isEqualTo(anchor.path("id").asText());
            after = "&after=" + anchor.path("id").asText();
        }
        List<String> all = new ArrayList<>();
        first.path("items").forEach(entry -> all.add(entry.path("id").asText()));
        assertThat(read).isEqualTo(all);
    }

    @Test
    void anOutlineIsALookWhateverPageComesWithIt() {
        String some =
                found(played, "kind=open.start").path("items").get(0).path("id").asText();
        long before = hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'audit.read'");
        ask(played, "limit=5&outline=true&after=" + some).expect(200);
        assertThat(hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'audit.read'"))
                .isEqualTo(before + 1);
    }

    @Test
    void tellsThatThereIsMoreThanWasShownAndReadingIsNoNews() {
        String newest = hall.rows
                .query(
                        "SELECT id FROM audit_entry WHERE project_id = ?::uuid ORDER BY inserted DESC LIMIT 1",
                        played.id.toString())
                .getFirst()
                .get("id");
        String path = played.path() + "/audit/newer?than=" + newest;
        ask(played, "limit=1").expect(200);
        assertThat(hall.get(hall.supervisor, path)
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        played.uploads("更新.pdf", "OTHER", Tender.PDF).expect(201);
        assertThat(hall.get(hall.supervisor, path)
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aChangeIsHeldAgainstWhatWasSetBefore() {
        JsonNode change = found(played, "kind=lot.update").path("items").get(0);
        JsonNode before = hall.get(
                        hall.supervisor,
                        played.path() + "/audit/" + change.path("id").asText() + "/before")
                .expect(200)
                .json()
                .path("items");
        assertThat(before).hasSize(1);
        assertThat(before.get(0).path("kind").asText()).isEqualTo("lot.add");
        assertThat(before.get(0).path("record").path("body").path("name").asText())
                .isEqualTo("桥梁工程");
        String start =
                found(played, "kind=open.start").path("items").get(0).path("id").asText();
        assertThat(hall.get(hall.supervisor, played.path() + "/audit/" + start + "/before")
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
        JsonNode body = found(played, "kind=project.update")
                .path("items")
                .get(0)
                .path("record")
                .path("body");
        assertThat(body.path("set").path("title").asText()).isEqualTo("江州绕城公路施工招标（第二次修改）");
        assertThat(body.path("was").path("title").asText()).isEqualTo(played.input.get("title"));
    }

    @Test
    void whatCannotBeMeantIsRefusedByName() {
        for (Map.Entry<String, String> wrong : Map.of(
                        q("a".repeat(101)),
                        "q",
                        q("a b c d e f g h i"),
                        "q",
                        "group=NONE",
                        "group",
                        "kind=UPPER.CASE",
                        "kind",
                        "role=king",
                        "role",
                        "lot=1",
                        "lot",
                        "from=yesterday",
                        "from",
                        "from=2026-03-30T00:00:00Z&until=2026-03-30T00:00:00Z",
                        "until",
                        "rule=" + "x".repeat(65),
                        "rule")
                .entrySet()) {
            Answer answer = ask(played, wrong.getKey());
            assertThat(answer.status()).as(wrong.getKey()).isIn(400, 422);
            assertThat(answer.text()).contains("query/" + wrong.getValue());
        }
    }

    @Test
    void untilTheDeadlineNoSearchKnowsOfABidder() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-11 10:00");
        tender.registers(3);
        hall.clock.set("2026-03-30 09:29:59");
        Firm firm = hall.bidders.getFirst();
        List<String> probes = List.of(
                q(firm.name()),
                q(firm.creditCode()),
                q("投标人登记"),
                q("registration"),
                "group=BID",
                "kind=bid.register",
                "role=bidder",
                "from=2026-03-11T02:00:00Z&until=2026-03-12T00:00:00Z");
        for (String probe : probes) {
            JsonNode answer = found(tender, probe);
            assertThat(answer.path("items")).as(probe).isEmpty();
            assertThat(answer.path("outline").path("total").asInt()).as(probe).isZero();
        }
        assertThat(found(tender, q("发布招标公告")).path("outline").path("total").asInt())
                .as("what may be seen is found")
                .isEqualTo(1);
        String hidden = hall.rows
                .query(
                        "SELECT id FROM audit_entry WHERE kind = 'bid.register' AND project_id = ?::uuid",
                        tender.id.toString())
                .getFirst()
                .get("id");
        hall.get(hall.supervisor, tender.path() + "/audit/" + hidden + "/before")
                .expect(404);
        assertThat(ask(tender, "after=" + hidden).expect(200).json().path("items"))
                .as("a hidden record is no place to read on from")
                .isEmpty();
        assertThat(hall.get(hall.supervisor, tender.path() + "/audit/newer?than=" + hidden)
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        hall.clock.set("2026-03-30 09:30");
        assertThat(found(tender, q(firm.name())).path("items").findValuesAsText("kind"))
                .contains("bid.register");
        assertThat(found(tender, "group=BID").path("outline").path("total").asInt())
                .isEqualTo(3);
    }
}
