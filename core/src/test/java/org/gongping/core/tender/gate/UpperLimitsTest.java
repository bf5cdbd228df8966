package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.at;
import static org.gongping.core.rule.Laws.only;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Laws;
import org.gongping.core.rule.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must be done within a period: in time to its last second, and only warned of after it. */
class UpperLimitsTest {
    private final Law engineering = Laws.engineering();
    private final Law procurement = Laws.procurement();

    @ParameterizedTest(name = "report received {0}: notice until {1} 24:00")
    @CsvSource({
        "2026-11-16 09:00, 2026-11-19",
        "2026-09-28 09:00, 2026-10-08",
        "2026-11-26 09:00, 2026-11-30",
        "2025-12-29 09:00, 2026-01-04"
    })
    void noticeOfCandidatesStartsWithinThreeDays(String receivedAt, String lastDay) {
        edge(
                "T11",
                lastDay,
                at -> new CandidateNoticeGate(engineering)
                        .check(new CandidateNoticeFacts(
                                true, at(receivedAt), at, at.plusSeconds(30L * 86_400), List.of(1, 2))));
    }

    @ParameterizedTest(name = "award notice {0}: contract until {1} 24:00")
    @CsvSource({"2026-11-02 09:00, 2026-12-02", "2026-09-01 09:00, 2026-10-08", "2026-01-16 09:00, 2026-02-24"})
    void contractIsSignedWithinThirtyDays(String awardedAt, String lastDay) {
        edge("T14", lastDay, at -> new ContractGate(engineering).sign(at(awardedAt), at));
    }

    @ParameterizedTest(name = "decided {0}: written report until {1} 24:00")
    @CsvSource({"2026-11-02 09:00, 2026-11-17", "2026-09-16 09:00, 2026-10-08", "2026-11-06 09:00, 2026-11-23"})
    void writtenReportIsHandedInWithinFifteenDays(String decidedAt, String lastDay) {
        edge("T15", lastDay, at -> new ContractGate(engineering).report(true, at(decidedAt), at));
    }

    @ParameterizedTest(name = "evaluated {0}: report until {1} 24:00")
    @CsvSource({
        "2026-11-05 15:00, 2026-11-09",
        "2026-09-30 15:00, 2026-10-09",
        "2026-02-13 15:00, 2026-02-24",
        "2026-10-09 15:00, 2026-10-12",
        "2025-12-31 15:00, 2026-01-05"
    })
    void reportIsDeliveredWithinTwoWorkingDays(String endedAt, String lastDay) {
        edge(
                "T18",
                lastDay,
                at -> new EvaluationReportGate(procurement).check(new EvaluationReportGate.Facts(at(endedAt), at)));
    }

    @ParameterizedTest(name = "report {0}: decision until {1} 24:00")
    @CsvSource({"2026-11-09 09:00, 2026-11-16", "2026-09-28 09:00, 2026-10-10"})
    void winnerIsDecidedWithinFiveWorkingDays(String receivedAt, String lastDay) {
        edge(
                "T18",
                lastDay,
                at -> new AwardGate(procurement)
                        .decide(new AwardFacts(
                                true,
                                at,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(at(receivedAt)),
                                Optional.empty())));
    }

    @ParameterizedTest(name = "decided {0}: announcement until {1} 24:00")
    @CsvSource({"2026-11-09 09:00, 2026-11-11", "2026-09-18 09:00, 2026-09-21"})
    void resultIsAnnouncedWithinTwoWorkingDays(String decidedAt, String lastDay) {
        edge(
                "T18",
                lastDay,
                at -> new AwardGate(procurement)
                        .announce(new AwardFacts(
                                true,
                                at,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(at(decidedAt)))));
    }

    private static void edge(String ruleId, String lastDay, Function<Instant, List<Verdict>> gate) {
        Instant over = at(lastDay + " 23:59:59").plusSeconds(1);
        assertThat(only(gate.apply(over.minusSeconds(1)), ruleId).outcome().code())
                .isEqualTo("PASS");
        Verdict late = only(gate.apply(over), ruleId);
        assertThat(late.outcome().code()).isEqualTo("WARNING");
        assertThat(late.computed()).containsEntry("latestAt", over.toString());
        assertThat(late.whatToDo().zh()).isNotEmpty();
        assertThat(late.article().zh()).contains("（规则 " + ruleId + "）");
    }
}
