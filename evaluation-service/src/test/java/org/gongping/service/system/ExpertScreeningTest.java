package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Database;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.LawRepository;
import org.gongping.core.rule.Regime;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.draw.exclusion.FoundExclusion;
import org.gongping.draw.exclusion.ScreenPool;
import org.gongping.draw.exclusion.Screened;
import org.gongping.draw.exclusion.ScreenedExpert;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reason for which an expert of the library is not drawn, found in rows as an operator keeps them (E03, E04, E10, E11). */
class ExpertScreeningTest {
    private static final Instant EVALUATION = StoppedClock.at("2026-03-30 14:00");
    private static final Instant AFTER_DEADLINE = StoppedClock.at("2026-03-30 10:00");

    private static Hall hall;
    private static Tender tender;
    private static ExpertRows experts;
    private static Database database;
    private static ScreenPool pool;

    @BeforeAll
    static void open(@TempDir Path folder) {
        hall = new Hall(folder);
        tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-12 09:00");
        tender.registers(3);
        experts = new ExpertRows(hall.rows);
        database = Database.open(
                hall.server.database.url(),
                hall.server.database.application().user(),
                hall.server.database.application().password(),
                Database.Limits.ofPool(2));
        pool = new ScreenPool(
                new ProjectRepository(new OrganisationRepository()),
                new ProjectLaw(new LawBook(new LawRepository(), hall.clock)));
    }

    @AfterAll
    static void close() {
        database.close();
        hall.close();
    }

    private static CommitteePlan plan(CommitteePlan.Avoided... avoided) {
        return new CommitteePlan(
                Regime.ENGINEERING,
                5,
                1,
                false,
                false,
                List.of(new CommitteePlan.Need(new Stratum("tech", List.of("A08"), List.of(), 4), Optional.empty())),
                List.of(),
                1,
                List.of(),
                List.of(),
                EVALUATION,
                Duration.ofHours(4),
                new Rules.Timeouts(600, 600, 600, 600, 600),
                3,
                2,
                List.of(),
                List.of(avoided),
                List.of());
    }

    private static Screened screen(CommitteePlan plan, Instant at) {
        return database.read(tx -> pool.screen(tx, tender.id, plan, at));
    }

    private static Optional<FoundExclusion> exclusion(UUID expert) {
        return of(screen(plan(), AFTER_DEADLINE), expert);
    }

    private static Optional<FoundExclusion> of(Screened screened, UUID expert) {
        return screened.experts().stream()
                .filter(each -> each.expertId().equals(expert))
                .findFirst()
                .orElseThrow()
                .exclusion();
    }

    /** Reason, rule and whether the evidence knows why. */
    private static String found(UUID expert) {
        return exclusion(expert)
                .map(found -> {
                    assertThat(found.article()).isNotBlank();
                    assertThat(found.exclusion().evidence()).matches("[0-9a-f]{64}");
                    return found.reason() + " " + found.ruleId();
                })
                .orElse("eligible");
    }

    @Test
    void whoeverHasNoReasonIsEligible() {
        assertThat(found(experts.add())).isEqualTo("eligible");
        UUID elsewhere = experts.add();
        experts.employed(elsewhere, hall.creditCode(), "EMPLOYEE", "2015-01-01", null);
        experts.related(elsewhere, "PARENT", hall.creditCode());
        assertThat(found(elsewhere)).isEqualTo("eligible");
    }

    @Test
    void employeesAndOfficersOfABidderAreExcluded() {
        String bidder = hall.bidders.getFirst().creditCode();
        assertThat(found(experts.employedBy(bidder))).isEqualTo("CONFLICT_EMPLOYER E04");
        UUID director = experts.add();
        experts.employed(director, bidder, "DIRECTOR", "2020-01-01", null);
        assertThat(found(director)).isEqualTo("CONFLICT_EMPLOYER E04");
        UUID byName = experts.add();
        experts.employedUnder(byName, hall.bidders.getFirst().name(), "2020-01-01", null);
        assertThat(found(byName)).isEqualTo("CONFLICT_EMPLOYER E04");
        // Organisations that only might have bid are no bidders.
        assertThat(found(experts.employedBy(hall.bidders.get(4).creditCode()))).isEqualTo("eligible");
    }

    @Test
    void whoLeftABidderWithinThreeYearsIsExcludedAndBeforeThatNot() {
        String bidder = hall.bidders.getFirst().creditCode();
        UUID lastDay = experts.add();
        experts.employed(lastDay, bidder, "EMPLOYEE", "2010-01-01", "2023-03-30");
        assertThat(found(lastDay)).isEqualTo("CONFLICT_PAST_3Y E04");
        UUID longGone = experts.add();
        experts.employed(longGone, bidder, "EMPLOYEE", "2010-01-01", "2023-03-29");
        assertThat(found(longGone)).isEqualTo("eligible");
    }

    @Test
    void affiliatesOfABidderCountByShareAndDepth() {
        String bidder = hall.bidders.get(1).creditCode();
        String parent = hall.creditCode();
        String sister = hall.creditCode();
        String stranger = hall.creditCode();
        experts.affiliated(parent, bidder, "SHARE", "0.60");
        experts.affiliated(parent, sister, "CONTROL", null);
        experts.affiliated(bidder, stranger, "SHARE", "0.2499");
        UUID ofSister = experts.employedBy(sister);
        assertThat(found(ofSister)).isEqualTo("CONFLICT_EMPLOYER E04");
        JsonNode ref = exclusion(ofSister).orElseThrow().evidence().at("/reasons/0/ref");
        assertThat(ref.path("party").asText()).isEqualTo(bidder);
        assertThat(ref.path("path")).hasSize(2);
        assertThat(ref.path("share").asText()).isEqualTo("60");
        assertThat(found(experts.employedBy(stranger))).isEqualTo("eligible");
    }

    @Test
    void whoHoldsABidderIsExcluded() {
        UUID holder = experts.add();
        experts.affiliated(
                "person:" + experts.identity(holder), hall.bidders.get(2).creditCode(), "SHARE", "0.30");
        assertThat(found(holder)).isEqualTo("CONFLICT_OTHER E04");
    }

    @Test
    void declaredRelativesAndInterestsAreExcluded() {
        UUID relative = experts.add();
        experts.related(relative, "SIBLING", hall.bidders.getFirst().creditCode());
        assertThat(found(relative)).isEqualTo("CONFLICT_RELATIVE E04");
        UUID interested = experts.add();
        experts.related(interested, "INTEREST", hall.bidders.getFirst().creditCode());
        assertThat(found(interested)).isEqualTo("CONFLICT_OTHER E04");
    }

    @Test
    void staffOfOwnerAgentAndAuthorityAreExcluded() {
        assertThat(found(experts.employedBy(hall.owner.creditCode()))).isEqualTo("CONFLICT_OTHER E04");
        assertThat(found(experts.employedBy(hall.agency.creditCode()))).isEqualTo("AGENT_STAFF E04");
        assertThat(found(experts.employedBy(hall.authority.creditCode()))).isEqualTo("SUPERVISOR_STAFF E10");
        UUID left = experts.add();
        experts.employed(left, hall.authority.creditCode(), "EMPLOYEE", "2010-01-01", "2026-03-29");
        assertThat(found(left)).isEqualTo("eligible");
    }

    @Test
    void whomThePlanNamesIsAvoided() {
        String avoided = hall.creditCode();
        UUID expert = experts.employedBy(avoided);
        assertThat(found(expert)).isEqualTo("eligible");
        Screened screened = screen(plan(new CommitteePlan.Avoided(avoided, "设计单位", "本项目设计单位")), AFTER_DEADLINE);
        assertThat(of(screened, expert).orElseThrow().reason().name()).isEqualTo("CONFLICT_OTHER");
    }

    @Test
    void suspendedPunishedAndExpiredAreExcluded() {
        UUID suspended = experts.add();
        experts.suspended(suspended, "2026-01-01 00:00", null);
        assertThat(found(suspended)).isEqualTo("SUSPENDED E03");
        UUID over = experts.add();
        experts.suspended(over, "2025-01-01 00:00", "2026-01-01 00:00");
        assertThat(found(over)).isEqualTo("eligible");
        assertThat(found(experts.with("sanctioned", "true"))).isEqualTo("CONFLICT_OTHER E04");
        assertThat(found(experts.with("qualified_until", "'2026-03-29'"))).isEqualTo("QUALIFICATION_EXPIRED E03");
        assertThat(found(experts.with("qualified_until", "'2026-03-30'"))).isEqualTo("eligible");
        assertThat(found(experts.with("state", "'RETIRED'"))).isEqualTo("UNAVAILABLE E03");
    }

    @Test
    void whoIsTooNewInTheFieldOrWithoutATitleIsExcluded() {
        assertThat(found(experts.with("field_since", "'2018-03-31'"))).isEqualTo("QUALIFICATION_EXPIRED E11");
        assertThat(found(experts.with("field_since", "'2018-03-30'"))).isEqualTo("eligible");
        assertThat(found(experts.with("title_level", "'INTERMEDIATE'"))).isEqualTo("QUALIFICATION_EXPIRED E11");
    }

    @Test
    void whoIsAwayOrTakenAtThatTimeIsExcluded() {
        UUID away = experts.add();
        experts.away(away, "2026-03-30 17:59", "2026-03-31 00:00");
        assertThat(found(away)).isEqualTo("UNAVAILABLE E03");
        UUID back = experts.add();
        experts.away(back, "2026-03-29 00:00", "2026-03-30 14:00");
        assertThat(found(back)).isEqualTo("eligible");
        UUID taken = experts.add();
        experts.engaged(taken, "2026-03-30 16:00", "2026-03-30 20:00", "CONFIRMED");
        assertThat(found(taken)).isEqualTo("TIME_CLASH E03");
        UUID declined = experts.add();
        experts.engaged(declined, "2026-03-30 16:00", "2026-03-30 20:00", "DECLINED");
        assertThat(found(declined)).isEqualTo("eligible");
    }

    @Test
    void whoWasDrawnTooOftenRestsByTheRuleSetsFigure() {
        UUID often = experts.add();
        UUID seldom = experts.add();
        for (int day = 1; day <= 8; day++) {
            experts.engaged(often, "2026-03-0" + day + " 09:00", "2026-03-0" + day + " 12:00", "SERVED");
            if (day > 1) {
                experts.engaged(seldom, "2026-03-0" + day + " 09:00", "2026-03-0" + day + " 12:00", "SERVED");
            }
        }
        assertThat(found(often)).isEqualTo("FREQUENCY_CAP E03");
        assertThat(exclusion(often).orElseThrow().article()).contains("【待核】");
        assertThat(found(seldom)).isEqualTo("eligible");
    }

    /** The counts of a plan can be asked for with any employer avoided and on any day: they must not know who is taken. */
    @Test
    void whoIsTakenByAnotherEvaluationIsNotCountedWhileAPlanIsMade() {
        UUID taken = experts.add();
        experts.engaged(taken, "2026-03-30 16:00", "2026-03-30 20:00", "CONFIRMED");
        UUID often = experts.add();
        for (int day = 1; day <= 8; day++) {
            experts.engaged(often, "2026-03-0" + day + " 09:00", "2026-03-0" + day + " 12:00", "SERVED");
        }
        UUID away = experts.add();
        experts.away(away, "2026-03-30 17:59", "2026-03-31 00:00");
        Screened survey = database.read(tx -> pool.survey(tx, tender.id, plan(), AFTER_DEADLINE));
        assertThat(of(survey, taken)).isEmpty();
        assertThat(of(survey, often)).isEmpty();
        assertThat(of(survey, away)).isPresent();
        assertThat(found(taken)).startsWith("TIME_CLASH");
        assertThat(found(often)).startsWith("FREQUENCY_CAP");
    }

    @Test
    void onePersonInTwoPoolsCountsOnceAndWithWhatBothPoolsKnow() {
        UUID first = experts.add();
        UUID second = experts.duplicateOf(first);
        assertThat(found(second)).isEqualTo("CONFLICT_OTHER E03");
        assertThat(found(first)).isEqualTo("eligible");
        experts.employed(second, hall.bidders.getFirst().creditCode(), "EMPLOYEE", "2020-01-01", null);
        assertThat(found(first)).isEqualTo("CONFLICT_EMPLOYER E04");
    }

    @Test
    void theFirstReasonInTheOrderOfTheSpecificationCountsAndTheEvidenceHoldsAll() {
        UUID expert = experts.employedBy(hall.bidders.getFirst().creditCode());
        experts.suspended(expert, "2026-01-01 00:00", null);
        experts.away(expert, "2026-03-30 00:00", "2026-03-31 00:00");
        experts.related(expert, "SPOUSE", hall.bidders.get(1).creditCode());
        FoundExclusion found = exclusion(expert).orElseThrow();
        assertThat(found.reason().name()).isEqualTo("CONFLICT_EMPLOYER");
        List<String> reasons = new ArrayList<>();
        found.evidence()
                .path("reasons")
                .forEach(each -> reasons.add(each.path("reason").asText()));
        assertThat(reasons).containsExactly("CONFLICT_EMPLOYER", "CONFLICT_RELATIVE", "SUSPENDED", "UNAVAILABLE");
        assertThat(found.evidence().toString()).doesNotContain("专家");
    }

    @Test
    void beforeTheDeadlineNobodyIsToldByACountWhoRegistered() {
        UUID expert = experts.employedBy(hall.bidders.getFirst().creditCode());
        Screened before = screen(plan(), StoppedClock.at("2026-03-30 09:29:59"));
        assertThat(of(before, expert)).isEmpty();
        Screened after = screen(plan(), StoppedClock.at("2026-03-30 09:30"));
        assertThat(of(after, expert)).isPresent();
    }

    @Test
    void specialtiesHoldThoseAboveThatThePlanAsksForAndTheSelfEmployedAreTheirOwnEmployer() {
        UUID expert = experts.with("specialties", "'{A0802}'");
        ScreenedExpert screened = screen(plan(), AFTER_DEADLINE).experts().stream()
                .filter(each -> each.expertId().equals(expert))
                .findFirst()
                .orElseThrow();
        assertThat(screened.specialties()).containsExactly("A08", "A0802");
        assertThat(screened.employer()).isEqualTo("self:" + expert);
    }

    @Test
    void aHundredThousandExpertsAreScreenedInWellUnderTwoSeconds() {
        experts.crowd(100_000);
        screen(plan(), AFTER_DEADLINE);
        Instant start = Instant.now();
        Screened screened = screen(plan(), AFTER_DEADLINE);
        Duration taken = Duration.between(start, Instant.now());
        System.getLogger(ExpertScreeningTest.class.getName())
                .log(System.Logger.Level.INFO, "screened " + screened.library().count() + " in " + taken);
        assertThat(screened.library().count()).isGreaterThanOrEqualTo(100_000);
        // A generous bound: the machine of the tests is shared.
        assertThat(taken).isLessThan(Duration.ofSeconds(20));
        experts.disperse();
    }

    @Test
    void twoScreeningsOfOneLibraryAreTheSame() {
        experts.employedBy(hall.bidders.getFirst().creditCode());
        Map<UUID, String> hashes = new HashMap<>();
        Screened first = screen(plan(), AFTER_DEADLINE);
        first.experts()
                .forEach(each -> each.exclusion()
                        .ifPresent(found ->
                                hashes.put(each.expertId(), found.exclusion().evidence())));
        Screened second = screen(plan(), AFTER_DEADLINE);
        assertThat(second.library()).isEqualTo(first.library());
        second.experts()
                .forEach(each -> assertThat(each.exclusion()
                                .map(found -> found.exclusion().evidence())
                                .orElse(null))
                        .isEqualTo(hashes.get(each.expertId())));
        assertThat(HexFormat.of().parseHex(first.library().digest())).hasSize(32);
    }
}
