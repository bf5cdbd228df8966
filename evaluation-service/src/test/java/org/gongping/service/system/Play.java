package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gongping.service.TestServer.Answer;

/** A play that takes every writing step of the contract once at least, from the first organisation to the last report. */
final class Play {
    /** Names, phone numbers and accounts that the play enters: they must not be found in clear in any record. */
    static final Set<String> PERSONS = new TreeSet<>(
            List.of("王建国", "13812345678", "李卫东", "13912345678", "赵晓梅", "13712345678", "陈项目", "周项目", "吴项目"));

    private Play() {}

    static JsonNode resource(String name) {
        try (var stream = Play.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the administrator does: an organisation, a rule set, a calendar. */
    static void platform(Hall hall) {
        hall.take(Step.write(
                        "createOrganisation",
                        hall.administrator,
                        "POST",
                        "/organisations",
                        Map.of("name", "新单位", "kind", "BIDDER", "creditCode", hall.creditCode())))
                .expect(201);
        ObjectNode ruleSet = (ObjectNode) resource("/rules/other-1.json");
        String text = ruleSet.toString().replace("\"other-1\"", "\"" + hall.code("other") + "\"");
        hall.take(Step.write("loadRuleSet", hall.administrator, "POST", "/rule-sets", text))
                .expect(201);
        ObjectNode calendar = (ObjectNode) resource("/calendar/cn-2026.json");
        calendar.put("calendar", hall.code("cn-2026"));
        hall.take(Step.write("loadCalendar", hall.administrator, "POST", "/calendars", calendar))
                .expect(201);
    }

    /** An engineering tender of two lots: the first is awarded and contracted, the second fails. */
    static Tender engineering(Hall hall) {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.created(hall, Tender.highway(hall));
        Map<String, Object> changed = new java.util.LinkedHashMap<>(tender.input);
        changed.put("title", "江州绕城公路施工招标（第二次修改）");
        tender.changes(changed).expect(200);
        tender.addsLot("路基工程", "10500000.00", "e-f2-highway").expect(201);
        tender.addsLot("桥梁工程", "20000000.00", "e-f2-highway").expect(201);
        tender.addsLot("多余标段", "1.00", "e-f2-highway").expect(201);
        tender.changesLot(1, "桥涵工程", "19000000.00", "e-f2-highway").expect(200);
        tender.removesLot(2).expect(200);
        Firm secondAgency = hall.firm("联合代理有限公司", "TENDER_AGENT");
        JsonNode members =
                tender.admits("tender_agent", secondAgency).expect(201).json();
        tender.dismisses(memberOf(members, secondAgency)).expect(200);
        tender.uploads("招标文件.pdf", "TENDER_DOCUMENT", Tender.PDF).expect(201);
        JsonNode other = tender.uploads("草图.txt", "OTHER", "草图".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .expect(201)
                .json();
        tender.removesDocument(UUID.fromString(other.path("id").asText())).expect(200);
        tender.publishes().expect(200);

        hall.clock.set("2026-03-04 10:00");
        tender.clarifies("明确踏勘现场时间。", false, null).expect(201);
        hall.clock.set("2026-03-11 10:00");
        tender.registers(hall.bidderPeople.get(0), "王建国", "13812345678").expect(201);
        tender.registers(hall.bidderPeople.get(1), "李卫东", "13912345678").expect(201);
        tender.registers(hall.bidderPeople.get(2), "赵晓梅", "13712345678").expect(201);

        hall.clock.set("2026-03-30 09:30");
        tender.declaresFailed(1, 2).expect(200);
        tender.opens(0, 3).expect(201);
        tender.reads(0, 0, 1, Tender.reading("9600000.00", "陈项目")).expect(200);
        tender.reads(0, 1, 1, Tender.reading("9800000.00", "周项目")).expect(200);
        tender.reads(0, 2, 1, Tender.reading("10000000.00", "吴项目")).expect(200);
        JsonNode objections = tender.objects(hall.bidderPeople.get(2), 0, 2, "唱标大写与小写不一致")
                .expect(201)
                .json()
                .path("objections");
        tender.answers(0, UUID.fromString(objections.get(0).path("id").asText()), "以大写为准，现场核对一致")
                .expect(200);
        tender.draws(0, "reduction", "0.03").expect(200);
        hall.clock.set("2026-03-30 10:45");
        tender.endsOpening(0).expect(200);

        hall.clock.set("2026-03-30 15:00");
        tender.scores(0).expect(201);
        tender.reports(0, Map.of("evaluationEndedAt", hall.clock.instant())).expect(201);
        hall.clock.set("2026-03-31 09:00");
        List<UUID> ranked = tender.ranking(0);
        assertThat(ranked).containsExactlyElementsOf(tender.bids);
        tender.publishesCandidates(0, ranked, StoppedClock.at("2026-04-04 00:00"))
                .expect(201);
        hall.clock.set("2026-04-07 09:00");
        tender.decides(0, ranked.getFirst()).expect(200);
        tender.awards(0).expect(201);
        hall.clock.set("2026-04-10 09:00");
        tender.contracts(0, hall.clock.instant()).expect(200);
        tender.reportsInWriting(0).expect(200);
        return tender;
    }

    /** Id of the membership of this organisation. */
    static UUID memberOf(JsonNode members, Firm firm) {
        for (JsonNode member : members.path("items")) {
            if (member.path("organisation").path("id").asText().equals(firm.id().toString())) {
                return UUID.fromString(member.path("id").asText());
            }
        }
        throw new AssertionError(firm.name() + " is no member: " + members);
    }

    static Answer trail(Hall hall, Person by, Tender tender) {
        return hall.take(Step.read("listAuditEntries", by, tender.path() + "/audit?limit=200"));
    }
}
