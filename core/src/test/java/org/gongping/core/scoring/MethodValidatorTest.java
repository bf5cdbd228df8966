package org.gongping.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.scoring.Definitions.json;
import static org.gongping.core.scoring.Definitions.shipped;
import static org.gongping.core.scoring.Definitions.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.Finding.Severity;
import org.gongping.core.scoring.method.LegalLimits;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the validator refuses, warns of, and lets pass; each finding with its rule and its article. */
class MethodValidatorTest {
    private static List<Finding> findings(JsonNode definition) {
        return findings(definition, LegalLimits.shipped());
    }

    private static List<Finding> findings(JsonNode definition, LegalLimits limits) {
        return switch (MethodReader.read(definition)) {
            case Reading.Refused<MethodDefinition>(List<Finding> refused) -> refused;
            case Reading.Accepted<MethodDefinition>(MethodDefinition method) ->
                new MethodValidator(limits).validate(method);
        };
    }

    private static void assertFinding(JsonNode definition, Severity severity, String pointer, String ruleId) {
        assertThat(findings(definition)).anySatisfy(f -> {
            assertThat(f.severity()).isEqualTo(severity);
            assertThat(f.pointer()).isEqualTo(pointer);
            assertThat(f.ruleId()).isEqualTo(ruleId);
            assertThat(f.messageZh()).isNotEmpty();
            assertThat(f.messageEn()).isNotEmpty();
            assertThat(f.citation().isEmpty()).isEqualTo(ruleId.isEmpty());
        });
    }

    static List<MethodDefinition> library() {
        return MethodLibrary.all();
    }

    @ParameterizedTest
    @MethodSource("library")
    void everyShippedDefinitionMayBePublished(MethodDefinition method) {
        assertThat(new MethodValidator(LegalLimits.shipped()).validate(method)).isEmpty();
        assertThat(MethodValidator.sample(method))
                .hasSize(7)
                .allSatisfy(r -> assertThat(DerivationReplay.firstDifference(method.json(), r.toJson()))
                        .isEmpty());
    }

    @Test
    void theLibraryHoldsEveryFamily() {
        assertThat(MethodLibrary.all())
                .extracting(m -> m.family().substring(0, 2))
                .contains("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9");
        assertThat(MethodLibrary.all())
                .extracting(MethodDefinition::family)
                .contains("F5.1", "F5.2", "F5.3", "F5.4", "F5.5", "F5.6", "F5.7", "F5.8")
                .doesNotContain("F5.9");
    }

    /** Sets one member at a pointer's place, written as JSON; an empty value takes the member away. */
    private static ObjectNode set(ObjectNode definition, String pointer, String value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = definition.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (value.isEmpty()) {
            ((ObjectNode) parent).remove(name);
        } else if (parent.isArray()) {
            ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(name), json(value));
        } else {
            ((ObjectNode) parent).set(name, json(value));
        }
        return definition;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // what must be there                                                          | severity | where | rule
                "e-f2-a|/recompute_on_rejection|''|ERROR|/recompute_on_rejection|V03",
                "e-f2-a|/minimumValid|''|ERROR|/minimumValid|V09",
                "e-f2-a|/ties|''|ERROR|/ties|V03",
                "e-f2-a|/rounding|[]|ERROR|/rounding|P05",
                "e-f2-d|/rounding/0|{\"stage\":\"BENCHMARK\",\"scale\":2,\"mode\":\"HALF_UP\"}|ERROR|/rounding|P05",
                "e-f2-a|/rounding/0|{\"stage\":\"DEVIATION_PERCENT\",\"scale\":2,\"mode\":\"HALF_UP\"}|ERROR|/rounding|P05",
                // trimming
                "e-f2-a|/benchmark/mean/trimming/bands/1/nMin|6|ERROR|/benchmark/mean/trimming/bands/1/nMin|P03",
                "e-f2-a|/benchmark/mean/trimming/bands/1/nMin|4|ERROR|/benchmark/mean/trimming/bands/1/nMin|P03",
                "e-f2-a|/benchmark/mean/trimming/bands/1/nMax|9|ERROR|/benchmark/mean/trimming/bands|P03",
                "e-f2-a|/benchmark/mean/trimming/bands/1/dropHigh|4|ERROR|/benchmark/mean/trimming/bands/1|P03",
                "e-f2-ratio-trimming|/benchmark/mean/trimming/fractionHigh|\"0.9\"|ERROR|/benchmark/mean/trimming|P03",
                "e-f2-a|/benchmark/mean/trimming/excludeFromScoring|true|ERROR|/benchmark/mean/trimming/excludeFromScoring|V04",
                // weights
                "g-f1-goods|/fullMarks|\"29\"|ERROR|/fullMarks|P01",
                "g-f1-services|/fullMarks|\"9.99\"|ERROR|/fullMarks|P01",
                "g-f8-comprehensive-goods|/score/parts/2/fullMarks|\"29\"|ERROR|/score/parts|V03",
                "e-f8-comprehensive|/score/parts/0/items/0/max|\"14\"|ERROR|/score/parts/0/items|V03",
                "g-f1-goods|/benchmark|{\"kind\":\"SECOND_LOWEST\"}|ERROR|/score|P01",
                "g-f1-goods|/ties|[\"LOWER_BID_PRICE\",\"COMMITTEE\"]|ERROR|/ties|P01",
                "g-f1-goods|/minimumValid|{\"n\":3,\"below\":\"COMMITTEE_JUDGES\"}|ERROR|/minimumValid|V20",
                "g-f1-goods|/minimumValid|{\"n\":2,\"below\":\"NO_RESULT\"}|ERROR|/minimumValid|V20",
                // P02, V08, V10
                "g-f1-goods|/reviewPrice/deductions/0/rate|\"0.099\"|ERROR|/reviewPrice/deductions/0/rate|P02",
                "g-f1-goods|/reviewPrice/deductions/0/rate|\"0.201\"|ERROR|/reviewPrice/deductions/0/rate|P02",
                "g-f1-goods|/abnormallyLow/0/params/ratio|\"0.49\"|ERROR|/abnormallyLow/0/params/ratio|V08",
                "g-f1-goods|/abnormallyLow/0/params/ratio|\"0.651\"|ERROR|/abnormallyLow/0/params/ratio|V08",
                "g-f1-goods|/abnormallyLow/2/params/ratio|\"0.449\"|ERROR|/abnormallyLow/2/params/ratio|V08",
                "g-f1-goods|/abnormallyLow/0/inclusive|true|ERROR|/abnormallyLow/0/inclusive|V08",
                "g-f1-goods|/abnormallyLow|[]|ERROR|/abnormallyLow|V08",
                "g-f1-goods|/abnormallyLow/0/explainWithin|\"PT29M\"|WARNING|/abnormallyLow/0/explainWithin|V08",
                "e-f2-a|/ranking/candidates|4|ERROR|/ranking/candidates|V10",
                // pools
                "e-f2-highway|/randomParameters/0/pool/values|[]|ERROR|/randomParameters/0/pool/values|P04",
                "e-f2-highway|/randomParameters/0/pool/values|[\"0.05\",\"0.050\"]|ERROR|/randomParameters/0/pool/values|P04",
                "e-f3-composite|/randomParameters/1/pool/step|\"0.004\"|ERROR|/randomParameters/1/pool|P04",
                "e-f3-composite|/randomParameters/0/pool/values|[\"1.1\"]|ERROR|/benchmark/anchorWeight|P04",
                "e-f3-composite|/randomParameters/1/pool|{\"values\":[\"1\"]}|ERROR|/benchmark/discount|P04",
                "e-f2-highway|/randomParameters/0/name|\"winner\"|ERROR|/benchmark/discount/ref|''",
                "e-f2-highway|/benchmark/discount|\"0\"|WARNING|/randomParameters/0|X02",
                // floor price, estimate, local bonus
                "e-f2-a|/limits/band|{\"around\":\"ESTIMATE\",\"lowPercent\":null,\"highPercent\":\"5\",\"inclusiveLow\":true,\"inclusiveHigh\":true}|ERROR|/limits/band|V18",
                "e-f2-a|/limits/band|{\"around\":\"CEILING_PRICE\",\"lowPercent\":\"10\",\"highPercent\":null,\"inclusiveLow\":true,\"inclusiveHigh\":true}|ERROR|/limits/band/lowPercent|V18",
                "e-f3-control-anchor|/benchmark/anchor|\"ESTIMATE\"|WARNING|/benchmark/anchor|V18",
                "e-f8-comprehensive|/score/parts/0/items/0/nameZh|\"本地业绩\"|WARNING|/score/parts/0/items/0/nameZh|X01",
                // a lower price that earns points
                "e-f2-a|/score/pointsPerStepLow|\"-0.5\"|ERROR|/cap|P03",
                "e-f2-a|/family|\"F8\"|ERROR|/family|V03",
            })
    void answers(String id, String at, String value, Severity severity, String pointer, String ruleId) {
        assertFinding(set(shipped(id), at, value), severity, pointer, ruleId);
    }

    @Test
    void nearestToTheEstimateIsRefusedInBothRegimes() {
        ObjectNode node = shipped("e-f3-control-anchor", "ranking", "{\"by\":\"NEAREST_TO_BENCHMARK\"}");
        assertFinding(set(node, "/benchmark/anchor", "\"ESTIMATE\""), Severity.ERROR, "/ranking/by", "V18");
    }

    @Test
    void bandsThatDoNotMeetAreWarnedOf() {
        assertFinding(
                set(shipped("e-f4-multi-statistic"), "/score/bands/2/base", "\"99\""),
                Severity.WARNING,
                "/score/bands/2",
                "P03");
    }

    @Test
    void bandsWithAGapAreNotRead() {
        assertFinding(
                set(shipped("e-f4-multi-statistic"), "/score/bands/2/lowerInclusive", "true"),
                Severity.ERROR,
                "/score/bands",
                "");
    }

    /** Law is data: one unit more in the limits alone turns the same definition down. */
    @ParameterizedTest
    @CsvSource({
        "/priceWeight/GOODS/least,31",
        "/deductions/SMALL_MICRO/least,0.11",
        "/triggerRatios/MEAN_RATIO/least,0.51",
        "/triggerRatios/NEXT_LOWEST_RATIO/least,0.51",
        "/triggerRatios/CEILING_RATIO/least,0.46"
    })
    void theLimitsDecide(String pointer, String value) throws IOException {
        ObjectNode limits;
        try (var in = MethodValidatorTest.class.getResourceAsStream("/scoring/legal-limits.json")) {
            limits = (ObjectNode) CanonicalJson.parse(in.readAllBytes());
        }
        assertThat(findings(shipped("g-f1-goods"), LegalLimits.of(limits))).isEmpty();
        set(limits, pointer, "\"" + value + "\"");
        assertThat(findings(shipped("g-f1-goods"), LegalLimits.of(limits))).anyMatch(Finding::isError);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unknown", "/score/unknown", "/benchmark/mean/unknown", "/limits/ceiling/unknown"})
    void noUnknownFieldIsRead(String pointer) {
        assertFinding(set(shipped("e-f2-a"), pointer, "\"x\""), Severity.ERROR, pointer, "");
    }

    @ParameterizedTest
    @CsvSource({
        "e-f2-a,/score/partialStep", "e-f2-a,/benchmark/mean/trimming/excludeFromMean",
        "e-f2-a,/benchmark/mean/trimming/excludeFromScoring", "e-f2-a,/limits/ceiling/inclusive",
        "e-f2-gap-trimming,/benchmark/mean/trimming/inclusive", "e-f4-multi-statistic,/benchmark/quartileMethod"
    })
    void whatHasNoDefaultMustBeThere(String id, String pointer) {
        assertFinding(set(shipped(id), pointer, ""), Severity.ERROR, pointer, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60",
                "\"6e1\"",
                "\"060\"",
                "\"60.\"",
                "\"60\\n\"",
                "\" 60\"",
                "\"+60\"",
                "\"-1\"",
                "\"１\"",
                "null"
            })
    void amountsAreDecimalStringsAndNothingElse(String value) {
        assertFinding(set(shipped("e-f2-a"), "/fullMarks", value), Severity.ERROR, "/fullMarks", "");
    }

    @Test
    void theDigestIsThatOfTheCanonicalBytesWithoutIt() {
        MethodDefinition method = Definitions.method(with());
        ObjectNode signed = with("digest", "{\"algorithm\":\"SHA-256\",\"value\":\"" + method.digest() + "\"}");
        assertThat(Definitions.method(signed).digest()).isEqualTo(method.digest());
        ObjectNode altered = Definitions.change(signed, "fullMarks", "\"99\"");
        assertFinding(altered, Severity.ERROR, "/digest/value", "V03");
    }

    @Test
    void duplicateMembersAreRefused() {
        byte[] twice = "{\"schema\":\"gongping.method/1\",\"schema\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(MethodReader.read(twice)).isInstanceOf(Reading.Refused.class);
    }
}
