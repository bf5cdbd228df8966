package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.ShippedLaw;
import org.gongping.core.rule.WorkDays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** V10: candidates are listed from the first on, none left out; equal bids share a rank and the committee orders them. */
class CandidateOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
    private final Law law = new Law(
            ShippedLaw.ruleSet("cn-e-2025.1"),
            new WorkDays(ShippedLaw.calendars()),
            "HOUSING_MUNICIPAL",
            java.time.LocalDate.of(2026, 11, 1));

    @ParameterizedTest
    @CsvSource({
        "1, PASS",
        "1 2 3, PASS",
        "1 1 3, PASS",
        "1 2 2, PASS",
        "1 1 1, PASS",
        "2 3, BLOCKED",
        "1 3, BLOCKED",
        "1 3 2, BLOCKED",
        "1 2 3 4, BLOCKED"
    })
    void listsCandidatesInTheOrderOfTheirRank(String ranks, String outcome) {
        List<Integer> order =
                Arrays.stream(ranks.split(" ")).map(Integer::valueOf).toList();
        var verdicts = new CandidateNoticeGate(law)
                .check(new CandidateNoticeFacts(true, NOW, NOW, NOW.plusSeconds(864_000), order));
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.ruleId().equals("V10"))
                .singleElement()
                .extracting(verdict -> verdict.outcome().code())
                .isEqualTo(outcome);
    }
}
