package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.only;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Laws;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.RuleTag;
import org.gongping.core.rule.Verdict;
import org.junit.jupiter.api.Test;

class MethodReadingTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static MethodFacts read(String definition) {
        try {
            return MethodReading.read(
                    "标段1",
                    ProcurementKind.GOODS,
                    MAPPER.readTree(definition),
                    true,
                    Optional.of(new BigDecimal("1000000")),
                    Optional.empty());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static final String COMPREHENSIVE = """
            { "family": "F8", "fullMarks": "100",
              "reviewPrice": { "base": "BID_PRICE", "deductions": [ { "kind": "SMALL_MICRO", "rate": "0.1" } ] },
              "benchmark": { "kind": "LOWEST" },
              "score": { "kind": "SUM_OF_PARTS", "price": { "kind": "RATIO" }, "parts": [
                { "kind": "PRICE", "name": "price", "nameZh": "价格", "fullMarks": "100", "weight": "0.3" },
                { "kind": "ITEMS", "name": "tech", "nameZh": "技术", "fullMarks": "100", "weight": "0.7",
                  "items": [ { "id": "a", "nameZh": "%s", "type": "RANGE", "max": "100" } ] } ] },
              "rounding": [ { "stage": "SCORE", "scale": 2, "mode": "HALF_UP" } ] }
            """;

    @Test
    void readsAComprehensiveMethodOfGovernmentProcurement() {
        MethodFacts facts = read(COMPREHENSIVE.formatted("同类项目业绩"));
        assertThat(facts.priceFamily()).isEqualTo("F1");
        assertThat(facts.priceWeight()).contains(new BigDecimal("3E+1"));
        assertThat(facts.fixedPrice()).isFalse();
        assertThat(facts.droppedPrices()).isZero();
        assertThat(facts.deductions())
                .singleElement()
                .satisfies(deduction -> assertThat(deduction.percent()).isEqualByComparingTo("10"));
        List<Verdict> verdicts = new MethodGate(Laws.procurement()).check(facts);
        assertThat(Verdict.anyBlocks(verdicts)).as("%s", verdicts).isFalse();
        assertThat(only(verdicts, "P01").message().zh()).endsWith("标段1：价格分比重 30%");
        assertThat(only(verdicts, "P05").computed()).containsEntry("rounding.SCORE.mode", "HALF_UP");
        assertThat(only(verdicts, "X01").outcome().code()).isEqualTo("PASS");
    }

    @Test
    void findsALocalBonusAndSaysWhere() {
        Verdict verdict = only(
                new MethodGate(Laws.engineering()).check(read(COMPREHENSIVE.formatted("2023年以来本市同类业绩，每项2分"))), "X01");
        assertThat(verdict.warns()).isTrue();
        assertThat(verdict.message().zh()).contains("「2023年以来本市同类业绩」(/score/parts/1/items/0/nameZh)");
        assertThat(only(new MethodGate(Laws.engineering()).check(read(COMPREHENSIVE.formatted("全国同类业绩，本市交付"))), "X01")
                        .warns())
                .as("region and bonus stand in different clauses")
                .isFalse();
    }

    @Test
    void anEstimateMayNotBoundValidityNorBeTheMark() {
        List<Verdict> verdicts = new MethodGate(Laws.engineering()).check(read("""
                        { "family": "F2", "fullMarks": "60",
                          "limits": { "band": { "around": "ESTIMATE" } },
                          "benchmark": { "kind": "COMPOSITE", "anchor": "ESTIMATE",
                            "mean": { "trimming": { "kind": "COUNT", "bands": [ { "dropHigh": 1, "dropLow": 1 } ] } } },
                          "rounding": [ { "stage": "SCORE", "scale": 2 } ] }
                        """));
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.ruleId().equals("V18"))
                .satisfiesExactly(
                        anchor -> {
                            assertThat(anchor.warns()).isTrue();
                            assertThat(anchor.tag()).isEqualTo(RuleTag.TO_VERIFY);
                            assertThat(anchor.message().zh()).endsWith("【待核】");
                        },
                        band -> assertThat(band.blocks()).isTrue());
        assertThat(only(verdicts, "P05").blocks()).as("no rounding mode").isTrue();
    }

    @Test
    void trimmingAndAThinPriceWeightAreRefusedInGovernmentProcurement() {
        MethodFacts facts = read("""
                { "family": "F1", "fullMarks": "29.99", "benchmark": { "kind": "LOWEST",
                    "mean": { "trimming": { "kind": "COUNT", "bands": [ { "dropHigh": 1, "dropLow": 1 } ] } } },
                  "rounding": [ { "stage": "SCORE", "scale": 2, "mode": "HALF_UP" } ] }
                """);
        assertThat(facts.droppedPrices()).isEqualTo(2);
        assertThat(new MethodGate(Laws.procurement()).check(facts))
                .filteredOn(verdict -> verdict.ruleId().equals("P01"))
                .hasSize(2)
                .allMatch(Verdict::blocks);
    }

    @Test
    void aFloorPriceIsFoundWhereverItStands() {
        assertThat(read("{ \"family\": \"F1\", \"limits\": { \"floorPrice\": \"1\" } }")
                        .floorPrices())
                .isEqualTo(1);
    }
}
