package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.gongping.draw.protocol.Formulas;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way over HTTP: a library is imported, a committee planned and approved, its experts drawn and called; whoever has
 * the transcript computes the same people.
 */
class PlannedDrawTest {
    private static final List<String> ALL = DrawHall.PARTIES;
    private static final String HOME = "350200";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, Object> need(String id, int seats, String specialty, String venue) {
        Map<String, Object> need = new LinkedHashMap<>();
        need.put("id", id);
        need.put("specialties", List.of(specialty));
        need.put("regions", List.of());
        need.put("seats", seats);
        if (venue != null) {
            need.put("venue", venue);
        }
        return need;
    }

    /** Four experts and a representative of the owner. */
    private static Map<String, Object> plan(List<?> needs, List<?> venues, List<?> offers) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("regime", "ENGINEERING");
        plan.put("size", 5);
        plan.put("ownerRepresentatives", 1);
        plan.put("complex", false);
        plan.put("socialEffect", false);
        plan.put("maxPerEmployer", 1);
        plan.put("minRatio", 3);
        plan.put("minCapRatio", 2);
        plan.put("evaluationAt", StoppedClock.at("2026-03-31 09:00"));
        plan.put("expectedHours", 6);
        plan.put("timeouts", Map.of("commit", 3600, "deposit", 1800, "reveal", 600, "final", 300, "answer", 1200));
        plan.put("needs", needs);
        plan.put("libraries", List.of());
        plan.put("venues", venues);
        plan.put("offers", offers);
        plan.put("avoided", List.of());
        return plan;
    }

    private static Answer call(DrawHall draw, Person by, String method, String path, Object body) {
        return draw.hall.send(Step.write("", by, method, draw.tender.path() + "/draw" + path, body));
    }

    private static void approve(DrawHall draw, Map<String, Object> plan) {
        call(draw, draw.hall.agent, "PUT", "/plan", Map.of("plan", plan, "seen", 0))
                .expect(200);
        assertThat(draw.starts().expect(409).code()).isEqualTo("no-approved-plan");
        call(draw, draw.hall.agent, "POST", "/submit", Map.of("seen", 1)).expect(200);
        assertThat(draw.starts().expect(409).code()).isEqualTo("no-approved-plan");
        call(draw, draw.hall.supervisor, "POST", "/approve", Map.of("seen", 2)).expect(200);
    }

    private static JsonNode json(byte[] transcript) throws IOException {
        return JSON.readTree(transcript);
    }

    private static void requireVerified(DrawHall draw, byte[] transcript, String verdict) throws Exception {
        draw.requireVerified(transcript);
        assertThat(draw.python(transcript)).startsWith("0 ").contains(verdict);
    }

    /** One for each reason, as each is found in a library: in the file, in the register, by an operator, by a person. */
    private static List<String> oneForEachReason(DrawHall draw, ImportedLibrary library) {
        Hall hall = draw.hall;
        Firm bidder = hall.bidders.getFirst();
        String parent = hall.creditCode();
        library.importAffiliation(parent, hall.bidders.get(1).creditCode(), "60%");
        library.expert(HOME, "A040102").employedBy(bidder);
        library.expert(HOME, "A040102").with("工作单位", "控股集团").with("单位信用代码", parent);
        library.expert(HOME, "A0601")
                .with("曾任及兼职", "任职|" + bidder.name() + "|" + bidder.creditCode() + "|2015-01-01|2024-06-30");
        library.expert(HOME, "A0601").with("亲属及利害关系", "配偶|某人|" + bidder.name() + "|" + bidder.creditCode() + "|经理");
        library.expert(HOME, "A040102").employedBy(hall.agency);
        library.expert(HOME, "A040102").employedBy(hall.authority);
        library.expert(HOME, "A040102").employedBy(hall.owner);
        library.expert(HOME, "A0601").with("资格", "造价工程师|Z1|2010-01-01|2026-03-01");
        library.expert(HOME, "A0601").with("从业起始", "2020-01-01");
        ImportedLibrary.Row suspended = library.expert(HOME, "A0601");
        ImportedLibrary.Row manual = library.expert(HOME, "A0601");
        library.importRows();
        library.suspends(suspended);
        call(draw, hall.supervisor, "POST", "/exclusions", Map.of("poolNo", manual.poolNo(), "reason", "与项目设计单位有长期合作"))
                .expect(201);
        return List.of(
                "AGENT_STAFF",
                "CONFLICT_EMPLOYER",
                "CONFLICT_EMPLOYER",
                "CONFLICT_OTHER",
                "CONFLICT_PAST_3Y",
                "CONFLICT_RELATIVE",
                "MANUAL",
                "QUALIFICATION_EXPIRED",
                "QUALIFICATION_EXPIRED",
                "SUPERVISOR_STAFF",
                "SUSPENDED");
    }

    @Test
    void anImportedLibraryAnApprovedPlanAndADrawThatEverybodyRecomputes(@TempDir Path folder) throws Exception {
        try (DrawHall draw = DrawHall.planned(folder)) {
            draw.hall.clock.set("2026-03-12 09:00");
            draw.tender.registers(3);
            ImportedLibrary library = new ImportedLibrary(draw.hall);
            library.experts(30, HOME, "A040102");
            library.experts(20, "330100", "A0601");
            List<String> reasons = oneForEachReason(draw, library);
            draw.readyToStart();
            approve(
                    draw,
                    plan(List.of(need("tech", 3, "A04", null), need("econ", 1, "A06", null)), List.of(), List.of()));
            draw.starts().expect(201);
            int drawnOf = library.size();
            // Who comes into the library now is not in this draw.
            library.expert(HOME, "A040102");
            library.importRows();
            draw.play(ALL);
            assertThat(draw.state()).isEqualTo("DRAWN");
            draw.awaitSeal("k2");

            byte[] sealed = draw.transcript();
            requireVerified(draw, sealed, "PASS-CLAIMED");
            assertThat(json(sealed).path("leaves_sorted")).hasSize(drawnOf);
            draw.awaitBoard("LOCKED");
            draw.unlock();
            byte[] open = draw.openTranscript();
            requireVerified(draw, open, "PASS");
            List<String> found = new ArrayList<>();
            Map<String, JsonNode> records = new HashMap<>();
            for (JsonNode record : json(open).path("pool")) {
                records.put(record.path("pid").asText(), record);
                if (record.path("ex").asInt() == 1) {
                    found.add(record.path("exr").asText());
                    assertThat(record.path("exh").asText()).matches("[0-9a-f]{64}");
                }
            }
            assertThat(records).hasSize(drawnOf);
            assertThat(found.stream().sorted()).containsExactlyElementsOf(reasons);
            for (JsonNode stratum : json(open).path("result")) {
                stratum.path("selected")
                        .forEach(each ->
                                requireEligible(records.get(each.path("pid").asText())));
                stratum.path("alternates").forEach(pid -> requireEligible(records.get(pid.asText())));
            }
            assertThat(json(open).at("/result/0/selected")).hasSize(3);
            assertThat(json(open).at("/result/1/selected")).hasSize(1);
        }
    }

    private static void requireEligible(JsonNode record) {
        assertThat(record.path("ex").asInt()).isZero();
    }

    private static Map<String, Object> city(String code, String name, String... seats) {
        return Map.of("city", code, "name", name, "seats", List.of(seats));
    }

    @Test
    void cityThenSeatThenExpertAndWhoReplacesTakesTheVacatedSeat(@TempDir Path folder) throws Exception {
        try (DrawHall draw = DrawHall.planned(folder)) {
            ImportedLibrary library = new ImportedLibrary(draw.hall);
            library.experts(20, HOME, "A040102");
            library.experts(12, "330100", "A0601");
            library.experts(12, "330200", "A0601");
            library.experts(12, "320500", "A0601");
            library.experts(1, "340100", "A0601");
            library.importRows();
            draw.readyToStart();
            Map<String, Object> main = Map.of("id", "main", "main", true, "city", HOME, "name", "江州主场", "quota", 3);
            Map<String, Object> second = Map.of("id", "second", "main", false, "name", "副场", "quota", 2);
            List<Map<String, Object>> offers = List.of(
                    city("330100", "杭城", "H1", "H2", "H3"),
                    city("330200", "甬城", "N1", "N2", "N3"),
                    city("320500", "苏城", "S1"),
                    city("340100", "庐城", "L1", "L2", "L3"));
            approve(
                    draw,
                    plan(
                            List.of(need("tech", 2, "A04", "main"), need("remote", 2, "A06", "second")),
                            List.of(main, second),
                            offers));
            draw.starts().expect(201);
            // Before anybody has given a number: which city cannot be drawn, and why.
            JsonNode rules = draw.view().at("/current/rules/venue");
            assertThat(rules.path("n_city").asInt()).isEqualTo(1);
            assertThat(rules.path("bind").path("remote").asInt(-1)).isZero();
            draw.play(ALL);
            draw.awaitSeal("k2");
            byte[] sealed = draw.transcript();
            requireVerified(draw, sealed, "PASS-CLAIMED");
            JsonNode venue = json(sealed).path("venue");
            Map<String, String> excluded = new HashMap<>();
            venue.path("cities")
                    .forEach(city -> excluded.put(
                            city.path("city").asText(), city.path("exr").asText()));
            assertThat(excluded)
                    .isEqualTo(Map.of("330100", "", "330200", "", "320500", "SEAT_SHORT", "340100", "EXPERT_SHORT"));
            String drawn = venue.at("/result/cities/0/city").asText();
            assertThat(drawn).isIn("330100", "330200");
            List<String> seats = new ArrayList<>();
            venue.at("/result/seats")
                    .forEach(seat -> seats.add(seat.path("seat").asText()));
            assertThat(seats).hasSize(2);

            String place = drawn.equals("330100") ? "杭城" : "甬城";
            draw.awaitBoard("LOCKED");
            draw.unlock();
            byte[] open = draw.openTranscript();
            requireVerified(draw, open, "PASS");
            Map<String, String> regions = new HashMap<>();
            Map<String, String> employers = new HashMap<>();
            json(open).path("pool").forEach(record -> {
                regions.put(record.path("pid").asText(), record.path("rg").asText());
                employers.put(record.path("pid").asText(), record.path("em").asText());
            });
            json(open)
                    .at("/result/1/selected")
                    .forEach(each ->
                            assertThat(regions.get(each.path("pid").asText())).isEqualTo(drawn));

            JsonNode before = draw.board();
            assertThat(seat(before, 3)).isEqualTo(drawn + " " + seats.get(0));
            assertThat(seat(before, 4)).isEqualTo(drawn + " " + seats.get(1));
            assertThat(before.at("/seats/0/city").isMissingNode()).isTrue();
            answer(draw, 1, "江州主场", "ACCEPTED");
            answer(draw, 2, "江州主场", "ACCEPTED");
            answer(draw, 3, place, "DECLINED");
            answer(draw, 3, place, "ACCEPTED");
            answer(draw, 4, place, "ACCEPTED");
            draw.awaitBoard("SEALED");
            assertThat(draw.hall
                            .get(draw.people.get("agent"), "/draws")
                            .expect(200)
                            .json()
                            .at("/items/0/done")
                            .asBoolean())
                    .isTrue();

            JsonNode after = draw.board();
            assertThat(seat(after, 3)).isEqualTo(seat(before, 3));
            assertThat(seat(after, 4)).isEqualTo(seat(before, 4));
            // §5.2: in the order of the list, but none whose employer has a seat already.
            Set<String> seatedEmployers = Stream.of(0, 1, 3)
                    .map(seat ->
                            employers.get(after.at("/seats/" + seat + "/pid").asText()))
                    .collect(Collectors.toSet());
            String first = StreamSupport.stream(
                            json(sealed).at("/result/1/alternates").spliterator(), false)
                    .map(JsonNode::asText)
                    .filter(pid -> !seatedEmployers.contains(employers.get(pid)))
                    .findFirst()
                    .orElseThrow();
            assertThat(after.at("/seats/2/pid").asText()).isEqualTo(first);
            assertThat(regions).containsEntry(first, drawn);
            LogHall.await(() -> replacements(draw) == 1);
            byte[] replaced = draw.transcript();
            requireVerified(draw, replaced, "PASS-CLAIMED");
            assertThat(json(replaced).at("/replacements/0/seated").asText()).isEqualTo(first);
            assertThat(places(after)).containsExactlyInAnyOrderElementsOf(seats);
        }
    }

    private static int replacements(DrawHall draw) {
        try {
            return json(draw.transcript()).path("replacements").size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Set<String> places(JsonNode board) {
        Set<String> places = new TreeSet<>();
        board.path("seats").forEach(seat -> places.add(seat.path("place").asText("")));
        places.remove("");
        return places;
    }

    private static String seat(JsonNode board, int no) {
        JsonNode seat = board.path("seats").get(no - 1);
        assertThat(seat.path("no").asInt()).isEqualTo(no);
        return seat.path("city").asText() + " " + seat.path("place").asText();
    }

    /** The desk calls for this seat, and says where to come; the expert answers. */
    private static void answer(DrawHall draw, int seat, String place, String outcome) {
        LogHall.await(() ->
                !draw.board().path("seats").get(seat - 1).at("/call/endsAt").isMissingNode());
        JsonNode call = draw.hall
                .get(draw.hall.poolOperator, "/call-desk")
                .expect(200)
                .json()
                .path("call");
        assertThat(call.path("place").asText()).contains(place);
        draw.hall
                .send(Step.write(
                        "",
                        draw.hall.poolOperator,
                        "POST",
                        "/call-desk/" + call.path("callId").asText(),
                        outcome.equals("DECLINED")
                                ? Map.of("outcome", outcome, "reason", "TIME")
                                : Map.of("outcome", outcome)))
                .expect(201);
    }

    private static void requireFixed(DrawHall draw, Map<String, Object> plan, String poolNo, String code) {
        int seen = draw.view().path("request").path("version").asInt();
        Answer saved = call(draw, draw.hall.agent, "PUT", "/plan", Map.of("plan", plan, "seen", seen));
        assertThat(saved.expect(409).code()).isEqualTo(code);
        assertThat(excludes(draw, poolNo).expect(409).code()).isEqualTo(code);
        assertThat(draw.view().path("request").path("state").asText()).isEqualTo("APPROVED");
    }

    private static Answer excludes(DrawHall draw, String poolNo) {
        return call(
                draw, draw.hall.supervisor, "POST", "/exclusions", Map.of("poolNo", poolNo, "reason", "与项目设计单位有长期合作"));
    }

    /** §5.3: what an attempt began with cannot be changed; for another one everything is drawn up anew. */
    @Test
    void theRequestIsFixedFromTheStartUntilAnotherAttemptIsOrdered(@TempDir Path folder) throws Exception {
        try (DrawHall draw = DrawHall.planned(folder)) {
            ImportedLibrary library = new ImportedLibrary(draw.hall);
            library.experts(30, HOME, "A040102");
            String poolNo = library.expert(HOME, "A040102").poolNo();
            library.importRows();
            draw.readyToStart();
            Map<String, Object> plan = plan(List.of(need("tech", 4, "A04", null)), List.of(), List.of());
            approve(draw, plan);
            draw.starts().expect(201);
            requireFixed(draw, plan, poolNo, "draw-running");
            draw.play(ALL);
            draw.awaitSeal("k2");
            requireFixed(draw, plan, poolNo, "drawn-already");

            ObjectNode order = JSON.createObjectNode()
                    .put("draw_id", draw.draw(2).toString())
                    .put("prev", draw.draw(1).toString())
                    .put("reason", "ROSTER_LEAKED");
            draw.clients.get("agent").signOrder(2, order);
            requireFixed(draw, plan, poolNo, "drawn-already");
            draw.clients.get("supervisor").signOrder(2, order);
            excludes(draw, poolNo).expect(201);
            call(draw, draw.hall.agent, "PUT", "/plan", Map.of("plan", plan, "seen", 3))
                    .expect(200);
            call(draw, draw.hall.agent, "POST", "/submit", Map.of("seen", 4)).expect(200);
            call(draw, draw.hall.supervisor, "POST", "/approve", Map.of("seen", 5))
                    .expect(200);
            Map<String, String> start = Map.of("order", HexFormat.of().formatHex(Formulas.orderHash(order)));
            draw.writes(draw.hall.agent, "/attempts", start).expect(201);
            requireFixed(draw, plan, poolNo, "draw-running");
        }
    }

    private static ObjectNode waiver(DrawHall draw, int attempt, String check) {
        return JSON.createObjectNode()
                .put("draw_id", draw.draw(attempt).toString())
                .put("check", check)
                .put("reason", "本地该专业专家有限");
    }

    private static Answer consents(DrawHall draw, int seen, ObjectNode order) {
        Map<String, Object> waiver = Map.of(
                "check", "F2",
                "reason", "本地该专业专家有限",
                "order", HexFormat.of().formatHex(Formulas.orderHash(order)));
        return call(draw, draw.hall.supervisor, "POST", "/approve", Map.of("seen", seen, "waivers", List.of(waiver)));
    }

    @Test
    void whatIsTooSmallIsWaivedByTheOrderThatTheSupervisorSignedForIt(@TempDir Path folder) throws Exception {
        try (DrawHall draw = DrawHall.planned(folder)) {
            ImportedLibrary library = new ImportedLibrary(draw.hall);
            // One short of three for each seat, of as many employers.
            library.experts(22, HOME, "A040102");
            library.importRows();
            draw.readyToStart();
            Map<String, Object> plan = plan(List.of(need("tech", 4, "A04", null)), List.of(), List.of());
            plan.put("minRatio", 6);
            call(draw, draw.hall.agent, "PUT", "/plan", Map.of("plan", plan, "seen", 0))
                    .expect(200);
            call(draw, draw.hall.agent, "POST", "/submit", Map.of("seen", 1)).expect(200);
            assertThat(call(draw, draw.hall.supervisor, "POST", "/approve", Map.of("seen", 2))
                            .expect(409)
                            .code())
                    .isEqualTo("draw-infeasible");

            // Signed by nobody, by another, for another check, for another attempt: no consent.
            ObjectNode order = waiver(draw, 1, "F2");
            assertThat(consents(draw, 2, order).expect(409).code()).isEqualTo("waiver-unsigned");
            draw.clients.get("agent").signOrder(1, order);
            assertThat(consents(draw, 2, order).expect(409).code()).isEqualTo("waiver-unsigned");
            ObjectNode otherCheck = waiver(draw, 1, "F3");
            draw.clients.get("supervisor").signOrder(1, otherCheck);
            assertThat(consents(draw, 2, otherCheck).expect(409).code()).isEqualTo("waiver-unsigned");
            ObjectNode otherAttempt = waiver(draw, 2, "F2");
            draw.clients.get("supervisor").signOrder(2, otherAttempt);
            assertThat(consents(draw, 2, otherAttempt).expect(409).code()).isEqualTo("waiver-unsigned");
            draw.clients.get("supervisor").signOrder(1, order);
            JsonNode approved = consents(draw, 2, order).expect(200).json();
            assertThat(approved.at("/plan/waivers/0/check").asText()).isEqualTo("F2");

            // A plan that the agent changes afterwards has no consent.
            JsonNode changed = call(draw, draw.hall.agent, "PUT", "/plan", Map.of("plan", plan, "seen", 3))
                    .expect(200)
                    .json();
            assertThat(changed.at("/plan/waivers")).isEmpty();
            assertThat(changed.path("state").asText()).isEqualTo("DRAFT");
            call(draw, draw.hall.agent, "POST", "/submit", Map.of("seen", 4)).expect(200);
            consents(draw, 5, order).expect(200);
            draw.starts().expect(201);
            draw.play(ALL);
            draw.awaitSeal("k2");
            requireVerified(draw, draw.transcript(), "PASS-CLAIMED");
        }
    }
}
