package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Laws;
import org.gongping.core.rule.Verdict;
import org.junit.jupiter.api.Test;

/** Sums that a person states are held to what the platform knows: the base of a deposit, and what is paid beside it. */
class DepositSumGatesTest {
    private static final Instant STARTED = Instant.parse("2026-11-05T02:00:00Z");

    private static Verdict asks(Law law, String rule, String bound) {
        return new DepositTermsGate(law)
                        .check(new DepositTermsFacts(
                                "",
                                Optional.of(new BigDecimal("1000000.00")),
                                Optional.ofNullable(bound).map(BigDecimal::new),
                                Optional.of(BigDecimal.TWO),
                                Optional.empty(),
                                Set.of("BANK_GUARANTEE")))
                        .stream()
                        .filter(verdict -> verdict.ruleId().equals(rule))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<Verdict> pays(Law law, RefundCause cause, long days, String interest, String fee) {
        return new RefundGate(law)
                .sums(
                        new RefundFacts(
                                cause,
                                STARTED,
                                STARTED.plusSeconds(days * 86_400),
                                List.of(new RefundFacts.Part(
                                        new BigDecimal("100000.00"), LocalDate.parse("2026-07-29"))),
                                false),
                        new BigDecimal(interest),
                        new BigDecimal(fee));
    }

    @Test
    void aCeilingIsComputedOnABaseThatTheProjectBearsOut() {
        for (String rule : List.of("D01", "D02")) {
            Law law = rule.equals("D01") ? Laws.engineering() : Laws.procurement();
            assertThat(asks(law, rule, "1000000.00").outcome().code()).isEqualTo("PASS");
            assertThat(asks(law, rule, "999999.99").blocks()).isTrue();
            assertThat(asks(law, rule, null).warns())
                    .as("nothing to hold it to: a reason is asked for")
                    .isTrue();
        }
    }

    @Test
    void moreThanIsOwedNeedsAReasonAsLessDoes() {
        // 29 July to 6 November: 100 days; 100,000 × 0.35 % × 100 ÷ 360 = 97.22.
        Law engineering = Laws.engineering();
        assertThat(pays(engineering, RefundCause.CONTRACT_LOST, 1, "97.22", "0.00"))
                .noneMatch(Verdict::warns);
        for (String[] paid : List.of(
                new String[] {"97.21", "0.00"}, new String[] {"97.23", "0.00"}, new String[] {"97.22", "0.01"})) {
            assertThat(pays(engineering, RefundCause.CONTRACT_LOST, 1, paid[0], paid[1]))
                    .anyMatch(verdict -> verdict.warns() && verdict.ruleId().equals("D06"));
        }
        Law procurement = Laws.procurement();
        assertThat(pays(procurement, RefundCause.AWARD_NOTICE, 37, "0.00", "435.00"))
                .noneMatch(Verdict::warns);
        assertThat(pays(procurement, RefundCause.AWARD_NOTICE, 37, "0.00", "435.01"))
                .anyMatch(verdict -> verdict.warns() && verdict.ruleId().equals("D13"));
        assertThat(pays(procurement, RefundCause.AWARD_NOTICE, 37, "0.01", "435.00"))
                .anyMatch(verdict -> verdict.warns() && verdict.ruleId().equals("D13"));
        assertThat(pays(procurement, RefundCause.AWARD_NOTICE, 1, "0.00", "0.01"))
                .as("in time no fee is owed, so none can be paid")
                .anyMatch(Verdict::blocks);
    }
}
