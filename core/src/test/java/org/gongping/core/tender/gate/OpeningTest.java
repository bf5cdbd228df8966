package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.at;
import static org.gongping.core.rule.Laws.only;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Laws;
import org.gongping.core.rule.Verdict;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private static final Instant DEADLINE = at("2026-11-19 09:30");
    private final List<Law> bothRegimes = List.of(Laws.engineering(), Laws.procurement());

    @Test
    void refusesToOpenWithFewerThanThreeBids() {
        for (Law law : bothRegimes) {
            Verdict two = only(
                    new OpeningGate(law).check(new OpeningFacts(DEADLINE, DEADLINE, DEADLINE, OptionalInt.of(2))),
                    "T09");
            assertThat(two.blocks()).isTrue();
            assertThat(two.earliest()).as("no time helps").isEmpty();
            assertThat(two.whatToDo().zh()).contains("重新招标");
            assertThat(two.message().zh()).isEqualTo("投标人少于3个的，不得开标。收到投标 2 家");
        }
    }

    @Test
    void aPriceEqualToTheCeilingIsValidAndACentAboveIsNot() {
        for (Law law : bothRegimes) {
            BidEntryGate gate = new BidEntryGate(law);
            Map<String, BigDecimal> limits = Map.of("CEILING_PRICE", new BigDecimal("18980000.00"));
            assertThat(only(gate.check(new BidEntryFacts(new BigDecimal("18980000"), limits)), "P06")
                            .outcome()
                            .code())
                    .isEqualTo("PASS");
            assertThat(only(gate.check(new BidEntryFacts(new BigDecimal("18980000.01"), limits)), "P06")
                            .blocks())
                    .isTrue();
            assertThat(only(gate.check(new BidEntryFacts(new BigDecimal("1"), Map.of())), "P06")
                            .outcome()
                            .code())
                    .isEqualTo("NOT_APPLICABLE");
        }
    }

    @Test
    void theBudgetBindsInGovernmentProcurementAlone() {
        BidEntryFacts facts = new BidEntryFacts(new BigDecimal("101"), Map.of("BUDGET", new BigDecimal("100")));
        assertThat(only(new BidEntryGate(Laws.procurement()).check(facts), "P06")
                        .blocks())
                .isTrue();
        assertThat(only(new BidEntryGate(Laws.engineering()).check(facts), "P06")
                        .blocks())
                .isFalse();
    }

    @Test
    void theOpeningDoesNotEndWithABidUnreadOrAnObjectionOpen() {
        for (Law law : bothRegimes) {
            OpeningEndGate gate = new OpeningEndGate(law);
            assertThat(Verdict.anyBlocks(gate.check(new OpeningEndFacts(3, 3, 0, 0, 0, true))))
                    .isFalse();
            assertThat(only(gate.check(new OpeningEndFacts(3, 2, 0, 0, 0, true)), "O07")
                            .blocks())
                    .isTrue();
            assertThat(only(gate.check(new OpeningEndFacts(3, 4, 0, 0, 0, true)), "O07")
                            .blocks())
                    .as("one more read than received is as wrong as one less")
                    .isTrue();
            assertThat(only(gate.check(new OpeningEndFacts(3, 3, 0, 0, 1, true)), "O05")
                            .blocks())
                    .isTrue();
        }
    }

    @Test
    void aBidThatDidNotPassTheFirstStageIsNotReadAndNotLeftOut() {
        for (Law law : bothRegimes) {
            List<Verdict> verdicts = new OpeningEndGate(law).check(new OpeningEndFacts(4, 3, 0, 1, 0, true));
            assertThat(Verdict.anyBlocks(verdicts)).isFalse();
            assertThat(only(verdicts, "O07").message().zh()).contains("第一阶段未通过 1 家");
        }
    }

    @Test
    void fewerThanThreeDecryptedIsAWarningAndNoFailedTender() {
        for (Law law : bothRegimes) {
            Verdict verdict = only(new OpeningEndGate(law).check(new OpeningEndFacts(3, 2, 1, 0, 0, true)), "O03");
            assertThat(verdict.warns()).isTrue();
            assertThat(verdict.message().zh()).contains("【待核】");
        }
    }

    @Test
    void recordsRefuseNothing() {
        for (Law law : bothRegimes) {
            assertThat(only(new OpeningEndGate(law).check(new OpeningEndFacts(3, 3, 0, 0, 0, false)), "O06")
                            .outcome()
                            .code())
                    .isEqualTo("PASS");
            Verdict missing = only(new PriceScoreGate(law).check(Set.of("INPUTS", "PARAMETERS")), "P07");
            assertThat(missing.outcome().code()).isEqualTo("PASS");
            assertThat(missing.message().zh()).contains("缺少 DIGEST、DERIVATION");
        }
    }

    @Test
    void aDisabledRuleDoesNotApply() {
        ObjectNode document = (ObjectNode) Laws.ENGINEERING_RULES.document();
        document.path("rules").forEach(rule -> {
            if (rule.path("ruleId").textValue().equals("T09")) {
                ((ObjectNode) rule).put("enabled", false);
            }
        });
        assertThat(only(
                                new OpeningGate(Laws.of(document))
                                        .check(new OpeningFacts(DEADLINE, DEADLINE, DEADLINE, OptionalInt.of(0))),
                                "T09")
                        .outcome()
                        .code())
                .isEqualTo("NOT_APPLICABLE");
    }

    @Test
    void whatOnlyWarnsInTheDataOnlyWarns() {
        ObjectNode document = (ObjectNode) Laws.ENGINEERING_RULES.document();
        document.path("rules").forEach(rule -> {
            if (rule.path("ruleId").textValue().equals("T09")) {
                ((ObjectNode) rule).putArray("kind").add("WARN");
            }
        });
        assertThat(only(
                                new OpeningGate(Laws.of(document))
                                        .check(new OpeningFacts(DEADLINE, DEADLINE, DEADLINE, OptionalInt.of(2))),
                                "T09")
                        .warns())
                .isTrue();
    }

    @Test
    void smallFirmsGetTheDeductionTheyAreEntitledTo() {
        SmallFirmGate gate = new SmallFirmGate(Laws.procurement());
        assertThat(only(gate.check(true, Optional.empty()), "P02").computed())
                .containsEntry("deduction", "SMALL_MICRO");
        assertThat(only(gate.check(false, Optional.of(new BigDecimal("30"))), "P02")
                        .computed())
                .containsEntry("deduction", "CONSORTIUM");
        assertThat(only(gate.check(false, Optional.of(new BigDecimal("29.99"))), "P02")
                        .computed())
                .containsEntry("deduction", "NONE");
        assertThat(new SmallFirmGate(Laws.engineering()).check(true, Optional.empty()))
                .isEmpty();
    }
}
