package org.gongping.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.gongping.core.scoring.input.InputReader;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.LegalLimits;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;
import org.gongping.core.scoring.result.ScoringResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents bent in drawn places: whatever they say, the answer is a result or a refusal, never an exception, and what
 * is computed can be replayed.
 */
class HostileInputTest {
    private static final int BLOCK = 100;
    private static final MethodValidator VALIDATOR = new MethodValidator(LegalLimits.shipped());
    private static final String[] BENT = {
        "null",
        "true",
        "[]",
        "{}",
        "0",
        "-1",
        "1e400",
        "\"\"",
        "\"0\"",
        "\"-0.000000000001\"",
        "\"999999999999999999\"",
        "\"1\"",
        "\"NaN\"",
        "\"1e5\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"0.000000000001\"",
        "\"A\"",
        "{\"ref\":\"K\"}",
        "[[]]",
        "2147483647",
        "\"100\"",
        "\"2026-02-30T00:00:00Z\"",
        "\"NONE\"",
        "false",
        "3"
    };

    static LongStream blocks() {
        return LongStream.range(0, Boolean.getBoolean("gongping.long") ? 1000 : 20);
    }

    @ParameterizedTest(name = "documents from seed {0}00 on")
    @MethodSource("blocks")
    void isAnsweredOrRefused(long block) {
        for (long seed = block * BLOCK; seed < (block + 1) * BLOCK; seed++) {
            try {
                bend(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
    }

    private static void bend(long seed) {
        RandomTenders tenders = new RandomTenders(seed);
        RandomGenerator random = tenders.random();
        MethodDefinition sound = tenders.method();
        JsonNode definition = sound.json().deepCopy();
        JsonNode document = tenders.document(sound);
        int bends = 1 + random.nextInt(3);
        for (int i = 0; i < bends; i++) {
            bend(random.nextInt(3) == 0 ? document : definition, random);
        }
        Reading<MethodDefinition> method =
                MethodReader.read(definition.toString().getBytes(StandardCharsets.UTF_8));
        Reading<ScoringInput> input = InputReader.read(document.toString().getBytes(StandardCharsets.UTF_8));
        if (method instanceof Reading.Accepted<MethodDefinition>(MethodDefinition m)) {
            VALIDATOR.validate(m);
            if (input instanceof Reading.Accepted<ScoringInput>(ScoringInput in)) {
                ScoringResult result = ScoringEngine.score(m, in);
                assertThat(DerivationReplay.firstDifference(m.json(), result.toJson()))
                        .isEmpty();
            }
        }
    }

    /** Replaces, removes or doubles one drawn place. */
    private static void bend(JsonNode root, RandomGenerator random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", object.get(name));
                default -> object.set(name, bent(random));
            }
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            int i = random.nextInt(array.size());
            switch (random.nextInt(3)) {
                case 0 -> array.remove(i);
                case 1 -> array.add(array.get(i).deepCopy());
                default -> array.set(i, bent(random));
            }
        }
    }

    private static JsonNode bent(RandomGenerator random) {
        String value = BENT[random.nextInt(BENT.length)];
        return value.equals("1e400")
                ? JsonNodeFactory.instance.numberNode(new java.math.BigDecimal(value))
                : Definitions.json(value);
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(inner -> collect(inner, into));
        }
    }
}
