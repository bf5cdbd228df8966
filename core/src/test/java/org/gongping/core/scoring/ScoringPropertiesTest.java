package org.gongping.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.method.Cap;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Part;
import org.gongping.core.scoring.method.Recompute;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.Trimming;
import org.gongping.core.scoring.result.Row;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.scoring.result.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must hold for every tender, tried on drawn ones: 5,000 by default, 100,000 with {@code -Dgongping.long=true}.
 * A failure names its seed; {@code new RandomTenders(seed)} is that tender again.
 */
class ScoringPropertiesTest {
    private static final int BLOCK = 100;

    static LongStream blocks() {
        return LongStream.range(0, Boolean.getBoolean("gongping.long") ? 1000 : 50);
    }

    @ParameterizedTest(name = "tenders from seed {0}00 on")
    @MethodSource("blocks")
    void holdsForEveryTender(long block) {
        for (long seed = block * BLOCK; seed < (block + 1) * BLOCK; seed++) {
            try {
                holds(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void holds(long seed) {
        RandomTenders tenders = new RandomTenders(seed);
        MethodDefinition method = tenders.method();
        ObjectNode document = tenders.document(method);
        ScoringResult result = compute(method, document);
        JsonNode json = result.toJson();
        assertThat(result.state()).as(method.methodId()).isNotEqualTo(State.INPUT_REFUSED);
        assertThat(DerivationReplay.firstDifference(method.json(), json))
                .as("replay")
                .isEmpty();
        withinRange(method, result);
        orderIsIrrelevant(seed, method, document, json);
        aboveTheCeilingChangesNothing(tenders, method, document, result);
        rejectionChangesNothing(tenders, method, document, result);
    }

    private static ScoringResult compute(MethodDefinition method, JsonNode document) {
        return ScoringEngine.score(method, Definitions.input(document));
    }

    private static void withinRange(MethodDefinition method, ScoringResult result) {
        BigDecimal full = method.score() instanceof ScoreRule.SumOfParts s
                ? s.parts().stream()
                        .filter(p -> p.kind() == Part.Kind.PRICE)
                        .findFirst()
                        .map(p -> p.fullMarks().value())
                        .orElse(null)
                : method.fullMarks().value();
        BigDecimal most = method.cap() instanceof Cap.At at ? at.figure().value() : full;
        for (Row row : result.rows()) {
            if (row.score() != null) {
                assertThat(row.score().value()).isBetween(method.floor().value(), most);
            }
            if (row.total() != null) {
                assertThat(row.total().value())
                        .isBetween(BigDecimal.ZERO, method.fullMarks().value());
            }
        }
    }

    private static void orderIsIrrelevant(long seed, MethodDefinition method, ObjectNode document, JsonNode json) {
        ObjectNode shuffled = document.deepCopy();
        List<JsonNode> bids = new ArrayList<>();
        shuffled.path("bids").forEach(bids::add);
        Collections.shuffle(bids, new Random(seed));
        ArrayNode array = shuffled.putArray("bids");
        array.addAll(bids);
        assertThat(compute(method, shuffled).toJson()).as("order of bids").isEqualTo(json);
    }

    private static void aboveTheCeilingChangesNothing(
            RandomTenders tenders, MethodDefinition method, ObjectNode document, ScoringResult result) {
        boolean applies = method.limits().ceilingInclusive().isPresent()
                && method.adjustments().isEmpty()
                && !(method.score() instanceof ScoreRule.Ballot);
        if (!applies) {
            return;
        }
        ObjectNode more = document.deepCopy();
        ObjectNode added = more.withArray("bids").addObject();
        tenders.bid(method, added, "A-above", "1");
        added.remove(List.of("price", "prices"));
        added.put("price", "1150000.01");
        assertThat(figures(compute(method, more))).as("a bid above the ceiling").isEqualTo(figures(result));
    }

    /** After the freeze a rejection moves nothing for the others; before it, it is as if the bid had not come. */
    private static void rejectionChangesNothing(
            RandomTenders tenders, MethodDefinition method, ObjectNode document, ScoringResult result) {
        if (result.rows().size() < 2
                || method.score() instanceof ScoreRule.Ballot
                || !method.adjustments().isEmpty()) {
            return;
        }
        String out = result.rows()
                .get(tenders.random().nextInt(result.rows().size()))
                .bid();
        ObjectNode rejected = document.deepCopy();
        rejected.withArray("bids").forEach(b -> {
            if (b.path("bid").asText().equals(out)) {
                ((ObjectNode) b)
                        .putObject("rejected")
                        .put("at", "2026-03-02T00:00:00Z")
                        .put("reason", "重大偏差");
            }
        });
        ObjectNode without = document.deepCopy();
        ArrayNode rest = without.putArray("bids");
        document.path("bids").forEach(b -> {
            if (!b.path("bid").asText().equals(out)) {
                rest.add(b);
            }
        });
        assertThat(figures(compute(method, rejected)))
                .as("a bid rejected before the freeze")
                .isEqualTo(figures(compute(method, without)));
        boolean expels = method.benchmark().trimming() instanceof Trimming t && t.excludeFromScoring();
        if (method.recompute().isEmpty() || expels) {
            return;
        }
        rejected.putArray("events")
                .addObject()
                .put("event", method.recompute().map(Recompute::freezeEvent).orElseThrow())
                .put("at", "2026-03-01T00:00:00Z");
        ScoringResult after = compute(method, rejected);
        Map<String, String> before = figures(result);
        before.remove(out);
        if (after.state() != State.NO_RESULT) {
            assertThat(figures(after)).as("a bid rejected after the freeze").isEqualTo(before);
            assertThat(after.freezePoint()).isPresent();
        }
    }

    /** Price score, total and evaluated price by bid, in writing. */
    private static Map<String, String> figures(ScoringResult result) {
        Map<String, String> figures = new TreeMap<>();
        result.rows()
                .forEach(r -> figures.put(
                        r.bid(), written(r.reviewPrice()) + " " + written(r.score()) + " " + written(r.total())));
        return figures;
    }

    private static String written(Num figure) {
        return figure == null ? "-" : figure.text();
    }
}
