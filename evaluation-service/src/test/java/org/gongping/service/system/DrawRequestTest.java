package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the plan of a committee to the approval of its draw, over the API: who may, what the law says, what is too small. */
class DrawRequestTest {
    private Hall hall;
    private Tender tender;
    private ExpertRows experts;

    @BeforeEach
    void open(@TempDir Path folder) {
        hall = new Hall(folder);
        tender = Tender.publishedHighway(hall);
        experts = new ExpertRows(hall.rows);
        hall.clock.set("2026-03-30 09:31");
    }

    @AfterEach
    void close() {
        Chains.verify(hall.rows);
        hall.close();
    }

    private static Map<String, Object> need(String id, int seats, String... specialties) {
        Map<String, Object> need = new LinkedHashMap<>();
        need.put("id", id);
        need.put("specialties", List.of(specialties));
        need.put("regions", List.of("330300"));
        need.put("seats", seats);
        return need;
    }

    private static Map<String, Object> plan(Map<?, ?>... needs) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("regime", "ENGINEERING");
        plan.put("size", 5);
        plan.put("ownerRepresentatives", 1);
        plan.put("complex", false);
        plan.put("socialEffect", false);
        plan.put("maxPerEmployer", 2);
        plan.put("minRatio", 3);
        plan.put("minCapRatio", 2);
        plan.put("evaluationAt", StoppedClock.at("2026-03-31 09:00"));
        plan.put("expectedHours", 6);
        plan.put("timeouts", Map.of("commit", 1800, "deposit", 1800, "reveal", 1800, "final", 1800, "answer", 1800));
        plan.put("needs", List.of(needs));
        for (String empty : List.of("libraries", "venues", "offers", "avoided")) {
            plan.put(empty, List.of());
        }
        return plan;
    }

    private static Map<String, Object> plan() {
        return plan(need("tech", 4, "A08"));
    }

    private Answer call(String operation, Person by, String method, String path, Object body) {
        return hall.send(Step.write(operation, by, method, tender.path() + "/draw" + path, body));
    }

    private Answer saves(Map<String, Object> plan, int seen) {
        return call("saveDrawPlan", hall.agent, "PUT", "/plan", Map.of("plan", plan, "seen", seen));
    }

    private Answer submits(int seen) {
        return call("submitDrawRequest", hall.agent, "POST", "/submit", Map.of("seen", seen));
    }

    private Answer approves(Person by, int seen) {
        return call("approveDrawRequest", by, "POST", "/approve", Map.of("seen", seen));
    }

    private JsonNode checks(Map<String, Object> plan) {
        return hall.send(new Step(
                        "checkDrawPlan",
                        hall.agent,
                        "POST",
                        tender.path() + "/draw/plan/check",
                        Map.of("plan", plan),
                        null,
                        null))
                .expect(200)
                .json();
    }

    private void many(int number) {
        for (int i = 0; i < number; i++) {
            experts.add();
        }
    }

    private List<String> kinds() {
        return hall
                .rows
                .query(
                        "SELECT kind FROM audit_entry WHERE project_id = ? AND kind LIKE 'draw.%' ORDER BY inserted",
                        tender.id)
                .stream()
                .map(row -> row.get("kind"))
                .toList();
    }

    @Test
    void isDrawnUpSubmittedReturnedChangedAndApprovedEachStepOnRecord() {
        many(12);
        assertThat(hall.get(hall.agent, tender.path() + "/draw/request")
                        .expect(200)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("NONE");
        assertThat(saves(plan(), 0).expect(200).json().path("state").asText()).isEqualTo("DRAFT");
        assertThat(submits(1).expect(200).json().path("state").asText()).isEqualTo("SUBMITTED");
        JsonNode returned = call(
                        "returnDrawRequest",
                        hall.supervisor,
                        "POST",
                        "/return",
                        Map.of("seen", 2, "reason", "评标时间与另一项目冲突"))
                .expect(200)
                .json();
        assertThat(returned.path("state").asText()).isEqualTo("RETURNED");
        assertThat(returned.path("returnedReason").asText()).contains("冲突");
        saves(plan(), 3).expect(200);
        submits(4).expect(200);
        assertThat(approves(hall.supervisor, 5).expect(200).json().path("state").asText())
                .isEqualTo("APPROVED");
        assertThat(kinds())
                .containsExactly(
                        "draw.plan", "draw.request", "draw.return", "draw.plan", "draw.request", "draw.approve");
        assertThat(hall.get(hall.auditor, tender.path() + "/draw/request").status())
                .isEqualTo(200);
        assertThat(hall.get(hall.supervisor, tender.path() + "/draw")
                        .expect(200)
                        .json()
                        .at("/request/state")
                        .asText())
                .isEqualTo("APPROVED");
    }

    @Test
    void onlyTheAgentOfTheTenderPlansAndOnlyItsSupervisorApproves() {
        many(12);
        Map<String, Object> body = Map.of("plan", plan(), "seen", 0);
        assertThat(call("saveDrawPlan", hall.strangeAgent, "PUT", "/plan", body).status())
                .isEqualTo(404);
        assertThat(call("saveDrawPlan", hall.supervisor, "PUT", "/plan", body).status())
                .isEqualTo(403);
        saves(plan(), 0).expect(200);
        submits(1).expect(200);
        assertThat(approves(hall.strangeSupervisor, 2).status()).isEqualTo(404);
        assertThat(approves(hall.agent, 2).status()).isEqualTo(403);
        assertThat(hall.get(hall.bidderPeople.getFirst(), tender.path() + "/draw/request")
                        .status())
                .isEqualTo(403);
        assertThat(approves(hall.supervisor, 1).status()).isEqualTo(409);
        approves(hall.supervisor, 2).expect(200);
    }

    @Test
    void nobodyApprovesWhatTheySubmitted() {
        many(12);
        saves(plan(), 0).expect(200);
        submits(1).expect(200);
        hall.rows.execute("UPDATE draw_request SET submitted_by = 'subject-of-" + hall.supervisor.account() + "'");
        assertThat(approves(hall.supervisor, 2).status()).isEqualTo(403);
    }

    @Test
    void aCommitteeThatTheLawDoesNotAllowIsRefusedWithItsRule() {
        many(30);
        Map<String, Object> even = plan(need("tech", 5, "A08"));
        even.put("size", 6);
        saves(even, 0).expect(200);
        JsonNode problem = submits(1).expect(422).json();
        assertThat(problem.toString()).contains("E01").contains("第三十七条");
        Map<String, Object> owners = plan(need("tech", 3, "A08"));
        owners.put("ownerRepresentatives", 2);
        saves(owners, 1).expect(200);
        assertThat(submits(2).expect(422).json().toString()).contains("E02");
    }

    @Test
    void aLowerRatioThanTheRuleSetsNeedsAReason() {
        many(12);
        Map<String, Object> plan = plan();
        plan.put("minRatio", 2);
        saves(plan, 0).expect(200);
        assertThat(submits(1).expect(409).json().toString()).contains("E03").contains("待核");
        Map<String, Object> reasoned = Tender.acknowledging("E03");
        reasoned.put("seen", 1);
        call("submitDrawRequest", hall.agent, "POST", "/submit", reasoned).expect(200);
    }

    @Test
    void aPlanThatDoesNotAddUpIsRefusedWhenItIsSaved() {
        Map<String, Object> plan = plan();
        plan.put("size", 7);
        assertThat(saves(plan, 0).expect(400).json().toString()).contains("/plan/size");
        assertThat(saves(plan(need("tech", 4, "Z99")), 0).expect(400).json().toString())
                .contains("Z99");
        Map<String, Object> past = plan();
        past.put("evaluationAt", StoppedClock.at("2026-03-29 09:00"));
        assertThat(saves(past, 0).expect(400).json().toString()).contains("/plan/evaluationAt");
        // Bids are due at 9:30, and whoever is called has half an hour.
        Map<String, Object> soon = plan();
        soon.put("evaluationAt", StoppedClock.at("2026-03-30 09:59"));
        assertThat(saves(soon, 0).expect(400).json().toString())
                .contains("/plan/evaluationAt")
                .contains("2026-03-30 10:00");
        soon.put("evaluationAt", StoppedClock.at("2026-03-30 10:00"));
        saves(soon, 0).expect(200);
    }

    /** The deadline may have been put off since the agent submitted. */
    @Test
    void whatWasSubmittedIsNotApprovedOnceTheBidDeadlineHasOvertakenIt() {
        many(12);
        saves(plan(), 0).expect(200);
        submits(1).expect(200);
        hall.rows.execute("UPDATE tender_project SET bid_deadline = '2026-03-31 09:00+08'");
        assertThat(approves(hall.supervisor, 2).expect(400).json().toString()).contains("/plan/evaluationAt");
        call("returnDrawRequest", hall.supervisor, "POST", "/return", Map.of("seen", 2, "reason", "开标推迟，评标时间须重定"))
                .expect(200);
    }

    @Test
    void whatIsTooSmallIsToldByNeedCheckAndFigureAndNobodyIsNamed() {
        // Three of one employer and one of another: at most two of each, so that only three seats are certain.
        String employer = hall.creditCode();
        for (int i = 0; i < 3; i++) {
            experts.employedBy(employer);
        }
        UUID excluded = experts.employedBy(hall.authority.creditCode());
        experts.add();
        JsonNode checked = checks(plan());
        assertThat(checked.path("feasible").asBoolean()).isFalse();
        List<String> shortages = new ArrayList<>();
        checked.path("shortages")
                .forEach(each -> shortages.add(each.path("check").asText() + " "
                        + each.path("need").asText() + " " + each.path("found").asInt() + "/"
                        + each.path("needed").asInt()));
        assertThat(shortages).containsExactly("F1 tech 3/4", "F2 tech 4/12", "F3 tech 3/8");
        assertThat(checked.at("/shortages/0/textZh").asText()).contains("tech").contains("需要 4 席");
        assertThat(checked.at("/excluded/0/reason").asText()).isEqualTo("SUPERVISOR_STAFF");
        assertThat(checked.at("/excluded/0/rule").asText()).isEqualTo("E10");
        assertThat(checked.at("/excluded/0/count").asInt()).isEqualTo(1);
        assertThat(checked.toString()).doesNotContain(excluded.toString()).doesNotContain("ZJ00");
        saves(plan(), 0).expect(200);
        Answer refused = submits(1);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("draw-infeasible").contains("需要 4 席");
    }

    @Test
    void whatMayBeWaivedIsNotWaivedWithoutASignedOrder() {
        many(8);
        saves(plan(), 0).expect(200);
        submits(1).expect(200);
        assertThat(approves(hall.supervisor, 2).expect(409).code()).isEqualTo("draw-infeasible");
        Map<String, Object> waiver = Map.of("check", "F2", "reason", "本地该专业专家有限", "order", "ab".repeat(32));
        Answer refused = call(
                "approveDrawRequest",
                hall.supervisor,
                "POST",
                "/approve",
                Map.of("seen", 2, "waivers", List.of(waiver)));
        assertThat(refused.expect(409).code()).isEqualTo("waiver-unsigned");
        assertThat(hall.get(hall.agent, tender.path() + "/draw/request")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("SUBMITTED");
    }

    @Test
    void aSubmittedPlanThatBecomesWiderSaysWhyAndEachStepIsSeen() {
        many(12);
        saves(plan(), 0).expect(200);
        submits(1).expect(200);
        Map<String, Object> wider = plan(need("tech", 4, "A08", "B01"));
        assertThat(saves(wider, 2).expect(400).json().toString()).contains("/wideningReason");
        JsonNode widened = call(
                        "saveDrawPlan",
                        hall.agent,
                        "PUT",
                        "/plan",
                        Map.of("plan", wider, "seen", 2, "wideningReason", "公路专业专家不足"))
                .expect(200)
                .json();
        assertThat(widened.at("/plan/widenings/0/of").asText()).isEqualTo("SPECIALTY");
        assertThat(widened.at("/plan/widenings/0/added/0").asText()).isEqualTo("B01");
        assertThat(kinds()).contains("draw.widen");
        boolean shown = StreamSupport.stream(widened.path("verdicts").spliterator(), false)
                .anyMatch(verdict -> verdict.path("ruleId").asText().equals("E07")
                        && verdict.path("messageZh").asText().contains("B01"));
        assertThat(shown).isTrue();
    }

    @Test
    void aPersonMayExcludeAnExpertWithAReasonOnceAndNothingTakesItBack() {
        many(13);
        UUID expert = experts.add();
        Map<String, Object> body = Map.of("poolNo", experts.poolNo(expert), "reason", "与项目设计单位有长期合作");
        assertThat(call("excludeExpert", hall.agent, "POST", "/exclusions", body)
                        .status())
                .isEqualTo(403);
        call("excludeExpert", hall.supervisor, "POST", "/exclusions", body).expect(201);
        assertThat(call("excludeExpert", hall.poolOperator, "POST", "/exclusions", body)
                        .status())
                .isEqualTo(409);
        JsonNode checked = checks(plan());
        assertThat(checked.at("/excluded/0/reason").asText()).isEqualTo("MANUAL");
        assertThat(checked.path("eligible").asInt()).isEqualTo(13);
        String record = hall.rows
                .query("SELECT record FROM audit_entry WHERE kind = 'draw.exclude'")
                .getFirst()
                .get("record");
        assertThat(record).doesNotContain(experts.poolNo(expert)).doesNotContain(expert.toString());
    }

    @Test
    void fairUseIsForSupervisorsAndAuditorsByCodes() {
        UUID often = experts.add();
        for (int day = 1; day <= 5; day++) {
            experts.engaged(
                    often,
                    "2026-03-0" + day + " 09:00",
                    "2026-03-0" + day + " 12:00",
                    day == 1 ? "SERVED" : "DECLINED");
        }
        many(9);
        assertThat(hall.get(hall.agent, "/draw-fairness").status()).isEqualTo(403);
        JsonNode fairness =
                hall.get(hall.supervisor, "/draw-fairness?months=6").expect(200).json();
        assertThat(fairness.path("experts").asInt()).isEqualTo(10);
        assertThat(fairness.path("declined").asInt()).isEqualTo(4);
        assertThat(fairness.at("/refusers/0/refusalPercent").asText()).isEqualTo("80.0");
        assertThat(fairness.at("/refusers/0/lead").asBoolean()).isTrue();
        assertThat(fairness.at("/refusers/0/code").asText()).matches("[0-9a-f]{8}");
        assertThat(fairness.at("/months/0/month").asText()).isEqualTo("2026-03");
        assertThat(fairness.at("/verdicts/0/outcome").asText()).isEqualTo("WARNING");
        assertThat(fairness.toString()).doesNotContain("ZJ00").doesNotContain("专家1");
    }
}
