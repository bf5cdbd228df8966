package org.gongping.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.scoring.Definitions.assertFigure;
import static org.gongping.core.scoring.Definitions.bids;
import static org.gongping.core.scoring.Definitions.score;
import static org.gongping.core.scoring.Definitions.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.Row;
import org.gongping.core.scoring.result.ScoringResult;
import org.junit.jupiter.api.Test;

/**
 * The 16 published problems of {@code scoring/cases.json}. Expected figures are those of the publication, typed in here
 * and never taken from the engine; the last test only sees that the file still holds the cases that were typed.
 */
class PublishedProblemsTest {
    private static final String CEIL_METHOD_SCORE = """
            {"kind":"LINEAR_DEVIATION","partialStep":"CEIL","stepPercent":"1","pointsPerStepHigh":"3",
             "pointsPerStepLow":"2","capHigh":null,"capLow":null}""";
    private static final String FIVE_PERCENT_OVER = """
            {"ceiling":null,"band":{"around":"ESTIMATE","lowPercent":null,"highPercent":"5","inclusiveLow":false,
             "inclusiveHigh":false}}""";
    private static final String LOWEST_EVALUATED = "{\"by\":\"EVALUATED_PRICE\"}";
    private static final String NO_BENCHMARK = "{\"kind\":\"NONE\"}";
    private static final String ANCHORED_GAP = """
            {"kind":"COMPOSITE","mean":{"statistic":"ARITHMETIC","trimming":{"kind":"GAP","gapPercentHigh":"15",
             "gapPercentLow":"15","denominatorHigh":"SECOND_HIGHEST","denominatorLow":"SECOND_LOWEST","inclusive":false,
             "repeat":false,"outlierScore":"15","excludeFromMean":true,"excludeFromScoring":false}},
             "anchor":"ESTIMATE","anchorWeight":"0.5","discount":"0"}""";

    private static ScoringResult meanCeil() {
        return score(
                with("fullMarks", "\"70\"", "limits", FIVE_PERCENT_OVER, "score", CEIL_METHOD_SCORE, "rounding", """
                        [{"stage":"DISPLAY_DEVIATION","scale":2,"mode":"HALF_UP"},
                         {"stage":"SCORE","scale":2,"mode":"HALF_UP"}]"""),
                with(
                        bids("A", "3554.20", "B", "3832.51", "C", "3412.00", "D", "3395.40", "E", "3486.40"),
                        Map.of("estimate", "\"3650\"", "unit", "\"TEN_THOUSAND_YUAN\"")));
    }

    private static Row row(ScoringResult result, String bid) {
        return result.row(bid).orElseThrow();
    }

    @Test
    void meanCeil01() {
        ScoringResult r = meanCeil();
        assertFigure(r.benchmark(), "3462.00");
        assertFigure(row(r, "A").deviation(), "2.66");
        assertFigure(row(r, "C").deviation(), "-1.44");
        assertFigure(row(r, "E").deviation(), "0.70");
        assertThat(row(r, "A").score().text()).isEqualTo("61.00");
        assertThat(row(r, "C").score().text()).isEqualTo("66.00");
    }

    @Test
    void xMeanCeil01ETakesTheCoefficientOfItsOwnSide() {
        assertThat(row(meanCeil(), "E").score().text()).isEqualTo("67.00").isNotEqualTo("68.00");
    }

    @Test
    void validLimit02DecidesByOneCent() {
        ScoringResult r = meanCeil();
        assertThat(r.rows()).extracting(Row::bid).containsExactly("A", "C", "D", "E");
        Anomaly outside = r.anomalies().stream()
                .filter(a -> a.kind().equals("OUTSIDE_BAND"))
                .findFirst()
                .orElseThrow();
        assertThat(outside.bid()).isEqualTo("B");
        assertFigure(outside.right(), "3832.50");
    }

    @Test
    void trimHwy03() {
        ScoringResult r = score(
                Definitions.shipped("e-f2-highway"),
                with(
                        bids("A", "200", "B", "230", "C", "230", "D", "240", "E", "250", "F", "250", "G", "300"),
                        Map.of("drawn", "{\"reduction\":\"0.05\"}")));
        assertFigure(r.statistic(), "240");
        assertFigure(r.benchmark(), "228");
        Map<String, String> scores =
                Map.of("A", "47.72", "B", "58.25", "C", "58.25", "E", "40.70", "F", "40.70", "G", "0.00");
        scores.forEach((bid, score) -> assertThat(row(r, bid).score().text()).isEqualTo(score));
        assertFigure(row(r, "G").scoreRaw(), "-3.1578947368421052631578947368421");
        assertThat(row(r, "G").clampedBy()).isEqualTo("FLOOR");
        assertThat(r.dropped()).extracting("bid").containsExactly("G", "A");
    }

    @Test
    void compTwoStage05() {
        ScoringResult r = score(Definitions.shipped("o-f3-two-stage-estimate", "benchmark", ANCHORED_GAP), """
                {"unit":"TEN_THOUSAND_YUAN","estimate":"13790","bids":[
                 {"bid":"A","price":"13656","parts":{"TECHNICAL":"31"}},
                 {"bid":"B","price":"11108","parts":{"TECHNICAL":"29"}},
                 {"bid":"C","price":"10000","parts":{"TECHNICAL":"27.2"}},
                 {"bid":"D","price":"13098","parts":{"TECHNICAL":"28"}},
                 {"bid":"E","price":"13241","parts":{"TECHNICAL":"30"}},
                 {"bid":"F","price":"14125","parts":{"TECHNICAL":"33"}}]}""");
        assertFigure(r.benchmark(), "13660");
        assertFigure(r.statistic(), "13530");
        assertThat(r.dropped()).extracting("bid").containsExactly("B");
        assertThat(row(r, "B").score().text()).isEqualTo("15.00");
        assertThat(r.row("C")).isEmpty();
        assertThat(r.anomalies()).extracting(Anomaly::kind).contains("ENVELOPE_CLOSED");
        assertFigureAt2(gap("13098", "11108", "13098"), "15.19");
        assertFigureAt2(gap("14125", "13656", "13656"), "3.43");
    }

    private static BigDecimal gap(String greater, String lesser, String denominator) {
        return new BigDecimal(greater)
                .subtract(new BigDecimal(lesser))
                .multiply(new BigDecimal(100))
                .divide(new BigDecimal(denominator), 2, RoundingMode.HALF_UP);
    }

    private static void assertFigureAt2(BigDecimal figure, String expected) {
        assertThat(figure).isEqualByComparingTo(expected);
    }

    @Test
    void est212506RoundsTheDeviationFirst() {
        ScoringResult r = score(
                with(
                        "fullMarks", "\"100\"",
                        "benchmark", "{\"kind\":\"ANCHOR\",\"anchor\":\"ESTIMATE\",\"anchorFactor\":\"1\"}",
                        "score", """
                        {"kind":"SUM_OF_PARTS","parts":[
                          {"name":"TECHNICAL","kind":"GIVEN","fullMarks":"100","weight":"0.4"},
                          {"name":"PRICE","kind":"PRICE","fullMarks":"100","weight":"0.6"}],
                         "price":{"kind":"LINEAR_DEVIATION","partialStep":"LINEAR_AFTER_ROUNDING","stepPercent":"1",
                          "pointsPerStepHigh":"2","pointsPerStepLow":"1","capHigh":null,"capLow":"10"}}""",
                        "rounding", """
                        [{"stage":"DEVIATION_PERCENT","scale":2,"mode":"HALF_UP"},
                         {"stage":"SCORE","scale":2,"mode":"HALF_UP"},{"stage":"TOTAL","scale":2,"mode":"HALF_UP"}]"""),
                """
                {"unit":"TEN_THOUSAND_YUAN","estimate":"2125","bids":[
                 {"bid":"甲","price":"2120","parts":{"TECHNICAL":"98.70"}},
                 {"bid":"乙","price":"2130","parts":{"TECHNICAL":"98.85"}},
                 {"bid":"丙","price":"2130","parts":{"TECHNICAL":"98.80"}}]}""");
        assertThat(row(r, "甲").score().text()).isEqualTo("99.76");
        assertThat(row(r, "乙").score().text()).isEqualTo("99.52");
        assertThat(row(r, "丙").score().text()).isEqualTo("99.52");
        assertThat(row(r, "甲").total().text()).isEqualTo("99.34");
        assertThat(row(r, "乙").total().text()).isEqualTo("99.25");
        assertThat(row(r, "丙").total().text()).isEqualTo("99.23");
    }

    private static ObjectNode evaluated(String... members) {
        ObjectNode node = with(
                "family",
                "\"F7\"",
                "benchmark",
                NO_BENCHMARK,
                "score",
                NO_BENCHMARK,
                "ranking",
                LOWEST_EVALUATED,
                "rounding",
                "[]");
        return Definitions.change(node, members);
    }

    @Test
    void erlpTime09() {
        ScoringResult r = score(evaluated("adjustments", """
                        [{"name":"months","kind":"PER_UNIT","credit":"40","penalty":null,"reference":"18"}]"""), """
                {"unit":"TEN_THOUSAND_YUAN","bids":[
                 {"bid":"A","priceParts":["400","1000","1020"],"adjustments":[{"name":"months","quantity":"18"}]},
                 {"bid":"B","priceParts":["420","1080","960"],"adjustments":[{"name":"months","quantity":"16"}]},
                 {"bid":"C","priceParts":["420","1100","1000"],"adjustments":[{"name":"months","quantity":"15"}]}]}""");
        assertFigure(row(r, "A").reviewPrice(), "2420");
        assertFigure(row(r, "B").reviewPrice(), "2380");
        assertFigure(row(r, "C").reviewPrice(), "2400");
        assertThat(r.ranking()).startsWith("B");
    }

    @Test
    void erlpPv10UsesThePrintedFactors() {
        ScoringResult r = score(
                evaluated(
                        "timeValue", """
                        {"ratePerPeriod":"0.01","period":"MONTH","factorTable":{"3":"0.970","4":"0.960","11":"0.896",
                         "12":"0.887","15":"0.861","16":"0.852"}}""",
                        "adjustments", """
                        [{"name":"completion","kind":"PER_UNIT","credit":"20","penalty":null,"reference":"16",
                          "timeValued":true}]"""),
                """
                {"unit":"TEN_THOUSAND_YUAN","bids":[
                 {"bid":"A","payments":[{"amount":"360","period":3},{"amount":"900","period":12},
                   {"amount":"1100","period":16}],"adjustments":[{"name":"completion","quantity":"16"}]},
                 {"bid":"B","payments":[{"amount":"400","period":4},{"amount":"1050","period":12},
                   {"amount":"1080","period":16}],"adjustments":[{"name":"completion","quantity":"16"}]}]}""");
        assertFigure(row(r, "A").reviewPrice(), "2084.7");
        assertFigure(row(r, "B").reviewPrice(), "2235.51");
        assertFigure(row(r, "A").price(), "2360");
    }

    @Test
    void erlpPv10ComputesTheSameFactorsWhereNoneArePrinted() {
        ScoringResult r = score(
                evaluated(
                        "timeValue", "{\"ratePerPeriod\":\"0.01\",\"period\":\"MONTH\",\"factorTable\":null}",
                        "rounding", "[{\"stage\":\"PV_FACTOR\",\"scale\":3,\"mode\":\"HALF_UP\"}]"),
                """
                {"bids":[{"bid":"A","payments":[{"amount":"1000","period":12}]},
                         {"bid":"B","payments":[{"amount":"1000","period":16}]}]}""");
        // 1.01^-12 = 0.88744…, 1.01^-16 = 0.85282…, to three places.
        assertFigure(row(r, "A").reviewPrice(), "887");
        assertFigure(row(r, "B").reviewPrice(), "853");
    }

    @Test
    void erlpEarly13KeepsTheContractPrice() {
        ScoringResult r = score(evaluated("adjustments", """
                        [{"name":"early","kind":"PER_UNIT","credit":"20","penalty":null,"reference":"1"}]"""), """
                {"unit":"TEN_THOUSAND_YUAN","bids":[{"bid":"A","price":"1000",
                 "adjustments":[{"name":"early","quantity":"0"}]}]}""");
        assertFigure(row(r, "A").reviewPrice(), "980");
        assertFigure(row(r, "A").price(), "1000");
    }

    @Test
    void erlpLot14() {
        ObjectNode method = evaluated("ranking", """
                {"by":"EVALUATED_PRICE","lotOrder":["1","2"],
                 "lotCorrection":{"percent":"5","appliesTo":"LATER_LOTS","times":"ONCE"}}""");
        ScoringResult second = score(method, """
                {"lot":"2","bids":[{"bid":"A","price":"4000","wonLots":["1"]},{"bid":"B","price":"3900"}]}""");
        assertFigure(row(second, "A").reviewPrice(), "3800");
        assertThat(second.ranking()).containsExactly("A", "B");
        ScoringResult first = score(method, """
                {"lot":"1","bids":[{"bid":"A","price":"5000","wonLots":["2"]}]}""");
        assertFigure(row(first, "A").reviewPrice(), "5000");
    }

    @Test
    void intlEur17() {
        ScoringResult r = score(Definitions.shipped("e-f7-international"), """
                {"unit":"USD","exchangeRates":[{"from":"EUR","to":"USD","rate":"1.4"},
                  {"from":"USD","to":"CNY","rate":"6.9"}],
                 "bids":[{"bid":"A","price":"1500000","currency":"EUR","components":{
                  "inlandFreight":{"amount":"100000","currency":"CNY"},"scope":{"amount":"50000"}}}]}""");
        Map<String, String> lines = row(r, "A").components().stream()
                .collect(Collectors.toMap(Row.Line::name, l -> l.value().text()));
        assertThat(lines)
                .containsEntry("CIF", "2100000.00")
                .containsEntry("duty", "168000.00")
                .containsEntry("vat", "385560.00")
                .containsEntry("inlandFreight", "14492.75")
                .containsEntry("inlandInsurance", "5307.12");
        assertFigure(row(r, "A").reviewPrice(), "2828359.87");
    }

    @Test
    void linear20() {
        ScoringResult r = score(
                with(
                        "benchmark", "{\"kind\":\"ANCHOR\",\"anchor\":\"CEILING_PRICE\",\"anchorFactor\":\"1\"}",
                        "limits", "{\"ceiling\":null,\"band\":null}",
                        "score", """
                        {"kind":"LINEAR_DEVIATION","partialStep":"LINEAR","stepPercent":"1","pointsPerStepHigh":"2",
                         "pointsPerStepLow":"0","capHigh":null,"capLow":null}"""),
                with(bids("A", "5038"), Map.of("ceiling", "\"5000\"")));
        assertFigure(row(r, "A").steps(), "0.76");
        assertFigure(row(r, "A").score(), "98.48");
    }

    @Test
    void lowBid21LetsTheDearerBidWinOnTheTotal() {
        ScoringResult r = score(
                with("family", "\"F8\"", "fullMarks", "\"170\"", "benchmark", "{\"kind\":\"LOWEST\"}", "score", """
                        {"kind":"SUM_OF_PARTS","parts":[
                          {"name":"QUALITY","kind":"GIVEN","fullMarks":"100","weight":"1"},
                          {"name":"PRICE","kind":"PRICE","fullMarks":"70","weight":"1"}],"price":{"kind":"RATIO"}}"""),
                """
                {"bids":[{"bid":"A","price":"10000","parts":{"QUALITY":"90"}},
                         {"bid":"B","price":"8000","parts":{"QUALITY":"74"}}]}""");
        assertFigure(row(r, "A").score(), "56");
        assertFigure(row(r, "B").score(), "70");
        assertFigure(row(r, "A").total(), "146");
        assertFigure(row(r, "B").total(), "144");
        assertThat(r.ranking()).containsExactly("A", "B");
    }

    private static ScoringResult uniforms() {
        return score(Definitions.shipped("g-f1-goods"), """
                {"ceiling":"795","bids":[{"bid":"P","price":"645","firmKind":"SMALL_MICRO"},
                 {"bid":"Q","price":"685","firmKind":"SMALL_MICRO"},{"bid":"R","price":"695"}]}""");
    }

    @Test
    void gpSme22() {
        ScoringResult r = uniforms();
        assertThat(row(r, "P").reviewPrice().text()).isEqualTo("580.50");
        assertThat(row(r, "Q").reviewPrice().text()).isEqualTo("616.50");
        assertThat(row(r, "R").reviewPrice().text()).isEqualTo("695.00");
        assertThat(row(r, "P").score().text()).isEqualTo("30.00");
        assertThat(row(r, "Q").score().text()).isEqualTo("28.25");
        // Half of the mean 675.00, and 45 % of the ceiling 795, are the right sides of the triggers.
        assertThat(r.triggers())
                .filteredOn(t -> t.trigger().equals("MEAN_RATIO"))
                .hasSize(3)
                .allSatisfy(t -> assertFigure(t.right(), "337.5"));
        assertThat(r.triggers())
                .filteredOn(t -> t.trigger().equals("CEILING_RATIO"))
                .allSatisfy(t -> assertFigure(t.right(), "357.75"));
        assertShareOfCeiling(row(r, "P"), "81.1");
        assertShareOfCeiling(row(r, "R"), "87.4");
    }

    private static void assertShareOfCeiling(Row row, String percent) {
        assertThat(row.price()
                        .value()
                        .multiply(new BigDecimal(100))
                        .divide(new BigDecimal(795), 1, RoundingMode.HALF_UP))
                .isEqualByComparingTo(percent);
    }

    @Test
    void xGpSme22RPutsTheDeductedPriceInTheBenchmark() {
        assertThat(row(uniforms(), "R").score().text()).isEqualTo("25.06").isNotEqualTo("27.84");
    }

    @Test
    void outlier10Pct24DropsTheHighestAlone() {
        ScoringResult r = score(
                Definitions.shipped("e-f2-gap-trimming"), bids("A", "10", "B", "8", "C", "9", "D", "8.8", "E", "8.4"));
        assertThat(r.dropped()).hasSize(1);
        assertThat(r.dropped().getFirst().bid()).isEqualTo("A");
        List<String> sides = new ArrayList<>();
        r.steps().stream()
                .filter(s -> s.label().en().equals("distance from the neighbour")
                        || s.label().en().equals("neighbour × permitted share"))
                .forEach(s -> sides.add(s.writtenValue()));
        assertThat(sides).contains("1", "0.9", "0.4", "0.84");
    }

    /** The file holds the cases typed in above, and only those marked X- disagree with their rule. */
    @Test
    void theFileHoldsTheCasesThatWereTyped() throws IOException {
        JsonNode cases;
        try (var in = PublishedProblemsTest.class.getResourceAsStream("/scoring/cases.json")) {
            cases = CanonicalJson.parse(in.readAllBytes());
        }
        Map<String, Integer> figures = new TreeMap<>();
        cases.forEach(c -> figures.put(c.path("id").asText(), c.path("results").size()));
        assertThat(figures).hasSize(16).containsEntry("TRIM-HWY-03", 6).containsEntry("INTL-EUR-17", 6);
        cases.forEach(c -> c.path("results")
                .forEach(r -> assertThat(r.path("agree").asBoolean())
                        .isEqualTo(!c.path("id").asText().startsWith("X-"))));
    }
}
