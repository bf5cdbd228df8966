package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.gongping.core.identity.Role;
import org.gongping.draw.pool.People;
import org.gongping.draw.pool.sheet.Workbook;
import org.gongping.service.TestServer;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expert pool over HTTP: files that go in whole or not at all, history, and personal data that stay hidden. */
class ExpertPoolTest {
    private static final String EXPERTS = "/api/v1/experts";
    private static final String IMPORTS = "/api/v1/expert-imports";
    private static final String HASH = "a".repeat(64);

    @TempDir
    private static Path folder;

    private static TestServer server;
    private String operator;

    @BeforeAll
    static void open() {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void empty() {
        Rows.asSuperuser(server.database).execute("TRUNCATE expert, expert_import, affiliation CASCADE");
        operator = server.token("pool", Role.EXPERT_POOL_OPERATOR);
    }

    private static byte[] file(String... rows) {
        return (People.HEADING + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Answer upload(String parameters, byte[] file) {
        return server.send(HttpRequest.newBuilder(server.uri(IMPORTS + "?name=pool.csv&" + parameters))
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/octet-stream")
                .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    private JsonNode check(byte[] file) {
        return upload("kind=EXPERTS", file).expect(201).json();
    }

    private JsonNode confirm(JsonNode checked) {
        return server.write("POST", IMPORTS + "/" + checked.path("id").asText() + "/confirmation", operator, "")
                .expect(200)
                .json();
    }

    private void load(String... rows) {
        JsonNode checked = check(file(rows));
        assertThat(checked.path("state").asText()).as(checked.toString()).isEqualTo("CHECKED");
        confirm(checked);
    }

    private JsonNode list(String query) {
        return server.get(EXPERTS + "?" + query, operator).expect(200).json();
    }

    private static List<String> numbers(JsonNode page) {
        List<String> numbers = new ArrayList<>();
        page.path("items").forEach(item -> numbers.add(item.path("poolNo").asText()));
        return numbers;
    }

    private String id(String poolNo) {
        for (JsonNode item : list("q=" + poolNo).path("items")) {
            if (item.path("poolNo").asText().equals(poolNo)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("no expert " + poolNo);
    }

    private static String query(String words) {
        return "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private static void assertCounts(JsonNode report, int created, int changed, int unchanged) {
        assertThat(List.of(
                        report.path("created").asInt(),
                        report.path("changed").asInt(),
                        report.path("unchanged").asInt()))
                .as(report.toString())
                .containsExactly(created, changed, unchanged);
    }

    @Test
    void loadsAFileOnlyWhenItIsConfirmedAndTheSameAgainChangesNothing() {
        byte[] file = file(People.row(1, "王小明"), People.row(2, "李雪梅"));
        JsonNode checked = check(file);
        assertCounts(checked, 2, 0, 0);
        assertThat(numbers(list(""))).isEmpty();

        assertThat(confirm(checked).path("state").asText()).isEqualTo("CONFIRMED");
        assertThat(numbers(list(""))).containsExactly("T-00001", "T-00002");

        JsonNode again = check(file);
        assertCounts(again, 0, 0, 2);
        confirm(again);
        assertThat(history("T-00001")).hasSize(1);
    }

    @Test
    void isTheSameFileInEveryEncoding() {
        String text = new String(file(People.row(1, "王小明")), StandardCharsets.UTF_8);
        confirm(check(text.getBytes(StandardCharsets.UTF_8)));
        assertCounts(check(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)), 0, 0, 1);
        assertCounts(check(text.getBytes(Charset.forName("GB18030"))), 0, 0, 1);
    }

    @Test
    void oneBadRowKeepsTheWholeFileOutAndTheReportStays() {
        JsonNode refused = check(file(
                People.row(1, "王小明"),
                People.row(2, "=1+1"),
                People.row(3, "陈国栋").replace("2008-07-01", "2008-02-30"),
                People.row(1, "林同号").replace(People.identity(1), People.identity(9))));
        assertThat(refused.path("state").asText()).isEqualTo("REFUSED");
        JsonNode report = server.get(IMPORTS + "/" + refused.path("id").asText(), operator)
                .expect(200)
                .json();
        assertThat(report.path("problems"))
                .extracting(
                        problem -> problem.path("line").asInt(),
                        problem -> problem.path("column").asText(),
                        problem -> problem.path("code").asText())
                .containsExactly(
                        tuple(3, "姓名", "FORMULA"), tuple(4, "从业起始", "BAD_DATE"), tuple(5, "专家编号", "NUMBER_TWICE"));
        server.write("POST", IMPORTS + "/" + refused.path("id").asText() + "/confirmation", operator, "")
                .expect(409);
        assertThat(numbers(list(""))).isEmpty();
    }

    @Test
    void refusesAPersonTwiceInOneFileAndOneLibrary() {
        JsonNode twice =
                check(file(People.row(1, "王小明"), People.row(2, "王小明").replace(People.identity(2), People.identity(1))));
        assertThat(twice.path("problems").path(0).path("code").asText()).isEqualTo("PERSON_TWICE");

        load(People.row(1, "王小明"));
        JsonNode known = check(file(People.row(2, "王小明").replace(People.identity(2), People.identity(1))));
        assertThat(known.path("problems").path(0).path("code").asText()).isEqualTo("PERSON_KNOWN");
        JsonNode another = check(file(People.row(1, "王小明").replace(People.identity(1), People.identity(7))));
        assertThat(another.path("problems").path(0).path("code").asText()).isEqualTo("NUMBER_OF_ANOTHER");
    }

    @Test
    void countsAPersonOfTwoLibrariesOnceAndGoesOverToTheOtherRowWhenTheFirstLeaves() {
        load(People.row(1, "王小明"));
        JsonNode other = upload(
                        "kind=EXPERTS&library=PROVINCE",
                        file(People.row(2, "王小明").replace(People.identity(2), People.identity(1))))
                .expect(201)
                .json();
        assertThat(other.path("problems").path(0).path("code").asText()).isEqualTo("ANOTHER_POOL");
        confirm(other);
        assertThat(numbers(list("state=DUPLICATE"))).containsExactly("T-00002");
        assertThat(numbers(list("state=AVAILABLE"))).containsExactly("T-00001");

        server.write("POST", EXPERTS + "/" + id("T-00001") + "/retirement", operator, Map.of("reason", "本人申请出库"))
                .expect(200);
        assertThat(numbers(list("state=AVAILABLE"))).containsExactly("T-00002");
        assertThat(numbers(list("state=RETIRED"))).containsExactly("T-00001");
    }

    @Test
    void aChangedRowKeepsTheFormerEmployerAndGoesIntoTheHistory() {
        load(People.row(1, "王小明"));
        String elsewhere = People.creditCode("91350200MA0000009");
        load(People.row(1, "王小明").replace("鹭岛设计院," + People.CODE + ",2015-07-01", "榕江公司," + elsewhere + ","));
        JsonNode expert =
                server.get(EXPERTS + "/" + id("T-00001"), operator).expect(200).json();
        assertThat(expert.path("employments"))
                .extracting(each -> each.path("organisation").asText(), each -> each.has("validUntil"))
                .containsExactlyInAnyOrder(tuple("鹭岛设计院", true), tuple("榕江公司", false));
        JsonNode change = history("T-00001").path(0);
        assertThat(change.path("action").asText()).isEqualTo("CHANGE");
        assertThat(change.path("was").path("employerName").asText()).isEqualTo("鹭岛设计院");
        assertThat(change.path("is").path("employerName").asText()).isEqualTo("榕江公司");
        assertThat(change.path("actor").asText()).isEqualTo("pool");
    }

    private JsonNode history(String poolNo) {
        return server.get(EXPERTS + "/" + id(poolNo) + "/history", operator)
                .expect(200)
                .json()
                .path("items");
    }

    @Test
    void readsWorkbooksAndRefusesTheirFormulas() {
        List<String> heading = cells(People.HEADING);
        List<String> row = cells(People.row(1, "王小明"));
        assertCounts(check(Workbook.of(List.of(heading, row))), 1, 0, 0);
        row.set(1, Workbook.formula("\"王\"&amp;\"小明\"", "王小明"));
        assertThat(check(Workbook.of(List.of(heading, row)))
                        .path("problems")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("FORMULA");
    }

    private static List<String> cells(String csv) {
        List<String> cells = new ArrayList<>();
        for (String cell : csv.split(",", -1)) {
            cells.add(Workbook.text(cell));
        }
        return cells;
    }

    @Test
    void showsNobodyInClearButToALookOnRecord() {
        load(People.row(1, "王小明"));
        String id = id("T-00001");
        for (String path : List.of(EXPERTS, EXPERTS + "/" + id, EXPERTS + "/" + id + "/history")) {
            String text = server.get(path, operator).expect(200).text();
            assertThat(text).contains("王**").doesNotContain("王小明", "14200000001");
        }
        assertThat(audit("expert.look")).isEmpty();
        server.get(EXPERTS + "/" + id + "/personal-data", operator).expect(400);
        JsonNode clear = server.get(
                        EXPERTS + "/" + id + "/personal-data?reason="
                                + URLEncoder.encode("核对电话", StandardCharsets.UTF_8),
                        operator)
                .expect(200)
                .json();
        assertThat(clear.path("name").asText()).isEqualTo("王小明");
        assertThat(clear.path("phone").asText()).isEqualTo("14200000001");
        assertThat(audit("expert.look"))
                .singleElement()
                .satisfies(record -> assertThat(record).contains("核对电话"));
        server.get(EXPERTS + "/" + id + "/personal-data?reason=abcd", server.token("s", Role.SUPERVISOR))
                .expect(403);
    }

    @Test
    void noRecordOfTheTrailTellsWhoAnExpertIsAndNoTableHoldsAnIdentityNumber() {
        load(People.row(1, "王小明"));
        String id = id("T-00001");
        server.write("POST", EXPERTS + "/" + id + "/suspensions", operator, suspension(Instant.now()))
                .expect(201);
        server.write("POST", EXPERTS + "/" + id + "/retirement", operator, Map.of("reason", "本人申请"))
                .expect(200);
        assertThat(audit("expert.%"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(record -> assertThat(record).doesNotContain("王小明", "14200000001", "T-00001", id));
        Rows rows = Rows.asSuperuser(server.database);
        for (String table : strings(
                rows,
                "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')")) {
            assertThat(strings(
                            rows,
                            "SELECT t::text FROM " + table + " t WHERE t::text LIKE '%" + People.identity(1) + "%'"))
                    .as(table)
                    .isEmpty();
        }
    }

    private List<String> audit(String kinds) {
        return strings(
                Rows.asSuperuser(server.database), "SELECT record FROM audit_entry WHERE kind LIKE '" + kinds + "'");
    }

    private static List<String> strings(Rows rows, String sql) {
        return rows.query(sql).stream()
                .map(row -> row.values().iterator().next())
                .toList();
    }

    private static Map<String, Object> suspension(Instant from) {
        Map<String, Object> suspension = new HashMap<>();
        suspension.put("startsAt", from.minusSeconds(60).toString());
        suspension.put("endsAt", from.plus(Duration.ofDays(180)).toString());
        suspension.put("reason", "评标时擅自离席");
        suspension.put("decidedBy", "市招标投标监督管理办公室");
        suspension.put("documentNo", "监〔2026〕7号");
        suspension.put("documentSha256", HASH);
        return suspension;
    }

    @Test
    void aSuspensionBarsUntilItsTermOrItsLifting() {
        load(People.row(1, "王小明"));
        String id = id("T-00001");
        JsonNode suspended = server.write(
                        "POST", EXPERTS + "/" + id + "/suspensions", operator, suspension(Instant.now()))
                .expect(201)
                .json();
        assertThat(numbers(list("state=SUSPENDED"))).containsExactly("T-00001");
        assertThat(numbers(list("state=AVAILABLE"))).isEmpty();
        String lifting = EXPERTS + "/" + id + "/suspensions/"
                + suspended.path("suspensions").path(0).path("id").asText() + "/lifting";
        Map<String, String> decision = Map.of("reason", "复核后撤销", "decidedBy", "市招标投标监督管理办公室");
        server.write("POST", lifting, operator, decision).expect(200);
        server.write("POST", lifting, operator, decision).expect(409);
        assertThat(numbers(list("state=AVAILABLE"))).containsExactly("T-00001");
        assertThat(history("T-00001"))
                .extracting(change -> change.path("action").asText())
                .containsExactly("LIFT", "SUSPEND", "REGISTER");
    }

    @Test
    void anExpertReachesTheOwnRecordAlone() {
        load(People.row(1, "王小明"), People.row(2, "李雪梅"));
        String own = id("T-00001");
        String other = id("T-00002");
        JsonNode shown = server.get(EXPERTS + "/" + own, operator).expect(200).json();
        Map<String, Object> change = update(shown);
        change.put("account", "expert-1");
        put(own, shown.path("version").asInt(), change).expect(200);

        String expert = server.token("expert-1", Role.EXPERT);
        assertThat(server.get("/api/v1/my/expert", expert)
                        .expect(200)
                        .json()
                        .path("poolNo")
                        .asText())
                .isEqualTo("T-00001");
        server.get(EXPERTS + "/" + own, expert).expect(200);
        server.get(EXPERTS + "/" + other, expert).expect(404);
        Map<String, String> absence = Map.of(
                "startsAt", Instant.now().minusSeconds(60).toString(),
                "endsAt", Instant.now().plus(Duration.ofDays(3)).toString());
        server.write("POST", EXPERTS + "/" + other + "/absences", expert, absence)
                .expect(404);
        JsonNode away = server.write("POST", EXPERTS + "/" + own + "/absences", expert, absence)
                .expect(201)
                .json();
        assertThat(numbers(list("state=UNAVAILABLE"))).containsExactly("T-00001");
        server.send(server.request(
                                "DELETE",
                                EXPERTS + "/" + own + "/absences/"
                                        + away.path("absences")
                                                .path(0)
                                                .path("id")
                                                .asText(),
                                java.util.Optional.empty())
                        .header("Authorization", "Bearer " + expert)
                        .header("Idempotency-Key", UUID.randomUUID().toString()))
                .expect(200);
        assertThat(numbers(list("state=UNAVAILABLE"))).isEmpty();
    }

    private static Map<String, Object> update(JsonNode shown) {
        Map<String, Object> change = new HashMap<>();
        for (String member : List.of("region", "employer", "employerName", "fieldSince", "title", "titleLevel")) {
            change.put(member, shown.path(member).asText());
        }
        change.put("specialties", List.of("A0601"));
        return change;
    }

    private Answer put(String id, int version, Map<String, Object> change) {
        return server.send(server.request("PUT", EXPERTS + "/" + id, java.util.Optional.of(TestServer.json(change)))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/json")
                .header("If-Match", "\"" + version + "\"")
                .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    @Test
    void aChangeLeavesWhatIsMaskedAndKnowsWhenSomebodyWasFaster() {
        load(People.row(1, "王小明"));
        JsonNode shown =
                server.get(EXPERTS + "/" + id("T-00001"), operator).expect(200).json();
        Answer changed = put(shown.path("id").asText(), 1, update(shown)).expect(200);
        assertThat(changed.json().path("name").asText()).isEqualTo("王**");
        assertThat(changed.json().path("specialties")).hasSize(1);
        assertThat(changed.header("ETag")).contains("\"2\"");
        assertThat(put(shown.path("id").asText(), 1, update(shown)).expect(409).code())
                .isEqualTo("version");
        assertThat(history("T-00001").path(0).path("is").fieldNames())
                .toIterable()
                .containsExactly("specialties");
    }

    @Test
    void registersAPersonByForm() {
        Map<String, Object> form = new HashMap<>(Map.of(
                "poolNo", "T-00009",
                "identityNo", People.identity(9),
                "name", "周思远",
                "phone", "14200000009",
                "region", "350200",
                "specialties", List.of("A0601"),
                "fieldSince", "2001-07-01",
                "title", "高级工程师",
                "titleLevel", "ASSOCIATE_SENIOR"));
        server.write("POST", EXPERTS, operator, form).expect(201);
        assertThat(server.write("POST", EXPERTS, operator, form).expect(409).code())
                .isEqualTo("pool-number-taken");
        form.put("poolNo", "T-00010");
        assertThat(server.write("POST", EXPERTS, operator, form).expect(409).code())
                .isEqualTo("person-registered");
        form.put("identityNo", "110105194912310021");
        form.put("specialties", List.of("Z1"));
        assertThat(server.write("POST", EXPERTS, operator, form).expect(400).text())
                .contains("/identityNo");
        // Born in March 1975.
        form.put("identityNo", People.identity(10));
        form.put("fieldSince", "1991-03-16");
        assertThat(server.write("POST", EXPERTS, operator, form).expect(400).text())
                .contains("/fieldSince");
    }

    @Test
    void pagesThroughAllOnceAndFindsByEveryFilter() {
        load(IntStream.rangeClosed(1, 120)
                .mapToObj(n ->
                        People.row(n, n == 77 ? "欧阳清扬" : "王小明").replace("350200", n % 2 == 0 ? "350200" : "330100"))
                .toArray(String[]::new));
        Set<String> seen = new HashSet<>();
        String after = "";
        int pages = 0;
        for (JsonNode page = list("limit=50"); ; page = list("limit=50&after=" + after)) {
            seen.addAll(numbers(page));
            pages++;
            if (!page.has("next")) {
                break;
            }
            after = page.path("next").asText();
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(120);
        assertThat(numbers(list(query("欧阳")))).containsExactly("T-00077");
        assertThat(numbers(list(query("阳清 t-00077")))).containsExactly("T-00077");
        assertThat(numbers(list(query("扬清")))).isEmpty();
        assertThat(numbers(list(query("鹭岛设计") + "&limit=200"))).hasSize(120);
        assertThat(numbers(list("specialty=A04&limit=200"))).hasSize(120);
        assertThat(numbers(list("specialty=A08&limit=200"))).isEmpty();
        assertThat(numbers(list("region=3302&limit=200"))).isEmpty();
        assertThat(numbers(list("region=33&limit=200"))).hasSize(60);
        assertThat(numbers(list(query("%' OR 1=1 --")))).isEmpty();
        assertThat(server.get("/api/v1/expert-pool", operator)
                        .expect(200)
                        .json()
                        .path("all")
                        .asInt())
                .isEqualTo(120);
    }

    @Test
    void loadsTheGraphOfAffiliationsAndMoreSpecialtiesByTheSameWay() {
        String other = People.creditCode("91350200MA0000001");
        byte[] edges = ("控股方代码,被控方代码,关系,持股比例,起,止,依据\n" + People.CODE + "," + other + ",持股,51%,2020-01-01,,企业登记\n")
                .getBytes(StandardCharsets.UTF_8);
        confirm(upload("kind=AFFILIATIONS", edges).expect(201).json());
        assertCounts(upload("kind=AFFILIATIONS", edges).expect(201).json(), 0, 0, 1);

        byte[] codes = "专业代码,上级代码,名称\nB01,B,机械设备\nB0101,B01,泵\n".getBytes(StandardCharsets.UTF_8);
        confirm(upload("kind=SPECIALTIES&source=national", codes).expect(201).json());
        load(People.row(1, "王小明").replace("A040102；A0601", "B0101"));
        assertThat(numbers(list("specialty=B"))).containsExactly("T-00001");
        byte[] moved = "专业代码,上级代码,名称\nB0101,B,泵\n".getBytes(StandardCharsets.UTF_8);
        assertThat(upload("kind=SPECIALTIES", moved)
                        .expect(201)
                        .json()
                        .path("problems")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("PARENT_CHANGED");
    }

    @Test
    void aCheckedFileThatThePoolHasOvertakenIsRefusedWhole() {
        JsonNode checked = check(file(People.row(1, "王小明"), People.row(2, "李雪梅")));
        operator = server.token("second", Role.EXPERT_POOL_OPERATOR);
        load(People.row(3, "李雪梅").replace(People.identity(3), People.identity(2)));
        assertThat(server.write("POST", IMPORTS + "/" + checked.path("id").asText() + "/confirmation", operator, "")
                        .expect(409)
                        .code())
                .isEqualTo("pool-moved-on");
        assertThat(numbers(list(""))).containsExactly("T-00003");
    }

    @Test
    void keepsNoUploadedFile() throws java.io.IOException {
        check(file(People.row(1, "王小明")));
        try (var files = java.nio.file.Files.walk(folder)) {
            assertThat(files.filter(java.nio.file.Files::isRegularFile)).isEmpty();
        }
    }
}
