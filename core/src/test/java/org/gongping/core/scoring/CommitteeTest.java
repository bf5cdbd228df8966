package org.gongping.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.scoring.Definitions.assertFigure;
import static org.gongping.core.scoring.Definitions.bids;
import static org.gongping.core.scoring.Definitions.score;
import static org.gongping.core.scoring.Definitions.shipped;
import static org.gongping.core.scoring.Definitions.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.Row;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.scoring.result.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the committee puts in: marks, ballots, rejections before and after the freeze. */
class CommitteeTest {
    private static Row row(ScoringResult r, String bid) {
        return r.row(bid).orElseThrow();
    }

    private static ObjectNode marked(String level, String kind) {
        return with("family", "\"F8\"", "fullMarks", "\"100\"", "score", """
                {"kind":"SUM_OF_PARTS","price":null,"parts":[
                  {"name":"TECHNICAL","kind":"ITEMS","fullMarks":"100","weight":"1","items":[
                    {"id":"a","type":"RANGE","min":"0","max":"60","objective":false},
                    {"id":"b","type":"DEDUCTION","max":"40","objective":true}],
                   "memberTrimming":{"level":"%s","kind":"%s","minMembers":5}}]}""".formatted(level, kind));
    }

    private static final String MARKS = """
            {"bids":[{"bid":"A","price":"100","marks":{
              "a":{"E1":"10","E2":"20","E3":"30","E4":"40","E5":"60"},
              "b":{"E1":"5","E2":"5","E3":"5","E4":"5","E5":"5"}}}]}""";

    /** Mean 32 of all, 30 of the middle three; the deduction leaves 35. */
    @ParameterizedTest
    @CsvSource({"ITEM,NONE,67", "ITEM,DROP_1_HIGH_1_LOW,65", "PART,DROP_1_HIGH_1_LOW,65"})
    void marksAreAveragedAsTheDefinitionSays(String level, String kind, String total) {
        assertFigure(row(score(marked(level, kind), MARKS), "A").total(), total);
    }

    @Test
    void fewerMembersThanTheLeastAreAllAveraged() {
        String four = MARKS.replace(",\"E5\":\"60\"", "").replace(",\"E5\":\"5\"", "");
        assertFigure(row(score(marked("ITEM", "DROP_1_HIGH_1_LOW"), four), "A").total(), "60");
    }

    @Test
    void objectiveScoresThatDifferHoldTheReportUntilExplained() {
        String differing = MARKS.replace("\"b\":{\"E1\":\"5\"", "\"b\":{\"E1\":\"4\"");
        ScoringResult held = score(marked("ITEM", "NONE"), differing);
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.anomalies())
                .filteredOn(Anomaly::blocksReport)
                .extracting(Anomaly::ruleId)
                .containsExactly("V13");
        String explained = differing.replace("\"price\":\"100\"", "\"price\":\"100\",\"explained\":[\"b\"]");
        assertThat(score(marked("ITEM", "NONE"), explained).state()).isEqualTo(State.COMPUTED);
    }

    @Test
    void anAbnormalMarkGivesWayToTheMeanOfTheOthers() {
        String replaced = MARKS.replace(
                "\"price\":\"100\"", "\"price\":\"100\",\"replacedMarks\":[{\"item\":\"a\",\"member\":\"E5\"}]");
        // (10 + 20 + 30 + 40) / 4 = 25, and 35.
        assertFigure(row(score(marked("ITEM", "NONE"), replaced), "A").total(), "60");
    }

    @ParameterizedTest
    @CsvSource({"61,/bids/0/marks/a/E5", "-1,/bids/0/marks/a/E5"})
    void aMarkOutsideItsRangeIsRefusedAtEntry(String mark, String pointer) {
        ScoringResult r = ScoringEngine.score(
                Definitions.method(marked("ITEM", "NONE")),
                Definitions.input(MARKS.replace("\"E5\":\"60\"", "\"E5\":\"" + mark + "\"")));
        assertThat(r.state()).isEqualTo(State.INPUT_REFUSED);
        assertThat(r.refusals()).extracting("pointer").containsExactly(pointer);
    }

    private static final String FIRST_BALLOT = """
            {"votes":[{"member":"E1","choices":["A","B","C"]},{"member":"E2","choices":["B","A","C"]},
             {"member":"E3","choices":["A","B","C"]},{"member":"E4","choices":["B","A","C"]},
             {"member":"E5","choices":["C","A","B"]}]}""";

    private static ScoringResult ballot(String rounds) {
        return score(shipped("e-f9-ballot"), with(bids("A", "100", "B", "99", "C", "98"), Map.of("ballots", rounds)));
    }

    /** A and B have two firsts each; the seconds, three to two, decide for A. */
    @Test
    void firstsThenSecondsDecide() {
        ScoringResult r = ballot("[" + FIRST_BALLOT + "]");
        assertThat(r.state()).isEqualTo(State.COMPUTED);
        assertThat(r.ranking()).containsExactly("A", "B", "C");
    }

    @Test
    void aTieGoesToAnotherBallotAmongTheTied() {
        String tied = FIRST_BALLOT.replace("[\"C\",\"A\",\"B\"]", "[\"C\"]");
        ScoringResult open = ballot("[" + tied + "]");
        assertThat(open.state()).isEqualTo(State.BALLOT_REQUIRED);
        assertThat(row(open, "A").tiedWith()).containsExactly("B");
        ScoringResult settled = ballot("[" + tied + """
                ,{"among":["A","B"],"votes":[{"member":"E1","choices":["B"]},{"member":"E2","choices":["B"]},
                 {"member":"E3","choices":["A"]}]}]""");
        assertThat(settled.state()).isEqualTo(State.COMPUTED);
        assertThat(settled.ranking()).containsExactly("B", "A", "C");
    }

    private static final String FIVE = """
            {"events":[{"event":"%s","at":"2026-03-01T08:00:00Z"}],
             "bids":[{"bid":"A","price":"100"},{"bid":"B","price":"110"},{"bid":"C","price":"120"},
              {"bid":"D","price":"130","rejected":{"at":"%s","reason":"重大偏差"}}]}""";

    /** The mean of four is 115, of three 110. */
    @ParameterizedTest
    @CsvSource({
        "NEVER,PRICE_SCORES_FIRST_CONFIRMED,2026-03-01T08:00:01Z,115",
        "NEVER,PRICE_SCORES_FIRST_CONFIRMED,2026-03-01T08:00:00Z,110",
        "NEVER,PRICE_SCORES_CONFIRMED,2026-03-01T08:00:01Z,110",
        "UNTIL_CONFIRMED,PRICE_SCORES_CONFIRMED,2026-03-01T08:00:01Z,115",
        "UNTIL_CONFIRMED,PRICE_SCORES_CONFIRMED,2026-03-01T07:59:59Z,110",
        "UNTIL_REPORT_SIGNED,PRICE_SCORES_CONFIRMED,2026-03-01T08:00:01Z,110",
        "UNTIL_REPORT_SIGNED,REPORT_SIGNED,2026-03-01T08:00:01Z,115"
    })
    void aRejectionMovesTheBenchmarkUntilItsFreeze(String rule, String event, String rejectedAt, String benchmark) {
        ScoringResult r = score(with("recompute_on_rejection", "\"" + rule + "\""), FIVE.formatted(event, rejectedAt));
        assertFigure(r.benchmark(), benchmark);
        assertThat(r.rows()).extracting(Row::bid).containsExactly("A", "B", "C");
    }

    @Test
    void anotherSetThanTheOneRecordedAtTheFreezeIsRefused() {
        String document = FIVE.formatted("PRICE_SCORES_FIRST_CONFIRMED", "2026-03-02T00:00:00Z");
        ScoringResult first = score(with(), document);
        String digest = first.freezePoint().orElseThrow().validSetDigest();
        String expected = "{\"event\":\"PRICE_SCORES_FIRST_CONFIRMED\",\"validSetDigest\":\"" + digest + "\"}";
        assertThat(score(with(), with(document, Map.of("freezePoint", expected)))
                        .state())
                .isEqualTo(State.COMPUTED);
        String altered = document.replace("\"120\"", "\"121\"");
        assertThat(score(with(), with(altered, Map.of("freezePoint", expected))).state())
                .isEqualTo(State.INPUT_REFUSED);
    }

    @Test
    void theLowestPriceRecomputesByNature() {
        ObjectNode method = with("benchmark", "{\"kind\":\"LOWEST\"}", "score", "{\"kind\":\"RATIO\"}");
        ScoringResult r = score(method, """
                {"events":[{"event":"PRICE_SCORES_FIRST_CONFIRMED","at":"2026-03-01T08:00:00Z"}],
                 "bids":[{"bid":"A","price":"100"},
                  {"bid":"B","price":"50","rejected":{"at":"2026-03-02T08:00:00Z","reason":"无效"}}]}""");
        assertFigure(r.benchmark(), "100");
    }

    @Test
    void aDerivationThatWasTouchedIsFoundOut() {
        ObjectNode method = shipped("e-f2-a");
        ScoringResult r = score(method, bids("A", "100", "B", "101", "C", "103"));
        ObjectNode json = r.toJson();
        ((ObjectNode) json.at("/rows/1")).put("score", "60.00");
        assertThat(DerivationReplay.firstDifference(method, json))
                .get()
                .extracting(DerivationReplay.Difference::where)
                .isEqualTo("/rows/1/score");
        ObjectNode price = r.toJson();
        ((ObjectNode) price.at("/inputs/0")).put("price", "100.01");
        assertThat(DerivationReplay.firstDifference(method, price)).isPresent();
        ObjectNode step = r.toJson();
        ((ObjectNode) step.at("/derivation/steps/5")).put("value", "1");
        assertThat(DerivationReplay.firstDifference(method, step))
                .get()
                .extracting(DerivationReplay.Difference::where)
                .isEqualTo("s6");
    }

    /** Ten times every amount changes no score where no amount is rounded. */
    @ParameterizedTest
    @CsvSource({"e-f2-b", "e-f2-highway", "e-f2-d", "e-f2-ceil", "e-f3-second-lowest"})
    void scoresDoNotDependOnTheUnit(String methodId) {
        ObjectNode definition = shipped(methodId);
        for (long seed = 0; seed < 200; seed++) {
            RandomTenders tenders = new RandomTenders(seed);
            ObjectNode document = tenders.document(Definitions.method(definition));
            ObjectNode tenfold = document.deepCopy();
            for (String fact : new String[] {"ceiling", "budget", "estimate"}) {
                tenfold.put(fact, tenfold(document.path(fact).asText()));
            }
            tenfold.path("bids").forEach(b -> {
                if (b.hasNonNull("price") && b.path("price").asText().matches("[0-9.]+")) {
                    ((ObjectNode) b).put("price", tenfold(b.path("price").asText()));
                }
            });
            assertThat(scores(definition, tenfold)).as("seed " + seed).isEqualTo(scores(definition, document));
        }
    }

    private static String tenfold(String amount) {
        return new BigDecimal(amount).movePointRight(1).toPlainString();
    }

    private static Map<String, String> scores(ObjectNode definition, ObjectNode document) {
        return ScoringEngine.score(Definitions.method(definition), Definitions.input(document)).rows().stream()
                .collect(Collectors.toMap(Row::bid, r -> r.score().text()));
    }
}
