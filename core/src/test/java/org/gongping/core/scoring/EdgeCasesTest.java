package org.gongping.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.scoring.Definitions.assertFigure;
import static org.gongping.core.scoring.Definitions.bids;
import static org.gongping.core.scoring.Definitions.score;
import static org.gongping.core.scoring.Definitions.shipped;
import static org.gongping.core.scoring.Definitions.with;

import java.util.Map;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.Row;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.scoring.result.State;
import org.gongping.core.scoring.result.TriggerOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of edge cases, and the boundaries on which a cent decides. */
class EdgeCasesTest {
    private static final String NO_SCORE_ROUNDING = "[{\"stage\":\"SCORE\",\"scale\":2,\"mode\":\"HALF_UP\"}]";

    private static Row row(ScoringResult r, String bid) {
        return r.row(bid).orElseThrow();
    }

    @Test
    void withoutAValidBidThereIsNoBenchmark() {
        ScoringResult r = score(shipped("e-f2-a"), "{\"bids\":[]}");
        assertThat(r.state()).isEqualTo(State.NO_VALID_BID);
        assertThat(r.benchmark()).isNull();
        assertThat(r.rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"e-f2-a,HELD", "g-f1-goods,NO_RESULT"})
    void withTwoBidsEngineeringIsHeldAndProcurementHasNoResult(String method, State state) {
        ScoringResult r = score(shipped(method), bids("A", "100", "B", "110"));
        assertThat(r.state()).isEqualTo(state);
        assertThat(r.rows()).hasSize(state == State.HELD ? 2 : 0);
        assertThat(r.candidates()).isEmpty();
    }

    @Test
    void aPriceEqualToTheCeilingIsValidAndOneCentMoreIsNot() {
        ScoringResult r = score(
                shipped("e-f2-a"),
                with(bids("A", "100.00", "B", "100.01", "C", "99", "D", "98"), Map.of("ceiling", "\"100\"")));
        assertThat(r.rows()).extracting(Row::bid).containsExactly("A", "C", "D");
        Anomaly above = r.anomalies().getFirst();
        assertThat(above.kind()).isEqualTo("ABOVE_CEILING");
        assertThat(above.ruleId()).isEqualTo("P06");
        assertFigure(above.left(), "100.01");
        assertFigure(above.right(), "100");
    }

    @Test
    void aCeilingThatExcludesItselfIsKeptSoToo() {
        ScoringResult r = score(
                with("limits", "{\"ceiling\":{\"inclusive\":false},\"band\":null}"),
                with(bids("A", "100", "B", "99.99"), Map.of("ceiling", "\"100\"")));
        assertThat(r.rows()).extracting(Row::bid).containsExactly("B");
    }

    @Test
    void inProcurementTheBudgetLimitsAsWell() {
        ScoringResult r = score(
                shipped("g-f1-goods"),
                with(
                        bids("A", "90", "B", "91", "C", "89", "D", "88"),
                        Map.of("ceiling", "\"95\"", "budget", "\"90\"")));
        assertThat(r.rows()).extracting(Row::bid).containsExactly("A", "C", "D");
    }

    @Test
    void pricesThatAreNoneAreListedAndNeverDividedBy() {
        ScoringResult r = score(with(), """
                {"bids":[{"bid":"A","price":"100"},{"bid":"B","price":"0"},{"bid":"C","price":"-5"},{"bid":"D"},
                 {"bid":"E","price":"一百"},{"bid":"F","prices":["100","101"]},{"bid":"G","price":"1e2"},
                 {"bid":"H","price":"NaN"},{"bid":"I","price":null}]}""");
        assertThat(r.rows()).extracting(Row::bid).containsExactly("A");
        assertThat(r.anomalies())
                .extracting(Anomaly::kind)
                .containsExactly(
                        "PRICE_NOT_POSITIVE",
                        "PRICE_NOT_POSITIVE",
                        "PRICE_MISSING",
                        "PRICE_NOT_A_NUMBER",
                        "TWO_PRICES",
                        "PRICE_NOT_A_NUMBER",
                        "PRICE_NOT_A_NUMBER",
                        "PRICE_MISSING");
    }

    @Test
    void aBenchmarkThatIsNotPositiveIsAnErrorOfTheDefinition() {
        ScoringResult r = score(with("benchmark", """
                        {"kind":"MEAN","mean":{"statistic":"ARITHMETIC","trimming":{"kind":"NONE"}},"discount":"1"}"""), bids("A", "100", "B", "110"));
        assertThat(r.state()).isEqualTo(State.DEFINITION_ERROR);
        assertThat(r.rows()).isEmpty();
    }

    /** The five readings of "every percent" at 2.0004 %, the deviation that a rounding would bring to 2. */
    @ParameterizedTest
    @CsvSource({
        "CEIL,3,97.00",
        "INTEGER_FLOOR,2,98.00",
        "INTEGER_HALF_UP,2,98.00",
        "LINEAR,2.0004,98.00",
        "LINEAR_AFTER_ROUNDING,2.00,98.00"
    })
    void partialStepIsReadAsDeclared(String reading, String steps, String scored) {
        String rounding = reading.equals("LINEAR_AFTER_ROUNDING")
                ? "[{\"stage\":\"DEVIATION_PERCENT\",\"scale\":2,\"mode\":\"HALF_UP\"},{\"stage\":\"SCORE\",\"scale\":2,\"mode\":\"HALF_UP\"}]"
                : NO_SCORE_ROUNDING;
        ScoringResult r = score(
                with(
                        "benchmark",
                        "{\"kind\":\"ANCHOR\",\"anchor\":\"ESTIMATE\",\"anchorFactor\":\"1\"}",
                        "score",
                        "{\"kind\":\"LINEAR_DEVIATION\",\"partialStep\":\"" + reading
                                + "\",\"stepPercent\":\"1\",\"pointsPerStepHigh\":\"1\",\"pointsPerStepLow\":\"1\","
                                + "\"capHigh\":null,\"capLow\":null}",
                        "rounding",
                        rounding),
                with(bids("A", "1020004"), Map.of("estimate", "\"1000000\"")));
        assertFigure(row(r, "A").steps(), steps);
        assertThat(row(r, "A").score().text()).isEqualTo(scored);
    }

    /** The mean of 100/3 does not end; a price exactly 2 % above it must cost two steps and not three. */
    @Test
    void aBenchmarkThatDoesNotEndCostsNoStep() {
        ScoringResult r = score(with("score", """
                        {"kind":"LINEAR_DEVIATION","partialStep":"CEIL","stepPercent":"1","pointsPerStepHigh":"1",
                         "pointsPerStepLow":"1","capHigh":null,"capLow":null}"""), bids("A", "34", "B", "33", "C", "33"));
        assertFigure(row(r, "A").steps(), "2");
        assertFigure(row(r, "B").steps(), "1");
    }

    @Test
    void onlyTheSideThatIsCappedIsCapped() {
        ScoringResult r = score(
                with(
                        "benchmark", "{\"kind\":\"ANCHOR\",\"anchor\":\"ESTIMATE\",\"anchorFactor\":\"1\"}",
                        "score", """
                        {"kind":"LINEAR_DEVIATION","partialStep":"LINEAR","stepPercent":"1","pointsPerStepHigh":"1",
                         "pointsPerStepLow":"1","capHigh":null,"capLow":"10"}"""),
                with(bids("A", "80", "B", "120"), Map.of("estimate", "\"100\"")));
        assertFigure(row(r, "A").score(), "90");
        assertThat(row(r, "A").clampedBy()).isEqualTo("CAP_LOW");
        assertFigure(row(r, "B").score(), "80");
        assertThat(row(r, "B").clampedBy()).isNull();
    }

    @Test
    void aLowerPriceMayEarnPointsUpToItsCap() {
        String score = """
                {"kind":"LINEAR_DEVIATION","partialStep":"LINEAR","stepPercent":"1","pointsPerStepHigh":"1",
                 "pointsPerStepLow":"-0.5","capHigh":null,"capLow":null}""";
        String document = with(bids("A", "90"), Map.of("estimate", "\"100\""));
        String anchor = "{\"kind\":\"ANCHOR\",\"anchor\":\"ESTIMATE\",\"anchorFactor\":\"1\"}";
        assertFigure(
                row(score(with("benchmark", anchor, "score", score, "cap", "\"NONE\""), document), "A")
                        .score(),
                "105");
        assertFigure(
                row(score(with("benchmark", anchor, "score", score, "cap", "\"102\""), document), "A")
                        .score(),
                "102");
    }

    @Test
    void tiesEndInEqualRanksAndNoDraw() {
        ScoringResult r = score(with(), bids("A", "100", "B", "100", "C", "100"));
        assertThat(r.rows()).allSatisfy(row -> assertThat(row.rank()).isEqualTo(1));
        assertThat(row(r, "A").tiedWith()).containsExactly("B", "C");
    }

    @Test
    void equalTotalsGoToTheLowerPrice() {
        ScoringResult r = score(with(), bids("A", "101", "B", "99"));
        assertThat(row(r, "A").score().value())
                .isEqualByComparingTo(row(r, "B").score().value());
        assertThat(r.ranking()).containsExactly("B", "A");
    }

    private static String count(String tie) {
        return "{\"kind\":\"MEAN\",\"mean\":{\"statistic\":\"ARITHMETIC\",\"trimming\":{\"kind\":\"COUNT\",\"bands\":["
                + "{\"nMin\":1,\"nMax\":4,\"dropHigh\":0,\"dropLow\":0},{\"nMin\":5,\"nMax\":null,\"dropHigh\":1,\"dropLow\":1}],"
                + "\"tieAtExtreme\":\"" + tie
                + "\",\"excludeFromMean\":true,\"excludeFromScoring\":false}},\"discount\":\"0\"}";
    }

    /** 10, 20, 30, 40, 40: the cut at the top runs through two equal prices. */
    @ParameterizedTest
    @CsvSource({"DROP_COUNT,30", "DROP_ALL_EQUAL,25", "KEEP_ALL_EQUAL,32.5"})
    void aCutThroughEqualPricesIsDecidedByTheDefinition(String tie, String mean) {
        ScoringResult r =
                score(with("benchmark", count(tie)), bids("A", "10", "B", "20", "C", "30", "D", "40", "E", "40"));
        assertFigure(r.statistic(), mean);
    }

    @Test
    void dropAllEqualNeverEmptiesTheSet() {
        ScoringResult r = score(
                with("benchmark", count("DROP_ALL_EQUAL")), bids("A", "5", "B", "5", "C", "5", "D", "5", "E", "5"));
        assertFigure(r.statistic(), "5");
        assertThat(r.anomalies()).extracting(Anomaly::kind).contains("TRIMMING_WOULD_LEAVE_NONE");
    }

    /** Exactly 10 % above the neighbour: an inclusive limit drops it, a strict one keeps it. */
    @ParameterizedTest
    @CsvSource({"true,2", "false,3"})
    void aGapLimitSaysWhetherItIncludesItself(boolean inclusive, int kept) {
        ScoringResult r = score(
                with(
                        "benchmark",
                        "{\"kind\":\"MEAN\",\"mean\":{\"statistic\":\"ARITHMETIC\",\"trimming\":{\"kind\":\"GAP\","
                                + "\"gapPercentHigh\":\"10\",\"gapPercentLow\":null,\"denominatorHigh\":\"SECOND_HIGHEST\","
                                + "\"denominatorLow\":\"SECOND_LOWEST\",\"inclusive\":" + inclusive
                                + ",\"repeat\":false,"
                                + "\"outlierScore\":null,\"excludeFromMean\":true,\"excludeFromScoring\":false}},\"discount\":\"0\"}"),
                bids("A", "3.3", "B", "3", "C", "3"));
        assertThat(3 - r.dropped().size()).isEqualTo(kept);
    }

    /** Half of the mean of 10, 20 and 30 is 10: not below it, so nothing fires; one cent less fires. */
    @ParameterizedTest
    @CsvSource({"10,NOT_FIRED", "9.99,FIRED"})
    void theMeanTriggerIsStrict(String price, TriggerOutcome.Outcome outcome) {
        String second = price.equals("10") ? "20" : "20.01";
        ScoringResult r = score(shipped("g-f1-goods"), bids("A", price, "B", second, "C", "30"));
        assertThat(r.triggers())
                .filteredOn(t -> t.trigger().equals("MEAN_RATIO") && "A".equals(t.bid()))
                .singleElement()
                .satisfies(t -> {
                    assertThat(t.outcome()).isEqualTo(outcome);
                    assertFigure(t.right(), "10");
                });
    }

    @Test
    void twoEqualLowestPricesDoNotFireTheNextLowest() {
        ScoringResult r = score(shipped("g-f1-goods"), bids("A", "10", "B", "10", "C", "100"));
        assertThat(r.triggers())
                .filteredOn(t -> t.trigger().equals("NEXT_LOWEST_RATIO"))
                .singleElement()
                .satisfies(t -> assertThat(t.outcome()).isEqualTo(TriggerOutcome.Outcome.NOT_FIRED));
    }

    @Test
    void aSingleBidHasOnlyTheCeilingToBeHeldAgainst() {
        ScoringResult r = score(shipped("g-f1-goods"), with(bids("A", "44.99"), Map.of("ceiling", "\"100\"")));
        Map<String, TriggerOutcome.Outcome> outcomes = Map.of(
                "MEAN_RATIO", TriggerOutcome.Outcome.NOT_APPLICABLE,
                "NEXT_LOWEST_RATIO", TriggerOutcome.Outcome.NOT_APPLICABLE,
                "CEILING_RATIO", TriggerOutcome.Outcome.FIRED);
        assertThat(r.triggers()).allSatisfy(t -> assertThat(t.outcome()).isEqualTo(outcomes.get(t.trigger())));
    }

    /** D = L − (L − S − T) × 15 % = 10000 − 8900 × 0.15 = 8665. */
    @ParameterizedTest
    @CsvSource({"8665,NOT_FIRED", "8664.99,FIRED"})
    void theCostWarningLine(String price, TriggerOutcome.Outcome outcome) {
        ScoringResult r = score(
                shipped("e-f3-composite"),
                with(
                        bids("A", price, "B", "9500", "C", "9600"),
                        Map.of(
                                "ceiling",
                                "\"10000\"",
                                "safetyFee",
                                "\"300\"",
                                "tax",
                                "\"800\"",
                                "drawn",
                                "{\"w\":\"0.3\",\"K\":\"0.02\"}")));
        assertThat(r.triggers())
                .filteredOn(t -> "A".equals(t.bid()))
                .singleElement()
                .satisfies(t -> {
                    assertThat(t.outcome()).isEqualTo(outcome);
                    assertFigure(t.right(), "8665");
                });
    }

    @ParameterizedTest
    @CsvSource({"LINEAR_INCLUSIVE,20", "LINEAR_EXCLUSIVE,15", "NEAREST_RANK,20"})
    void quartilesAreFoundAsDeclared(String method, String quartile) {
        ScoringResult r = score(
                with(
                        "benchmark",
                        "{\"kind\":\"MULTI_STATISTIC\",\"statistics\":[{\"statistic\":\"LOWER_QUARTILE\",\"weight\":\"1\"}],"
                                + "\"quartileMethod\":\"" + method
                                + "\",\"trimming\":{\"kind\":\"NONE\"},\"discount\":\"0\"}"),
                bids("A", "10", "B", "20", "C", "30", "D", "40", "E", "50"));
        assertFigure(r.statistic(), quartile);
    }

    /** √(2 × 8) = 4 exactly; ∛(2 × 3 × 4) = 2.884499140614816764643276621560219…, cut and not rounded. */
    @Test
    void theGeometricMeanIsCutAt34Digits() {
        String benchmark = """
                {"kind":"MEAN","mean":{"statistic":"GEOMETRIC","trimming":{"kind":"NONE"}},"discount":"0"}""";
        assertFigure(
                score(with("benchmark", benchmark), bids("A", "2", "B", "8")).statistic(), "4");
        assertFigure(
                score(with("benchmark", benchmark), bids("A", "2", "B", "3", "C", "4"))
                        .statistic(),
                "2.884499140614816764643276621560219");
    }

    @Test
    void controlDiscountTakesOutTheStrippedAmountsAndAddsThemBack() {
        // (10000 − 600) × (1 − 0.0525) + 600 = 9506.5
        ScoringResult r = score(
                shipped("e-f5-3-simple"),
                with(
                        bids("A", "9506.5", "B", "9600", "C", "9400"),
                        Map.of(
                                "ceiling", "\"10000\"",
                                "stripped", """
                                {"PROVISIONAL_SUM":"100","PROVISIONAL_ESTIMATE":"200","OWNER_SUPPLIED_MATERIAL":"300"}""",
                                "drawn", "{\"kInteger\":\"5\",\"kFirst\":\"2\",\"kSecond\":\"5\"}")));
        assertFigure(r.benchmark(), "9506.50");
        assertFigure(row(r, "A").score(), "100");
    }

    @Test
    void fiveBandsMeetAtTheirEdges() {
        Map<String, String> expected = Map.of(
                "890", "79.00", "900", "80.00", "1000", "100.00", "1050", "80.00", "1100", "65.00", "1110", "63.00");
        expected.forEach((price, scored) -> {
            ScoringResult r = score(
                    shipped(
                            "e-f4-multi-statistic",
                            "benchmark",
                            "{\"kind\":\"ANCHOR\",\"anchor\":\"CEILING_PRICE\",\"anchorFactor\":\"1\"}",
                            "limits",
                            "{\"ceiling\":null,\"band\":null}",
                            "randomParameters",
                            "[]"),
                    with(bids("A", price), Map.of("ceiling", "\"1000\"")));
            assertThat(row(r, "A").score().text()).isEqualTo(scored);
        });
    }
}
