package org.gongping.draw.calling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.identity.Actor;
import org.gongping.core.rule.Regime;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Seating;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.roster.RosterSeal;
import org.gongping.draw.transcript.Replacement;
import org.junit.jupiter.api.Test;

class CallSeatsTest {
    private static final Stratum ROAD = new Stratum("市政道路", List.of("A01"), List.of(), 2);
    private static final Stratum COST = new Stratum("造价", List.of("A08"), List.of(), 1);

    private static String body(JsonNode entry, String member) {
        return entry.path("body").path(member).asText();
    }

    private static List<String> all(List<JsonNode> records, String member) {
        return records.stream().map(each -> body(each, member)).toList();
    }

    private static Outcome<DoneDraw.Key> unlock(Hall hall, boolean platform, byte[] half) {
        return hall.rows.transact(
                tx -> new UnlockCalling(hall.parts, hall.officers)
                        .execute(tx, platform ? hall.platform() : hall.supervisor(), hall.projectId, 1, half),
                outcome -> outcome instanceof Outcome.Done<?>);
    }

    @Test
    void waitsUntilBothOfficersHaveUnlocked() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            assertThat(hall.board().state()).isEqualTo("LOCKED");
            assertThat(hall.sent).isEmpty();
            Hall.done(unlock(hall, true, hall.draws.openedByPlatform()));
            hall.run();
            assertThat(hall.board().halves()).containsExactly("platform");
            assertThat(hall.sent).isEmpty();
            Hall.done(unlock(hall, false, hall.draws.openedBySupervisor()));
            hall.run();
            assertThat(hall.board().state()).isEqualTo("CALLING");
            assertThat(hall.sent).hasSize(1);
            assertThat(all(hall.records("draw.unlock"), "party")).containsExactly("platform", "supervisor");
        }
    }

    /** The officer who gives it is told, and the other is not: 32 other bytes, the other's half, a half of another draw. */
    @Test
    void takesNoHalfButTheOfficersOwn() {
        try (Hall hall = Hall.of(12, ROAD, COST);
                RosterSeal another = RosterSeal.fresh(new DrawId(Hall.TENDER, 2), new SecureRandom())) {
            hall.run();
            assertWrongHalf(unlock(hall, true, new byte[32]));
            assertWrongHalf(unlock(hall, true, hall.draws.openedBySupervisor()));
            assertWrongHalf(unlock(hall, false, hall.draws.openedByPlatform()));
            assertThat(another.halfChecks().hold(hall.draws.id(), "platform", hall.draws.openedByPlatform()))
                    .isFalse();
            assertThat(hall.board().halves()).isEmpty();
            assertThat(hall.records("draw.unlock")).isEmpty();
            Hall.done(unlock(hall, false, hall.draws.openedBySupervisor()));
            assertWrongHalf(unlock(hall, true, new byte[32]));
            Hall.done(unlock(hall, true, hall.draws.openedByPlatform()));
            hall.run();
            assertThat(hall.board().state()).isEqualTo("CALLING");
        }
    }

    private static void assertWrongHalf(Outcome<DoneDraw.Key> outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().toString()).contains("not your half"));
    }

    /** Of an attempt of an earlier version nothing tells one half alone. */
    @Test
    void takesNoHalfThatDoesNotMakeTheKey() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.draws.withoutHalfChecks();
            hall.run();
            Hall.done(unlock(hall, true, new byte[32]));
            assertThat(unlock(hall, false, hall.draws.openedBySupervisor()))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Invalid.class));
            // The officer whose half was wrong opens it again, then the other.
            Hall.done(unlock(hall, true, hall.draws.openedByPlatform()));
            Hall.done(unlock(hall, false, hall.draws.openedBySupervisor()));
            hall.run();
            assertThat(hall.board().state()).isEqualTo("CALLING");
        }
    }

    @Test
    void callsInOrderAndRecordsEachCallBeforeTheNextNameIsOpened() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            hall.unlock();
            hall.acceptAll();
            assertThat(hall.board().state()).isEqualTo("SEALED");
            assertThat(hall.board().confirmed()).isEqualTo(3);
            List<String> pids = hall.draws.selected();
            assertThat(all(hall.records("draw.call"), "pid")).isEqualTo(pids);
            assertThat(all(hall.records("draw.call"), "outcome")).containsOnly("ACCEPTED");
            // Of each in turn: opened for the call, the call ended, opened to tell the pool; only then the next.
            List<String> expected = new ArrayList<>();
            for (String pid : pids) {
                expected.addAll(List.of("draw.look " + pid, "draw.call " + pid, "draw.look " + pid));
            }
            assertThat(hall.records("draw.look", "draw.call").stream()
                            .map(each -> each.path("kind").asText() + " " + body(each, "pid")))
                    .isEqualTo(expected);
            assertThat(hall.sent).hasSize(3);
        }
    }

    /** Whoever administers the database can write another pseudonym into a seat: that one is not called. */
    @Test
    void callsNobodyWhoWasNotDrawnForTheSeat() throws SQLException {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            String drawn = hall.draws.selected().getFirst();
            hall.asSuperuser("UPDATE draw_seat SET pid = '" + "a".repeat(32) + "' WHERE no = 1");
            hall.unlock();
            hall.run();
            assertThat(hall.sent).isEmpty();
            assertThat(hall.records("draw.call", "draw.look")).isEmpty();
            hall.asSuperuser("UPDATE draw_seat SET pid = '" + drawn + "' WHERE no = 1");
            // Nor where stored pool and seed yield another result than the log holds.
            String guardOff = "SET gongping.audit_ddl = 'nobody will ask';"
                    + " ALTER TABLE audit_entry_202611 DISABLE TRIGGER USER; ";
            hall.asSuperuser(guardOff + "UPDATE audit_entry SET kind = 'elsewhere' WHERE kind = 'draw.result'");
            hall.run();
            assertThat(hall.sent).isEmpty();
            hall.asSuperuser(guardOff + "UPDATE audit_entry SET kind = 'draw.result' WHERE kind = 'elsewhere'");
            hall.run();
            hall.acceptAll();
            assertThat(hall.board().state()).isEqualTo("SEALED");
        }
    }

    @Test
    void forgetsTheKeyWhenTheCommitteeIsFull() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            hall.unlock();
            var use = new HeldRosters.Use(hall.draws.key(), HeldRosters.Purpose.CALL);
            assertThat(hall.parts.rosters().find(use)).isPresent();
            hall.acceptAll();
            assertThat(hall.parts.rosters().find(use)).isEmpty();
            assertThat(hall.board().halves()).isEmpty();
        }
    }

    @Test
    void callsTheNextAlternateWhenSomebodyDeclinesOrIsSilent() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            hall.unlock();
            hall.answer(true);
            hall.run();
            hall.answer(false);
            hall.run();
            List<String> alternates = hall.draws.alternates(0);
            assertThat(hall.ringing()).contains(alternates.getFirst());
            hall.clock.move(Duration.ofSeconds(SampleDraws.ANSWER_SECONDS - 1));
            hall.run();
            assertThat(hall.ringing()).contains(alternates.getFirst());
            hall.clock.move(Duration.ofSeconds(1));
            hall.run();
            assertThat(hall.ringing()).contains(alternates.get(1));
            hall.acceptAll();

            assertThat(all(hall.records("draw.call"), "outcome"))
                    .containsExactly("ACCEPTED", "DECLINED", "NO_ANSWER", "ACCEPTED", "ACCEPTED");
            List<JsonNode> replaced = hall.records("draw.replace");
            assertThat(replaced).hasSize(1);
            JsonNode body = replaced.getFirst().path("body");
            assertThat(body.path("no").asInt()).isEqualTo(1);
            assertThat(body.path("vacated").asText())
                    .isEqualTo(hall.draws.selected().get(1));
            assertThat(body.path("reason").asText()).isEqualTo("DECLINED");
            assertThat(body.path("seated").asText()).isEqualTo(alternates.get(1));
            assertThat(body.path("calls").findValuesAsText("pid"))
                    .containsExactly(alternates.get(0), alternates.get(1));
            assertThat(body.path("calls").get(0).path("channel").asText()).isEqualTo("sms+desk");
            assertThat(hall.board().declined()).isEqualTo(1);
            assertThat(hall.board().noAnswer()).isEqualTo(1);
            assertReplays(hall);
        }
    }

    /** Walks the records as the verifier of a transcript does (check 21). */
    private static void assertReplays(Hall hall) {
        var pool = hall.draws.drawn().result().pool();
        Seating seating = new Seating(hall.draws.drawn().result(), 1);
        for (JsonNode entry : hall.records("draw.replace")) {
            JsonNode body = entry.path("body");
            var vacancy = seating.vacate(
                    body.path("stratum").asText(),
                    pool.find(body.path("vacated").asText()).orElseThrow());
            for (JsonNode call : body.path("calls")) {
                assertThat(vacancy.next().map(pool::pid))
                        .contains(call.path("pid").asText());
            }
            if (body.has("seated")) {
                vacancy.seat();
            } else {
                assertThat(vacancy.next()).isEmpty();
            }
            assertThat(body.path("skipped").size()).isEqualTo(vacancy.skipped().size());
        }
    }

    @Test
    void passesOverColleaguesOfThoseWhoSit() {
        try (Hall hall = new Hall(Regime.ENGINEERING, 12, List.of(ROAD), 3)) {
            hall.run();
            hall.unlock();
            hall.answer(true);
            hall.run();
            while (hall.ringing().isPresent()) {
                hall.answer(false);
                hall.run();
            }
            String seated = hall.draws.employer(hall.draws.selected().getFirst());
            JsonNode body = hall.records("draw.replace").getFirst().path("body");
            assertThat(body.path("calls").findValuesAsText("pid"))
                    .isNotEmpty()
                    .noneMatch(pid -> hall.draws.employer(pid).equals(seated));
            assertThat(body.path("skipped"))
                    .allSatisfy(skip -> assertThat(skip.get(1).asText()).isEqualTo("EMPLOYER_CAP"));
            assertThat(body.path("skipped").size() + body.path("calls").size())
                    .isEqualTo(hall.draws.alternates(0).size());
            assertReplays(hall);
        }
    }

    @Test
    void isShortWhenTheListIsExhaustedAndSetsTheOthersFree() {
        try (Hall hall = Hall.of(6, ROAD, COST)) {
            hall.run();
            hall.unlock();
            hall.answer(true);
            hall.run();
            for (int i = 0; i < 2; i++) {
                hall.answer(false);
                hall.run();
            }
            Board board = hall.board();
            assertThat(board.state()).isEqualTo("SHORT");
            assertThat(board.shortage().orElseThrow().rule()).isEqualTo("E07");
            assertThat(board.shortage().orElseThrow().strata()).containsExactly("市政道路");
            JsonNode replaced = hall.records("draw.replace").getFirst().path("body");
            assertThat(replaced.has("seated")).isFalse();
            // The one who had confirmed is free for another attempt, and has been told.
            UUID first = hall.draws.expert(hall.draws.selected().getFirst());
            assertThat(hall.query("SELECT outcome FROM expert_engagement WHERE expert_id = '" + first + "'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("outcome", "REPLACED"));
            assertThat(hall.sent.getLast().expert()).isEqualTo(first);
            assertThat(hall.sent.getLast().text()).contains("取消");
            assertReplays(hall);
        }
    }

    @Test
    void goesOnAfterARestartOnceItIsUnlockedAgain() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            hall.unlock();
            String ref = hall.sent.getLast().ref();
            hall.start();
            hall.run();
            assertThat(hall.board().state()).isEqualTo("LOCKED");
            assertThat(hall.board().unlockAgain()).isTrue();
            // Who was called before may answer meanwhile.
            Hall.done(hall.answer(ref, true));
            hall.run();
            assertThat(hall.board().confirmed()).isEqualTo(1);
            assertThat(hall.sent).hasSize(1);
            hall.unlock();
            assertThat(hall.board().unlockAgain()).isFalse();
            hall.acceptAll();
            assertThat(hall.board().state()).isEqualTo("SEALED");
            assertThat(hall.sent).hasSize(3);
        }
    }

    @Test
    void tellsThePoolWhoIsTakenAndOnWhichDays() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            hall.unlock();
            hall.answer(false);
            hall.run();
            hall.acceptAll();
            assertThat(hall.query("SELECT outcome, count(*) AS n FROM expert_engagement GROUP BY 1 ORDER BY 1"))
                    .extracting(row -> row.get("outcome") + " " + row.get("n"))
                    .containsExactly("CONFIRMED 3", "DECLINED 1");
            // Whole days in China: the hour of the evaluation would point at its committee.
            assertThat(
                            hall.query(
                                    "SELECT DISTINCT starts_at AT TIME ZONE 'UTC' AS f, ends_at AT TIME ZONE 'UTC' AS t FROM expert_engagement"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("f") + " " + row.get("t"))
                            .isEqualTo("2026-11-24 16:00:00.0 2026-11-25 16:00:00.0"));
            UUID declined = hall.draws.expert(hall.draws.selected().getFirst());
            assertThat(hall.query("SELECT outcome FROM expert_engagement WHERE expert_id = '" + declined + "'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("outcome", "DECLINED"));
        }
    }

    @Test
    void takesOneAnswerAndNoneAfterTheTime() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            hall.unlock();
            String ref = hall.sent.getLast().ref();
            Hall.done(hall.answer(ref, true));
            Hall.done(hall.answer(ref, true));
            assertThat(hall.answer(ref, false)).isInstanceOf(Outcome.Refused.class);
            assertThat(hall.records("draw.call")).hasSize(1);
            hall.run();
            String second = hall.sent.getLast().ref();
            hall.clock.move(Duration.ofSeconds(SampleDraws.ANSWER_SECONDS));
            assertThat(hall.answer(second, true)).isInstanceOf(Outcome.Refused.class);
            assertThat(hall.answer("no-such-reference", true)).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void leavesTheCallToTheDeskWhenNoMessageGoesOut() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.channelDown = true;
            hall.run();
            hall.unlock();
            assertThat(hall.board().seats().getFirst().call().orElseThrow().tries())
                    .extracting(each -> each.channel() + " " + each.state())
                    .containsExactly("sms FAILED", "desk OFFERED");
            CallDesk desk = new CallDesk(hall.parts, hall.reach);
            CallDesk.Entry entry = Hall.done(hall.rows.transact(tx -> desk.next(tx, hall.operator(), false)))
                    .call()
                    .orElseThrow();
            assertThat(entry.name()).hasSize(3).endsWith("**");
            assertThat(entry.phone()).contains("****");
            CallDesk.Entry dialled = Hall.done(hall.rows.transact(tx -> desk.next(tx, hall.operator(), true)))
                    .call()
                    .orElseThrow();
            assertThat(dialled.phone()).matches("1386[0-9]{7}");
            assertThat(all(hall.records("draw.look"), "what")).containsExactly("CALL", "DESK", "NUMBER");

            Hall.done(hall.rows.transact(tx ->
                    desk.record(tx, hall.operator(), entry.callId(), CallDesk.Result.NOT_REACHED, Optional.empty())));
            hall.run();
            assertThat(hall.ringing()).isPresent();
            Hall.done(hall.rows.transact(tx -> desk.record(
                    tx,
                    hall.operator(),
                    entry.callId(),
                    CallDesk.Result.DECLINED,
                    Optional.of(SeatCall.Reason.HEALTH))));
            JsonNode call = hall.records("draw.call").getFirst();
            assertThat(body(call, "channel")).isEqualTo("desk");
            assertThat(body(call, "reason")).isEqualTo("HEALTH");
            assertThat(call.path("body").path("tries").findValuesAsText("state"))
                    .containsExactly("FAILED", "OFFERED", "NOT_REACHED");
        }
    }

    private static Outcome<DoneDraw.Key> replace(
            Hall hall, Actor actor, Replacement.Reason reason, String pid, String evidence) {
        return hall.rows.transact(
                tx -> new ReplaceMember(hall.parts, hall.access, hall.laws)
                        .execute(
                                tx,
                                actor,
                                hall.projectId,
                                new ReplaceMember.Command(pid, reason, Optional.ofNullable(evidence))),
                outcome -> outcome instanceof Outcome.Done<?>);
    }

    private static void assertRefused(Outcome<?> outcome, Class<? extends Refusal> kind, String part) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal())
                                .isInstanceOf(kind)
                                .asString()
                                .contains(part));
    }

    private static Hall full() {
        Hall hall = Hall.of(12, ROAD, COST);
        hall.run();
        hall.unlock();
        hall.acceptAll();
        return hall;
    }

    @Test
    void nobodyIsThrownOffTheCommitteeByWordAloneBeforeTheEvaluation() {
        try (Hall hall = full()) {
            String pid = hall.draws.selected().getFirst();
            hall.clock.moveTo(SampleDraws.EVALUATION.minusSeconds(1));
            for (Actor actor : List.of(hall.venue(), hall.supervisor())) {
                // A document does not make somebody absent from what has not begun.
                assertRefused(
                        replace(hall, actor, Replacement.Reason.ABSENT, pid, "a".repeat(64)),
                        Refusal.Conflict.class,
                        "2026年11月25日 09:00");
                for (Replacement.Reason reason :
                        List.of(Replacement.Reason.INCAPACITATED, Replacement.Reason.LATE_CONFLICT)) {
                    assertRefused(replace(hall, actor, reason, pid, null), Refusal.Invalid.class, "/evidence");
                }
            }
            assertThat(hall.board().state()).isEqualTo("SEALED");
            assertThat(hall.board().confirmed()).isEqualTo(3);
            Hall.done(replace(hall, hall.venue(), Replacement.Reason.INCAPACITATED, pid, "a".repeat(64)));
            hall.clock.moveTo(SampleDraws.EVALUATION);
            Hall.done(replace(
                    hall,
                    hall.venue(),
                    Replacement.Reason.ABSENT,
                    hall.draws.selected().get(1),
                    null));
        }
    }

    @Test
    void aCentreThatHoldsSharesHasNoSayOverTheCommittee() {
        try (Hall hall = full()) {
            String pid = hall.draws.selected().getFirst();
            hall.clock.moveTo(SampleDraws.EVALUATION);
            hall.draws.heldOutsideBy(hall.venue().organisationCreditCode().orElseThrow());
            for (Replacement.Reason reason : List.of(Replacement.Reason.ABSENT, Replacement.Reason.INCAPACITATED)) {
                assertRefused(
                        replace(hall, hall.venue(), reason, pid, "a".repeat(64)),
                        Refusal.Forbidden.class,
                        "outside-holder");
            }
            assertThat(hall.board(hall.venue()).leaving()).isEmpty();
            hall.draws.heldOutsideBy("12330200GPDEM0141W");
            Hall.done(replace(hall, hall.venue(), Replacement.Reason.ABSENT, pid, null));
        }
    }

    @Test
    void eachSideIsShownTheCausesThatItMayName() {
        try (Hall hall = full()) {
            assertThat(hall.board(hall.venue()).leaving())
                    .containsExactly(
                            new LeavingCause(Replacement.Reason.LATE_CONFLICT, true, Optional.empty()),
                            new LeavingCause(Replacement.Reason.ABSENT, false, Optional.of(SampleDraws.EVALUATION)),
                            new LeavingCause(Replacement.Reason.INCAPACITATED, true, Optional.empty()));
            assertThat(hall.board(hall.supervisor()).leaving())
                    .extracting(LeavingCause::reason)
                    .contains(Replacement.Reason.REMOVED_BY_S);
            assertThat(hall.board(hall.agent()).leaving()).isEmpty();
            assertThat(hall.board(hall.platform()).leaving()).isEmpty();
        }
    }

    @Test
    void replacesAMemberForALawfulCause() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            hall.unlock();
            hall.acceptAll();
            hall.clock.moveTo(SampleDraws.EVALUATION);
            List<String> pids = hall.draws.selected();
            assertThat(replace(hall, hall.supervisor(), Replacement.Reason.LATE_CONFLICT, pids.get(0), null))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(replace(hall, hall.venue(), Replacement.Reason.REMOVED_BY_S, pids.get(0), "a".repeat(64)))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(replace(hall, hall.supervisor(), Replacement.Reason.DECLINED, pids.get(0), null))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(replace(hall, hall.agent(), Replacement.Reason.ABSENT, pids.get(0), null))
                    .isInstanceOf(Outcome.Refused.class);
            Hall.done(replace(hall, hall.supervisor(), Replacement.Reason.REMOVED_BY_S, pids.get(0), "a".repeat(64)));
            Hall.done(replace(hall, hall.venue(), Replacement.Reason.ABSENT, pids.get(2), null));
            // Nobody can leave twice, and nobody whom no seat was given.
            assertThat(replace(hall, hall.venue(), Replacement.Reason.ABSENT, pids.get(2), null))
                    .isInstanceOf(Outcome.Refused.class);
            hall.run();
            assertThat(hall.board().state()).isEqualTo("LOCKED");
            hall.unlock();
            hall.acceptAll();
            assertThat(hall.board().state()).isEqualTo("SEALED");
            assertThat(all(hall.records("draw.replace"), "reason")).containsExactly("REMOVED_BY_S", "ABSENT");
            assertThat(body(hall.records("draw.replace").getFirst(), "evidence"))
                    .isEqualTo("a".repeat(64));
            assertThat(hall.query("SELECT outcome FROM expert_engagement WHERE expert_id = '"
                            + hall.draws.expert(pids.get(2)) + "'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("outcome", "ABSENT"));
            assertReplays(hall);
        }
    }

    @Test
    void stopsWhenAnotherAttemptIsStarted() {
        try (Hall hall = Hall.of(12, ROAD, COST)) {
            hall.run();
            hall.unlock();
            hall.draws.drawAgain();
            hall.run();
            assertThat(hall.board().state()).isEqualTo("CLOSED");
            assertThat(hall.parts.rosters().find(new HeldRosters.Use(hall.draws.key(), HeldRosters.Purpose.CALL)))
                    .isEmpty();
        }
    }
}
