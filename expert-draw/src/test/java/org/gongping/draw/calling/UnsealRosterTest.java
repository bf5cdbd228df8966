package org.gongping.draw.calling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.identity.Actor;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.LawRepository;
import org.gongping.core.rule.Regime;
import org.gongping.draw.fairness.DrawFairness;
import org.gongping.draw.fairness.KnownCommittees;
import org.gongping.draw.fairness.ReadFairness;
import org.gongping.draw.protocol.Stratum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsealRosterTest {
    private static final Stratum ROAD = new Stratum("市政道路", List.of("A01"), List.of(), 3);

    private static Hall full(Regime regime) {
        Hall hall = new Hall(regime, 9, List.of(ROAD), 9);
        hall.run();
        hall.unlock();
        hall.acceptAll();
        assertThat(hall.board().state()).isEqualTo("SEALED");
        return hall;
    }

    private static Outcome<DoneDraw.Key> unseal(Hall hall, HeldRosters.Purpose purpose, boolean platform) {
        return hall.rows.transact(
                tx -> new UnsealRoster(hall.parts, hall.officers, hall.moment, hall.personalData)
                        .execute(
                                tx,
                                platform ? hall.platform() : hall.supervisor(),
                                hall.projectId,
                                new UnsealRoster.Command(
                                        purpose,
                                        platform ? hall.draws.openedByPlatform() : hall.draws.openedBySupervisor(),
                                        "评标区入口",
                                        List.of("王某某", "李某某"))),
                outcome -> outcome instanceof Outcome.Done<?>);
    }

    private static Outcome<ReadRoster.Roster> read(Hall hall, Actor actor) {
        return hall.rows.transact(
                tx -> new ReadRoster(hall.parts, hall.officers).execute(tx, actor, hall.projectId),
                outcome -> outcome instanceof Outcome.Done<?>);
    }

    private static List<KnownCommittees.Committee> known(Hall hall, Duration before) {
        Instant since = hall.clock.instant().minus(before);
        return hall.rows.read(tx -> new OpenRosterRepository().since(tx, since));
    }

    private static void assertRefused(Outcome<?> outcome, Class<? extends Refusal> kind) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(kind));
    }

    /** E05: 招标投标法 Art. 37 for engineering, 87号令 Art. 47 for procurement. */
    @ParameterizedTest
    @CsvSource({
        "ENGINEERING, REPORT_RECEIVED, false",
        "ENGINEERING, CANDIDATE_NOTICE, false",
        "ENGINEERING, AWARD_DECIDED, true",
        "ENGINEERING, AWARDED, true",
        "GOV_PROCUREMENT, AWARD_DECIDED, false",
        "GOV_PROCUREMENT, AWARDED, true"
    })
    void isPublishedAtTheMomentOfItsRegime(Regime regime, String phase, boolean permitted) {
        try (Hall hall = full(regime)) {
            hall.phase(phase);
            Outcome<DoneDraw.Key> first = unseal(hall, HeldRosters.Purpose.PUBLISH, true);
            if (permitted) {
                Hall.done(first);
            } else {
                assertRefused(first, Refusal.RulesViolated.class);
            }
            assertThat(hall.board().unsealing().mayPublish()).isEqualTo(permitted);
        }
    }

    @Test
    void isOpenToAllSidesOnceBothHalvesHavePublishedIt() {
        try (Hall hall = full(Regime.ENGINEERING)) {
            hall.phase("AWARD_DECIDED");
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, true));
            assertRefused(read(hall, hall.agent()), Refusal.Forbidden.class);
            assertThat(hall.query("SELECT * FROM draw_roster")).isEmpty();
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, false));
            ReadRoster.Roster roster = Hall.done(read(hall, hall.agent()));
            assertThat(roster.open()).isTrue();
            assertThat(roster.members()).hasSize(3).allSatisfy(member -> {
                assertThat(member.poolNo()).startsWith("ZJ");
                assertThat(member.phone()).contains("****");
            });
            assertThat(hall.board().state()).isEqualTo("OPEN");
            // The key has done its work, and a second publication is none.
            assertThat(hall.parts.rosters().findAny(hall.draws.key())).isEmpty();
            assertRefused(unseal(hall, HeldRosters.Purpose.PUBLISH, true), Refusal.Conflict.class);
            List<JsonNode> looks = hall.records("draw.look");
            assertThat(looks.getLast().path("body").path("what").asText()).isEqualTo("ROSTER");
            List<JsonNode> unsealed = hall.records("draw.unseal");
            assertThat(unsealed).hasSize(2).allSatisfy(entry -> {
                assertThat(entry.path("body").path("place").asText()).isEqualTo("评标区入口");
                assertThat(entry.path("body").path("persons")).hasSize(2);
                // Those present are named by salted references, as everybody is.
                assertThat(entry.toString()).doesNotContain("王某某");
            });
        }
    }

    @Test
    void isOpenToThoseWhoCheckIdentitiesAtTheirTimeAlone() {
        try (Hall hall = full(Regime.ENGINEERING)) {
            assertRefused(unseal(hall, HeldRosters.Purpose.SIGN_IN, true), Refusal.WrongPhase.class);
            hall.clock.moveTo(SampleDraws.EVALUATION.minus(Duration.ofMinutes(60)));
            Hall.done(unseal(hall, HeldRosters.Purpose.SIGN_IN, true));
            assertRefused(read(hall, hall.venue()), Refusal.Forbidden.class);
            Hall.done(unseal(hall, HeldRosters.Purpose.SIGN_IN, false));
            assertThat(Hall.done(read(hall, hall.venue())).members()).hasSize(3);
            // The law wants the least disclosure: a centre that holds shares of the draw checks nobody's identity.
            hall.draws.heldOutsideBy(hall.venue().organisationCreditCode().orElseThrow());
            assertRefused(read(hall, hall.venue()), Refusal.Forbidden.class);
            assertThat(hall.board(hall.venue()).unsealing().openToSignIn()).isFalse();
            hall.draws.heldOutsideBy();
            assertThat(Hall.done(read(hall, hall.supervisor())).open()).isFalse();
            assertRefused(read(hall, hall.agent()), Refusal.Forbidden.class);
            assertRefused(read(hall, hall.platform()), Refusal.Forbidden.class);
            assertThat(hall.query("SELECT * FROM draw_roster")).isEmpty();
            // Over with the evaluation; gone with the server.
            hall.clock.moveTo(SampleDraws.EVALUATION.plus(Duration.ofHours(18)));
            hall.run();
            assertRefused(read(hall, hall.venue()), Refusal.Forbidden.class);
            assertThat(hall.board().unsealing().signInHalves()).isEmpty();
            assertRefused(unseal(hall, HeldRosters.Purpose.SIGN_IN, true), Refusal.WrongPhase.class);
        }
    }

    /** Not by an alternate in the seat of a member, nor by a member in the seat of another. */
    @Test
    void namesNobodyWhomTheRecordsDoNotSeat() throws SQLException {
        try (Hall hall = full(Regime.ENGINEERING)) {
            hall.clock.moveTo(SampleDraws.EVALUATION.minus(Duration.ofMinutes(60)));
            Hall.done(unseal(hall, HeldRosters.Purpose.SIGN_IN, true));
            Hall.done(unseal(hall, HeldRosters.Purpose.SIGN_IN, false));
            List<String> members = hall.draws.selected();
            for (String other : List.of("b".repeat(32), members.get(1))) {
                hall.asSuperuser("UPDATE draw_seat SET pid = '" + other + "' WHERE no = 1");
                assertRefused(read(hall, hall.venue()), Refusal.Conflict.class);
                hall.asSuperuser("UPDATE draw_seat SET pid = '" + members.get(0) + "' WHERE no = 1");
            }
            assertThat(Hall.done(read(hall, hall.venue())).members()).hasSize(3);

            hall.phase("AWARDED");
            hall.asSuperuser("UPDATE draw_seat SET pid = '" + "b".repeat(32) + "' WHERE no = 1");
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, true));
            assertRefused(unseal(hall, HeldRosters.Purpose.PUBLISH, false), Refusal.Conflict.class);
            assertThat(hall.query("SELECT * FROM draw_roster")).isEmpty();
        }
    }

    @Test
    void isNotUnsealedBeforeItIsFull() {
        try (Hall hall = new Hall(Regime.ENGINEERING, 9, List.of(ROAD), 9)) {
            hall.run();
            hall.phase("AWARDED");
            assertRefused(unseal(hall, HeldRosters.Purpose.PUBLISH, true), Refusal.Conflict.class);
        }
    }

    @Test
    void bothHalvesMustComeFromTwoPeople() {
        try (Hall hall = new Hall(Regime.ENGINEERING, 9, List.of(ROAD), 9)) {
            hall.run();
            var use = new HeldRosters.Use(hall.draws.key(), HeldRosters.Purpose.CALL);
            DoneDraw draw = hall.draws.find(null, hall.draws.key()).orElseThrow();
            hall.parts
                    .rosters()
                    .put(
                            use,
                            draw.id(),
                            draw.rosterCheck(),
                            new HeldRosters.Half("platform", "one", hall.draws.openedByPlatform()));
            assertThat(hall.parts
                            .rosters()
                            .test(
                                    use,
                                    draw.id(),
                                    draw.rosterCheck(),
                                    new HeldRosters.Half("supervisor", "one", hall.draws.openedBySupervisor())))
                    .isEqualTo(HeldRosters.Fit.SAME_PERSON);
        }
    }

    @Test
    void isKnownToTheFiguresOfFairUseFromItsPublicationOnAndNotBefore() {
        try (Hall hall = full(Regime.ENGINEERING)) {
            UUID winner = hall.bid("91350100M000100Y43", "OPENED");
            hall.bid("91350000158142711F", "OPENED");
            hall.bid("11350000003591037R", "NOT_OPENED_BIDDER_CAUSE");
            assertThat(known(hall, Duration.ZERO)).isEmpty();
            hall.clock.moveTo(SampleDraws.EVALUATION.minus(Duration.ofMinutes(30)));
            Hall.done(unseal(hall, HeldRosters.Purpose.SIGN_IN, true));
            Hall.done(unseal(hall, HeldRosters.Purpose.SIGN_IN, false));
            hall.phase("AWARD_DECIDED");
            hall.execute("UPDATE lot SET winner_bid_id = ?", winner);
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, true));
            assertThat(known(hall, Duration.ofDays(1))).isEmpty();
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, false));

            KnownCommittees.Committee committee =
                    known(hall, Duration.ofDays(1)).getFirst();
            assertThat(committee.experts())
                    .containsExactlyElementsOf(hall.query("SELECT expert_id FROM draw_roster ORDER BY seat").stream()
                            .map(row -> (UUID) row.get("expert_id"))
                            .toList());
            assertThat(committee.bidders())
                    .extracting(KnownCommittees.Bidder::creditCode, KnownCommittees.Bidder::won)
                    .containsExactly(tuple("91350000158142711F", false), tuple("91350100M000100Y43", true));
            hall.clock.move(Duration.ofDays(2));
            assertThat(known(hall, Duration.ofDays(1))).isEmpty();
        }
    }

    private static DrawFairness figures(Hall hall) {
        return hall.rows.read(tx -> new ReadFairness(
                        new LawBook(new LawRepository(), hall.clock), new OpenRosterRepository(), hall.clock)
                .execute(tx, 12));
    }

    @Test
    void nobodyIsCountedByTheFiguresOfFairUseBeforeTheNamesMayBeKnown() {
        try (Hall hall = new Hall(Regime.ENGINEERING, 9, List.of(ROAD), 9)) {
            hall.run();
            hall.unlock();
            // Somebody else's evaluation, long known.
            hall.execute(
                    "INSERT INTO expert_engagement (expert_id, id, starts_at, ends_at, outcome)"
                            + " VALUES (?, gen_random_uuid(), '2026-10-01 00:00+08', '2026-10-02 00:00+08', 'SERVED')",
                    hall.draws.expert(hall.draws.alternates(0).getLast()));
            DrawFairness before = figures(hall);
            assertThat(before.served()).isEqualTo(1);
            hall.answer(false);
            hall.run();
            // One has declined, then all have confirmed; on the day; long after it: no figure has moved.
            assertThat(figures(hall)).isEqualTo(before);
            hall.acceptAll();
            assertThat(figures(hall)).isEqualTo(before);
            for (Duration after : List.of(Duration.ofHours(1), Duration.ofDays(20))) {
                hall.clock.moveTo(SampleDraws.EVALUATION.plus(after));
                assertThat(figures(hall))
                        .usingRecursiveComparison()
                        .ignoringFields("from")
                        .isEqualTo(before);
            }
            hall.phase("AWARD_DECIDED");
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, true));
            assertThat(figures(hall).served()).isEqualTo(1);
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, false));
            DrawFairness open = figures(hall);
            assertThat(open.served()).isEqualTo(4);
            assertThat(open.declined()).isEqualTo(1);
            assertThat(open.busiest()).hasSize(4);
        }
    }

    @Test
    void countsTwoEntriesOfOnePersonInThePoolAsOne() {
        try (Hall hall = full(Regime.ENGINEERING)) {
            hall.phase("AWARD_DECIDED");
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, true));
            Hall.done(unseal(hall, HeldRosters.Purpose.PUBLISH, false));
            List<UUID> members = known(hall, Duration.ZERO).getFirst().experts();
            hall.execute("UPDATE expert SET duplicate_of = ? WHERE id = ?", members.getFirst(), members.getLast());
            assertThat(known(hall, Duration.ZERO).getFirst().experts())
                    .containsExactly(members.get(0), members.get(1), members.getFirst());
        }
    }
}
