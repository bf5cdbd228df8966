package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.service.system.StoppedClock.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One second before and after each legal gate, over the API. Days are counted by hand from the calendar of 2026:
 * Spring Festival is off from 02-15 to 02-23 (working Saturdays 02-14 and 02-28), National Day from 10-01 to 10-07
 * (working on 09-20 and 10-10).
 */
class LegalClockTest {
    private static Hall hall;

    @BeforeAll
    static void open(@TempDir Path folder) {
        hall = new Hall(folder);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static Map<String, Object> highway(Instant issueEnd, Instant deadline) {
        Map<String, Object> input = Tender.highway(hall);
        input.put("issueEnd", issueEnd);
        input.put("bidDeadline", deadline);
        input.put("openingTime", deadline);
        return input;
    }

    private static JsonNode verdict(Answer answer, String ruleId) {
        for (JsonNode verdict : answer.json().path("verdicts")) {
            if (verdict.path("ruleId").asText().equals(ruleId)) {
                return verdict;
            }
        }
        throw new AssertionError("no verdict of " + ruleId + " in " + answer.text());
    }

    private static void assertBlocked(Answer answer, String ruleId, Instant earliestAt) {
        assertThat(answer.expect(422).code()).isEqualTo("rules-violated");
        assertThat(verdict(answer, ruleId).path("outcome").asText())
                .as(answer.text())
                .isEqualTo("BLOCKED");
        assertThat(verdict(answer, ruleId).path("earliestAt").asText())
                .as(answer.text())
                .isEqualTo(earliestAt.toString());
        assertThat(answer.json().path("ruleId").asText()).isEqualTo(ruleId);
        assertThat(answer.json().path("article").asText()).isNotEmpty();
        assertThat(answer.json().path("earliestAt").asText()).isEqualTo(earliestAt.toString());
    }

    private static void publishesFrom(
            String issuedAt,
            Tender tender,
            Map<String, Object> early,
            Map<String, Object> intime,
            String rule,
            Instant edge) {
        hall.clock.set(issuedAt);
        tender.changes(early).expect(200);
        assertBlocked(tender.publishes(), rule, edge);
        assertThat(tender.phase()).isEqualTo("DRAFT");
        tender.changes(intime).expect(200);
        tender.publishes().expect(200);
        assertThat(tender.phase()).isEqualTo("PUBLISHED");
    }

    @ParameterizedTest(name = "T01: issued {0}, deadline from {1}")
    @CsvSource({
        "2026-09-14 09:00, 2026-10-08 00:00, the 20th day lies in National Day",
        "2026-09-20 23:59:59, 2026-10-10 00:00, the Saturday after National Day is worked",
        "2026-01-26 09:00, 2026-02-24 00:00, the 20th day lies in Spring Festival",
        "2026-01-25 09:00, 2026-02-14 00:00, the 20th day is a Saturday that is worked",
        "2026-10-11 00:00, 2026-11-02 00:00, the 20th day is a plain Saturday"
    })
    void tenderDocumentIsOutForTwentyDays(String issuedAt, String firstDay, String why) {
        Instant edge = at(firstDay);
        Instant issueEnd = at(issuedAt).plus(Duration.ofDays(13));
        hall.clock.set(issuedAt);
        Tender tender = Tender.ready(hall, highway(issueEnd, edge), "e-f2-highway", "10500000.00");
        Map<String, Object> early = new java.util.LinkedHashMap<>(tender.input);
        early.put("bidDeadline", edge.minusSeconds(1));
        early.put("openingTime", edge.minusSeconds(1));
        publishesFrom(issuedAt, tender, early, tender.input, "T01", edge);
    }

    @ParameterizedTest(name = "T02: issued {0}, issue ends from {1}")
    @CsvSource({
        "2026-09-28 09:00, 2026-10-08 00:00",
        "2026-02-12 09:00, 2026-02-24 00:00",
        "2026-10-28 23:59:59, 2026-11-02 00:00"
    })
    void tenderDocumentIsOnIssueForFiveDays(String issuedAt, String firstDay) {
        Instant edge = at(firstDay);
        hall.clock.set(issuedAt);
        Tender tender =
                Tender.ready(hall, highway(edge, at(issuedAt).plus(Duration.ofDays(60))), "e-f2-highway", "1.00");
        Map<String, Object> early = new java.util.LinkedHashMap<>(tender.input);
        early.put("issueEnd", edge.minusSeconds(1));
        publishesFrom(issuedAt, tender, early, tender.input, "T02", edge);
    }

    @Test
    void openingTimeIsTheDeadlineToTheSecond() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        for (long second : List.of(-1L, 1L)) {
            Map<String, Object> off = new java.util.LinkedHashMap<>(tender.input);
            off.put("openingTime", at("2026-03-30 09:30").plusSeconds(second));
            tender.changes(off).expect(200);
            assertThat(verdict(tender.publishes().expect(422), "T08")
                            .path("outcome")
                            .asText())
                    .isEqualTo("BLOCKED");
        }
    }

    @ParameterizedTest(name = "T04: addendum at {0} before {1} moves the deadline to {2}")
    @CsvSource({
        "2026-09-15 23:59:59, 2026-09-30 09:30, 2026-09-30 09:30, the last second of the fifteenth day before",
        "2026-09-16 00:00:00, 2026-09-30 09:30, 2026-10-08 09:30, one second later it rolls over National Day",
        "2026-01-29 23:59:59, 2026-02-13 09:30, 2026-02-13 09:30, the last second of the fifteenth day before",
        "2026-01-30 00:00:00, 2026-02-13 09:30, 2026-02-14 09:30, to the Saturday that is worked before Spring Festival",
        "2026-01-31 00:00:00, 2026-02-13 09:30, 2026-02-24 09:30, and over Spring Festival"
    })
    void anAddendumThatComesTooLateMovesTheDeadline(String issuedAt, String deadline, String moved, String why) {
        hall.clock.set("2026-01-05 09:00");
        Tender tender = Tender.ready(hall, highway(at("2026-01-20 17:00"), at(deadline)), "e-f2-highway", "1.00");
        tender.publishes().expect(200);
        hall.clock.set(issuedAt);
        JsonNode after =
                tender.clarifies("工程量清单第 12 项更正", true, null).expect(201).json();
        assertThat(after.path("bidDeadline").asText())
                .as(why)
                .isEqualTo(at(moved).toString());
        assertThat(after.path("openingTime").asText()).isEqualTo(at(moved).toString());
        assertThat(tender.project().path("bidDeadline").asText())
                .isEqualTo(at(moved).toString());
        if (!moved.equals(deadline)) {
            hall.clock.set(at(deadline));
            assertBlocked(tender.opens(0, 3), "T08", at(moved));
        }
    }

    @Test
    void aProposedDeadlineThatIsTooEarlyIsRefusedWithTheEarliestOne() {
        hall.clock.set("2026-08-03 09:00");
        Tender tender =
                Tender.ready(hall, highway(at("2026-08-20 17:00"), at("2026-09-30 09:30")), "e-f2-highway", "1.00");
        tender.publishes().expect(200);
        hall.clock.set("2026-09-16 00:00:00");
        assertBlocked(tender.clarifies("更正", true, at("2026-09-30 18:00")), "T04", at("2026-10-08 09:30"));
        assertThat(tender.project().path("bidDeadline").asText())
                .isEqualTo(at("2026-09-30 09:30").toString());
        tender.clarifies("更正", true, at("2026-10-08 09:30")).expect(201);
    }

    @Test
    void nothingIsRegisteredOrClarifiedFromTheDeadlineOn() {
        hall.clock.set("2026-09-01 09:00");
        Instant deadline = at("2026-10-08 09:30");
        Tender tender = Tender.ready(hall, highway(at("2026-09-20 17:00"), deadline), "e-f2-highway", "1.00");
        tender.publishes().expect(200);
        hall.clock.set(deadline.minusSeconds(1));
        tender.registers(hall.bidderPeople.get(0), "王建国", "13812345678").expect(201);
        tender.clarifies("停车场在东门", false, null).expect(201);
        for (long second : List.of(0L, 1L)) {
            hall.clock.set(deadline.plusSeconds(second));
            assertThat(tender.registers(hall.bidderPeople.get(1), "李卫东", "13912345678")
                            .expect(409)
                            .code())
                    .isEqualTo("wrong-phase");
            assertThat(tender.clarifies("太晚", false, null).expect(409).code()).isEqualTo("wrong-phase");
        }
        assertThat(hall.get(hall.agent, tender.path() + "/registrations")
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void nothingIsOpenedBeforeTheDeadlineNorWithTooFewBids() {
        hall.clock.set("2026-09-01 09:00");
        Instant deadline = at("2026-10-08 09:30");
        Tender tender = Tender.ready(hall, highway(at("2026-09-20 17:00"), deadline), "e-f2-highway", "1.00");
        tender.publishes().expect(200);
        hall.clock.set(deadline.minusSeconds(1));
        assertBlocked(tender.opens(0, 3), "T08", deadline);
        assertThat(tender.declaresFailed(0, 2).expect(409).code()).isEqualTo("not-failed");
        hall.clock.set(deadline);
        Answer few = tender.opens(0, 2).expect(422);
        assertThat(verdict(few, "T09").path("outcome").asText()).isEqualTo("BLOCKED");
        assertThat(tender.declaresFailed(0, 3).expect(409).code()).isEqualTo("not-failed");
        assertThat(tender.phase()).isEqualTo("PUBLISHED");
        tender.opens(0, 3).expect(201);
    }

    @Test
    void withTooFewBidsTheLotFailsInTheVerySecondOfTheDeadline() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:29:59");
        tender.declaresFailed(0, 2).expect(409);
        hall.clock.set("2026-03-30 09:30");
        tender.declaresFailed(0, 2).expect(200);
        assertThat(tender.phase()).isEqualTo("FAILED");
        tender.opens(0, 3).expect(409);
    }

    private static Tender reported(String deadline, String receivedAt) {
        hall.clock.set(at(deadline).minus(Duration.ofDays(45)));
        Tender tender = Tender.ready(
                hall, highway(at(deadline).minus(Duration.ofDays(25)), at(deadline)), "e-f2-highway", "10500000.00");
        tender.publishes().expect(200);
        hall.clock.set(deadline);
        tender.playsOpening(0, List.of("9600000", "9800000", "10000000"));
        tender.scores(0).expect(201);
        hall.clock.set(receivedAt);
        tender.reports(0, Map.of("evaluationEndedAt", hall.clock.instant())).expect(201);
        return tender;
    }

    @ParameterizedTest(name = "T12: on notice {0}, over at {1}")
    @CsvSource({
        "2026-09-28 09:00, 2026-09-25 09:30, 2026-10-09 00:00, the third day is 10-01 and runs on over National Day",
        "2026-02-12 09:00, 2026-02-11 09:30, 2026-02-25 00:00, the third day lies in Spring Festival",
        "2026-02-11 23:59:59, 2026-02-11 09:30, 2026-02-15 00:00, the third day is a Saturday that is worked",
        "2026-11-26 09:00, 2026-11-25 09:30, 2026-12-01 00:00, the third day is a Sunday"
    })
    void candidatesAreOnNoticeForThreeWholeDays(String noticeAt, String deadline, String over, String why) {
        Instant edge = at(over);
        Tender tender = reported(deadline, noticeAt);
        List<UUID> ranked = tender.ranking(0);
        assertBlocked(tender.publishesCandidates(0, ranked, edge.minusSeconds(1)), "T12", edge);
        tender.publishesCandidates(0, ranked, edge).expect(201);
        hall.clock.set(edge.minusSeconds(1));
        assertBlocked(tender.decides(0, ranked.getFirst()), "T12", edge);
        assertThat(tender.phase()).as(why).isEqualTo("CANDIDATE_NOTICE");
        assertThat(tender.awards(0).expect(409).code()).isEqualTo("wrong-phase");
        hall.clock.set(edge);
        tender.decides(0, ranked.getFirst()).expect(200);
        tender.awards(0).expect(201);
    }

    @Test
    void theOwnerDecidesNothingBeforeTheCandidatesWereOnNotice() {
        Tender tender = reported("2026-09-25 09:30", "2026-09-28 09:00");
        Answer answer = tender.decides(0, tender.ranking(0).getFirst());
        assertThat(verdict(answer.expect(422), "T12").path("outcome").asText()).isEqualTo("BLOCKED");
        assertThat(tender.phase()).isEqualTo("REPORT_RECEIVED");
    }

    @ParameterizedTest(name = "T11: report received 2026-09-25 17:00, candidates published {0}: warned {1}")
    @CsvSource({"2026-09-28 23:59:59, false", "2026-09-29 00:00:00, true"})
    void aLateNoticeOfTheCandidatesNeedsAReason(String noticeAt, boolean warned) {
        Tender tender = reported("2026-09-25 09:30", "2026-09-25 17:00");
        hall.clock.set(noticeAt);
        Answer answer = tender.publishesCandidates(0, tender.ranking(0), at("2026-10-20 00:00"));
        if (warned) {
            assertThat(answer.expect(409).code()).isEqualTo("acknowledgement-needed");
            assertThat(verdict(answer, "T11").path("outcome").asText()).isEqualTo("WARNING");
        } else {
            answer.expect(201);
        }
    }

    @ParameterizedTest(name = "T14, T15: decided and awarded on 2026-04-07, step at {0}: warned {1}")
    @CsvSource({
        "contract, 2026-05-07 23:59:59, false",
        "contract, 2026-05-08 00:00:00, true",
        "report, 2026-04-22 23:59:59, false",
        "report, 2026-04-23 00:00:00, true"
    })
    void aLateContractOrReportNeedsAReason(String step, String when, boolean warned) {
        Tender tender = reported("2026-03-30 09:30", "2026-03-30 17:00");
        hall.clock.set("2026-03-31 09:00");
        List<UUID> ranked = tender.ranking(0);
        tender.publishesCandidates(0, ranked, at("2026-04-04 00:00")).expect(201);
        hall.clock.set("2026-04-07 09:00");
        tender.decides(0, ranked.getFirst()).expect(200);
        tender.awards(0).expect(201);
        hall.clock.set(when);
        Answer answer = step.equals("contract") ? tender.contracts(0, at(when)) : tender.reportsInWriting(0);
        if (warned) {
            assertThat(answer.expect(409).code()).isEqualTo("acknowledgement-needed");
        } else {
            answer.expect(200);
        }
    }

    @ParameterizedTest(name = "T18: report received at {0}, owner decides at {1}: warned {2}")
    @CsvSource({
        "2026-09-28 17:00, 2026-10-10 23:59:59, false, working days 09-29 09-30 10-08 10-09 and the Saturday 10-10",
        "2026-09-28 17:00, 2026-10-11 00:00:00, true, one second later",
        "2026-02-12 17:00, 2026-02-26 23:59:59, false, working days 02-13 02-14 02-24 02-25 02-26",
        "2026-02-12 17:00, 2026-02-27 00:00:00, true, one second later"
    })
    void thePurchaserDecidesWithinFiveWorkingDays(String receivedAt, String decidedAt, boolean warned, String why) {
        Instant deadline = at(receivedAt.substring(0, 10) + " 09:30");
        hall.clock.set(deadline.minus(Duration.ofDays(40)));
        Map<String, Object> input = Tender.goods(hall);
        input.put("issueEnd", deadline.minus(Duration.ofDays(25)));
        input.put("bidDeadline", deadline);
        input.put("openingTime", deadline);
        Tender tender = Tender.ready(hall, input, "g-f1-goods", "1100000.00");
        tender.publishes().expect(200);
        hall.clock.set(deadline);
        tender.playsOpening(0, List.of("1000000", "800000", "900000"));
        tender.scores(0).expect(201);
        hall.clock.set(receivedAt);
        tender.reports(0, Map.of("evaluationEndedAt", hall.clock.instant())).expect(201);
        hall.clock.set(decidedAt);
        Answer answer = tender.decides(0, tender.ranking(0).getFirst());
        if (warned) {
            assertThat(answer.expect(409).code()).as(why).isEqualTo("acknowledgement-needed");
            assertThat(verdict(answer, "T18").path("outcome").asText()).isEqualTo("WARNING");
        } else {
            answer.expect(200);
        }
    }

    @Test
    void theTimeLineNamesTheVeryMomentAtWhichTheGateOpens() {
        Tender tender = reported("2026-09-25 09:30", "2026-09-28 09:00");
        List<UUID> ranked = tender.ranking(0);
        tender.publishesCandidates(0, ranked, at("2026-10-09 00:00")).expect(201);
        hall.clock.set("2026-10-08 23:59:59");
        JsonNode next = hall.get(hall.supervisor, tender.path() + "/timeline")
                .expect(200)
                .json()
                .path("next");
        assertThat(next.path("operation").asText()).isEqualTo("decideAward");
        assertThat(next.path("verdicts").toString())
                .contains("T12", at("2026-10-09 00:00").toString(), "BLOCKED");
        hall.clock.set("2026-10-09 00:00:00");
        JsonNode open = hall.get(hall.supervisor, tender.path() + "/timeline")
                .expect(200)
                .json()
                .path("next");
        assertThat(open.path("verdicts").toString()).doesNotContain("BLOCKED");
    }

    @Test
    void theTimeLineSaysThatNothingIsOpenedYetWhileClarificationsMayStillGoOut() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        JsonNode next = hall.get(hall.agent, tender.path() + "/timeline")
                .expect(200)
                .json()
                .path("next");
        assertThat(next.path("operation").asText()).isEqualTo("startOpening");
        assertThat(next.path("verdicts").toString())
                .contains("T08", "BLOCKED", at("2026-03-30 09:30").toString());
    }
}
