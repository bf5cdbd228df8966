package org.gongping.draw.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.Refusal;
import org.gongping.core.rule.Regime;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.VenuePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A committee plan: its JSON, its rules, what must fit together, and by which steps it becomes wider. */
class CommitteePlanTest {
    private static final Instant NOW = Instant.parse("2026-11-18T00:00:00Z");
    private static final CommitteePlan.Venue MAIN =
            new CommitteePlan.Venue("main", true, Optional.of("330300"), "主场", 3);
    private static final CommitteePlan.Venue DRAWN =
            new CommitteePlan.Venue("second", false, Optional.empty(), "副场", 2);

    private static CommitteePlan plan(List<CommitteePlan.Venue> venues, List<CommitteePlan.CityOffer> offers) {
        return new CommitteePlan(
                Regime.ENGINEERING,
                5,
                1,
                false,
                false,
                List.of(
                        need("tech", List.of("A08"), List.of("330300"), 2, venues.isEmpty() ? null : "main"),
                        need("econ", List.of("B01"), List.of(), 2, venues.isEmpty() ? null : "second")),
                List.of("zj"),
                1,
                venues,
                offers,
                Instant.parse("2026-11-20T01:00:00Z"),
                Duration.ofHours(6),
                new Rules.Timeouts(600, 600, 600, 600, 1800),
                3,
                2,
                List.of(),
                List.of(new CommitteePlan.Avoided("91330300MA0000001X", "某公司", "招标人申报")),
                List.of());
    }

    private static CommitteePlan.Need need(
            String id, List<String> specialties, List<String> regions, int seats, String venue) {
        return new CommitteePlan.Need(new Stratum(id, specialties, regions, seats), Optional.ofNullable(venue));
    }

    private static CommitteePlan threeBlind() {
        return plan(
                List.of(MAIN, DRAWN),
                List.of(
                        new CommitteePlan.CityOffer("350100", "福州", List.of("f1", "f2", "f3")),
                        new CommitteePlan.CityOffer("350200", "厦门", List.of("x1"))));
    }

    private static CommitteePlan changed(CommitteePlan plan, List<CommitteePlan.Need> needs, List<String> libraries) {
        return new CommitteePlan(
                plan.regime(),
                plan.size(),
                plan.ownerRepresentatives(),
                plan.complex(),
                plan.socialEffect(),
                needs,
                libraries,
                plan.maxPerEmployer(),
                plan.venues(),
                plan.offers(),
                plan.evaluationAt(),
                plan.expected(),
                plan.timeouts(),
                plan.minRatio(),
                plan.minCapRatio(),
                plan.waivers(),
                plan.avoided(),
                plan.widenings());
    }

    private static List<String> pointers(CommitteePlan plan, String... unknown) {
        return PlanShape.check(plan, Regime.ENGINEERING, Optional.of(NOW), Set.of(unknown), NOW).stream()
                .map(Refusal.FieldError::pointer)
                .toList();
    }

    @Test
    void isTheSameAfterItsJson() {
        CommitteePlan plan = threeBlind()
                .with(
                        List.of(new Rules.Waiver("F2", "同意", "ab".repeat(32))),
                        List.of(new CommitteePlan.Widening(
                                1, CommitteePlan.Widening.Of.REGION, "tech", List.of("*"), "人数不足", NOW)));
        assertThat(CommitteePlan.of(plan.json())).isEqualTo(plan);
        assertThat(CommitteePlan.of(plan.json()).digest())
                .isEqualTo(plan.digest())
                .hasSize(64);
    }

    @Test
    void threeBlindRulesHoldTheRootsOfThePlacesAndBindTheNeedToTheDrawnCity() {
        CommitteePlan plan = threeBlind();
        VenuePool places = plan.places(Optional.empty()).orElseThrow();
        assertThat(places.cities()).extracting(VenuePool.City::reason).containsExactly("", VenuePool.SEAT_SHORT);
        Rules rules = plan.rules(new DrawId("T", 1), "00".repeat(32), Optional.of(places), Optional.empty());
        assertThat(rules.venue().orElseThrow().bind()).containsOnlyKeys("econ").containsEntry("econ", 0);
        assertThat(rules.venue().orElseThrow().seats()).containsExactly(2);
        assertThat(rules.parties()).containsExactly("agent", "platform", "supervisor");
        assertThat(rules.production().orElseThrow().minRatio()).isEqualTo(3);
    }

    @Test
    void aSecondAttemptNeedsItsOrderAndAFirstHasNone() {
        CommitteePlan plan = plan(List.of(), List.of());
        assertThatThrownBy(() -> plan.rules(new DrawId("T", 2), "", Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatDoesNotFitTogetherIsNamedByItsPlace() {
        assertThat(pointers(threeBlind())).isEmpty();
        assertThat(pointers(plan(List.of(), List.of()))).isEmpty();
        assertThat(pointers(plan(List.of(), List.of()), "B01")).containsExactly("/plan/needs/1/specialties");
        CommitteePlan plan = plan(List.of(MAIN, DRAWN), List.of());
        assertThat(pointers(plan)).containsExactly("/plan/offers");
        CommitteePlan crowded = plan(
                List.of(MAIN, new CommitteePlan.Venue("second", false, Optional.of("350100"), "副场", 3)), List.of());
        assertThat(pointers(crowded)).containsExactly("/plan/venues/1/quota");
        CommitteePlan fewer = changed(
                plan(List.of(), List.of()), List.of(need("tech", List.of("A08"), List.of(), 3, null)), List.of());
        assertThat(pointers(fewer)).containsExactly("/plan/size");
        CommitteePlan nowhere = changed(
                plan(List.of(), List.of()),
                List.of(
                        need("tech", List.of("A08"), List.of(), 2, "nowhere"),
                        need("tech", List.of("A08"), List.of(), 2, null)),
                List.of());
        assertThat(pointers(nowhere)).containsExactly("/plan/needs/0/venue", "/plan/needs/1/id");
    }

    /** VED-1 §7.1: nothing is drawn before the deadline, and the first who is called has half an hour here. */
    @ParameterizedTest
    @CsvSource({"-PT1H, 1", "PT0S, 1", "PT29M59S, 1", "PT30M, 0"})
    void theEvaluationLeavesTimeForTheDrawAfterTheBidDeadline(Duration after, int errors) {
        CommitteePlan plan = plan(List.of(), List.of());
        Instant deadline = plan.evaluationAt().minus(after);
        List<Refusal.FieldError> found =
                PlanShape.check(plan, Regime.ENGINEERING, Optional.of(deadline), Set.of(), NOW);
        assertThat(found).hasSize(errors).allSatisfy(error -> {
            assertThat(error.pointer()).isEqualTo("/plan/evaluationAt");
            assertThat(error.messageEn()).contains("30 minutes");
        });
    }

    @Test
    void eachWideningIsAStepOfItsOwnAndNarrowingIsNone() {
        CommitteePlan before = plan(List.of(), List.of());
        CommitteePlan after = changed(
                before,
                List.of(
                        need("tech", List.of("A08", "A09"), List.of(), 2, null),
                        need("econ", List.of("B01"), List.of("330300"), 2, null)),
                List.of("zj", "fj"));
        assertThat(Widen.steps(before, after, "专家不足", NOW))
                .extracting(step -> step.step() + " " + step.of() + " " + step.need() + " " + step.added())
                .containsExactly("1 REGION tech [*]", "2 SPECIALTY tech [A09]", "3 LIBRARY * [fj]");
        assertThat(Widen.steps(before, before, "", NOW)).isEmpty();
    }
}
