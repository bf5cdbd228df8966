package org.gongping.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.scoring.Definitions.assertFigure;
import static org.gongping.core.scoring.Definitions.bids;
import static org.gongping.core.scoring.Definitions.score;
import static org.gongping.core.scoring.Definitions.with;

import java.util.Map;
import org.gongping.core.scoring.result.ScoringResult;
import org.junit.jupiter.api.Test;

/** The worked numbers of the method pages, one test each. */
class WorkedExamplesTest {
    private static String scoreOf(ScoringResult r, String bid) {
        return r.row(bid).orElseThrow().score().text();
    }

    @Test
    void lowestPriceFirst() {
        ScoringResult r = score(Definitions.shipped("g-f1-goods"), """
                {"bids":[{"bid":"A","price":"980000"},{"bid":"B","price":"1000000","firmKind":"SMALL_MICRO"},
                 {"bid":"C","price":"1250000"},{"bid":"D","price":"1100000"}]}""");
        assertFigure(r.benchmark(), "900000");
        assertThat(scoreOf(r, "A")).isEqualTo("27.55");
        assertThat(scoreOf(r, "B")).isEqualTo("30.00");
        assertThat(scoreOf(r, "C")).isEqualTo("21.60");
        assertThat(scoreOf(r, "D")).isEqualTo("24.55");
    }

    private static final String F2A =
            bids("A", "9680", "B", "9450", "C", "9820", "D", "9300", "E", "9555", "F", "9710", "G", "9100");

    @Test
    void trimmedMean() {
        ScoringResult r = score(Definitions.shipped("e-f2-a"), F2A);
        assertFigure(r.benchmark(), "9539.00");
        assertThat(r.dropped()).extracting("bid").containsExactly("C", "G");
        Map<String, String> scores = Map.of(
                "A", "58.52", "B", "59.53", "C", "57.05", "D", "58.75", "E", "59.83", "F", "58.21", "G", "57.70");
        scores.forEach((bid, score) -> assertThat(scoreOf(r, bid)).isEqualTo(score));
        assertThat(r.explanation()).extracting("zh").contains("有效投标 7 家。", "去掉 1 个最高（C）、1 个最低（G），其余 5 家求平均。");
    }

    /** With the deviation first rounded to two places of a percent the second bid gets a cent more. */
    @Test
    void theStageOfRoundingMovesACent() {
        ScoringResult r = score(Definitions.shipped("e-f2-a", "score", """
                        {"kind":"LINEAR_DEVIATION","partialStep":"LINEAR_AFTER_ROUNDING","stepPercent":"1",
                         "pointsPerStepHigh":"1.0","pointsPerStepLow":"0.5","capHigh":null,"capLow":null}""", "rounding", """
                        [{"stage":"BENCHMARK","scale":2,"mode":"HALF_UP"},
                         {"stage":"DEVIATION_PERCENT","scale":2,"mode":"HALF_UP"},
                         {"stage":"SCORE","scale":2,"mode":"HALF_UP"}]"""), F2A);
        assertThat(scoreOf(r, "B")).isEqualTo("59.54");
    }

    @Test
    void compositeBenchmark() {
        ScoringResult r = score(
                Definitions.shipped("e-f3-composite"),
                with(
                        bids("A", "9500", "B", "9550", "C", "9600"),
                        Map.of("ceiling", "\"10000\"", "drawn", "{\"w\":\"0.3\",\"K\":\"0.02\"}")));
        assertFigure(r.statistic(), "9550");
        assertThat(r.benchmark().text()).isEqualTo("9491.30");
    }
}
