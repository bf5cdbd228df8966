package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.at;
import static org.gongping.core.rule.Laws.only;

import java.util.Optional;
import java.util.Random;
import org.gongping.core.rule.Earliest;
import org.gongping.core.rule.Laws;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T04: a change that affects the preparation of bids comes fifteen days before the deadline, or moves it on. */
class AddendumGateTest {
    private final AddendumGate gate = new AddendumGate(Laws.engineering());

    private AddendumGate.Answer issue(boolean affects, String issuedAt, String deadline, String proposed) {
        return gate.check(new AddendumFacts(
                affects,
                true,
                at(issuedAt),
                at("2026-08-03 09:00"),
                at(deadline),
                Optional.ofNullable(proposed).map(Laws::at)));
    }

    @Test
    void inTimeToTheLastSecondOfTheFifteenthDayBefore() {
        AddendumGate.Answer last = issue(true, "2026-11-04 23:59:59", "2026-11-19 09:30", null);
        assertThat(only(last.verdicts(), "T04").outcome().code()).isEqualTo("PASS");
        assertThat(last.deadline()).isEqualTo(at("2026-11-19 09:30"));

        AddendumGate.Answer late = issue(true, "2026-11-05 00:00:00", "2026-11-19 09:30", null);
        Verdict verdict = only(late.verdicts(), "T04");
        assertThat(verdict.outcome().code()).isEqualTo("COMPUTED");
        assertThat(late.deadline()).as("keeps its time of day").isEqualTo(at("2026-11-20 09:30"));
        assertThat(verdict.computed())
                .containsEntry("newDeadline", at("2026-11-20 09:30").toString());
        assertThat(verdict.article().zh()).isEqualTo("《招标投标法》第二十三条、《招标投标法实施条例》第二十一条（规则 T04）");
    }

    @ParameterizedTest(name = "issued {0}, deadline {1} moves to {2}: {3}")
    @CsvSource({
        "2026-09-16 10:00, 2026-09-30 09:30, 2026-10-08 09:30, the fifteenth day is National Day",
        "2026-09-18 10:00, 2026-09-29 09:30, 2026-10-08 09:30, the fifteenth day lies in National Day",
        "2026-02-05 10:00, 2026-02-13 09:30, 2026-02-24 09:30, the fifteenth day lies in Spring Festival",
        "2026-11-06 10:00, 2026-11-20 14:00, 2026-11-23 14:00, the fifteenth day is a Saturday and lands on Monday",
        "2026-11-07 10:00, 2026-11-20 14:00, 2026-11-24 14:00, from a Saturday it must also hold counted backwards"
    })
    void theDeadlineMovesOnOverRestDays(String issuedAt, String deadline, String moved, String why) {
        AddendumGate.Answer answer = issue(true, issuedAt, deadline, null);
        assertThat(answer.deadline()).as(why).isEqualTo(at(moved));
    }

    @Test
    void aDeadlineProposedTooEarlyIsRefusedWithTheEarliestOne() {
        AddendumGate.Answer answer = issue(true, "2026-11-05 10:00", "2026-11-19 09:30", "2026-11-19 18:00");
        assertThat(only(answer.verdicts(), "T04").blocks()).isTrue();
        assertThat(only(answer.verdicts(), "T04").earliest())
                .contains(new Earliest(at("2026-11-20 09:30"), Earliest.Of.DATE));
        assertThat(answer.deadline()).isEqualTo(at("2026-11-19 09:30"));

        AddendumGate.Answer later = issue(true, "2026-11-05 10:00", "2026-11-19 09:30", "2026-11-25 09:30");
        assertThat(Verdict.anyBlocks(later.verdicts())).isFalse();
        assertThat(later.deadline()).isEqualTo(at("2026-11-25 09:30"));
    }

    @Test
    void aChangeThatAffectsNoBidMovesNothing() {
        AddendumGate.Answer answer = issue(false, "2026-11-18 10:00", "2026-11-19 09:30", null);
        assertThat(only(answer.verdicts(), "T04").outcome().code()).isEqualTo("PASS");
        assertThat(answer.deadline()).isEqualTo(at("2026-11-19 09:30"));
    }

    @Test
    void nothingIsChangedAfterTheDeadline() {
        for (boolean affects : new boolean[] {true, false}) {
            assertThat(only(
                                    issue(affects, "2026-11-19 09:30", "2026-11-19 09:30", null)
                                            .verdicts(),
                                    "T04")
                            .blocks())
                    .isTrue();
        }
    }

    @Test
    void anAddendumCannotTakeTheTwentyDaysBack() {
        AddendumGate.Answer answer = issue(false, "2026-08-04 10:00", "2026-09-01 09:30", "2026-08-21 09:30");
        assertThat(only(answer.verdicts(), "T01").blocks()).isTrue();
        assertThat(answer.deadline()).isEqualTo(at("2026-09-01 09:30"));
    }

    @Test
    void wherevertheDeadlineMovesTheAddendumIsInTimeForIt() {
        long seed = 20_261_123L;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var issued = at("2026-01-05 00:00").plusSeconds(random.nextInt(300 * 86_400));
            var deadline = issued.plusSeconds(1 + random.nextInt(20 * 86_400));
            AddendumFacts facts =
                    new AddendumFacts(true, true, issued, at("2025-12-01 09:00"), deadline, Optional.empty());
            var moved = gate.check(facts).deadline();
            assertThat(moved).as("seed %d case %d", seed, i).isAfterOrEqualTo(deadline);
            assertThat(moved.atZone(LegalPeriod.ZONE).toLocalTime())
                    .isEqualTo(deadline.atZone(LegalPeriod.ZONE).toLocalTime());
            AddendumFacts again =
                    new AddendumFacts(true, true, issued, at("2025-12-01 09:00"), moved, Optional.empty());
            assertThat(gate.check(again).deadline())
                    .as("seed %d case %d", seed, i)
                    .isEqualTo(moved);
        }
    }
}
