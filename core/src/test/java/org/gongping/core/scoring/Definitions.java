package org.gongping.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Map;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.input.InputReader;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;
import org.gongping.core.scoring.result.ScoringResult;

/** Definitions and inputs as tests write them down. */
final class Definitions {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A definition with nothing in it but a price and the lowest of them; tests put in what they are about. */
    private static final String BARE = """
            {"schema":"gongping.method/1","methodId":"test","version":"1.0.0","status":"DRAFT","nameZh":"测试",
             "family":"F2","regime":"OTHER","effectiveFrom":"2025-01-01","citations":[],"fullMarks":"100","floor":"0",
             "validSet":"PASSED_PRELIMINARY_REVIEW","limits":{"ceiling":{"inclusive":true},"band":null},
             "reviewPrice":{"base":"BID_PRICE","deductions":[]},
             "benchmark":{"kind":"MEAN","mean":{"statistic":"ARITHMETIC","trimming":{"kind":"NONE"}},"discount":"0"},
             "score":{"kind":"LINEAR_DEVIATION","partialStep":"LINEAR","stepPercent":"1","pointsPerStepHigh":"1",
                      "pointsPerStepLow":"1","capHigh":null,"capLow":null},
             "ranking":{"by":"TOTAL_SCORE"},"rounding":[{"stage":"SCORE","scale":2,"mode":"HALF_UP"}],
             "recompute_on_rejection":"NEVER","minimumValid":{"n":1,"below":"COMPUTE"},
             "ties":["LOWER_BID_PRICE","EQUAL"]}
            """;

    private Definitions() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bare definition with members replaced, each written as JSON. */
    static ObjectNode with(String... namesAndValues) {
        return change((ObjectNode) json(BARE), namesAndValues);
    }

    static ObjectNode change(ObjectNode node, String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            node.set(namesAndValues[i], json(namesAndValues[i + 1]));
        }
        return node;
    }

    /** A shipped definition, with members replaced. */
    static ObjectNode shipped(String methodId, String... namesAndValues) {
        MethodDefinition method = MethodLibrary.all().stream()
                .filter(m -> m.methodId().equals(methodId))
                .findFirst()
                .orElseThrow();
        return change(method.json().deepCopy(), namesAndValues);
    }

    static MethodDefinition method(JsonNode definition) {
        return switch (MethodReader.read(definition)) {
            case Reading.Accepted<MethodDefinition>(MethodDefinition method) -> method;
            case Reading.Refused<MethodDefinition>(var findings) -> throw new AssertionError(findings.toString());
        };
    }

    static ScoringInput input(String document) {
        return input(json(document));
    }

    static ScoringInput input(JsonNode document) {
        return switch (InputReader.read(document)) {
            case Reading.Accepted<ScoringInput>(ScoringInput input) -> input;
            case Reading.Refused<ScoringInput>(var findings) -> throw new AssertionError(findings.toString());
        };
    }

    /** Computes, and replays the derivation from the two documents. */
    static ScoringResult score(JsonNode definition, String document) {
        MethodDefinition method = method(definition);
        ScoringResult result = ScoringEngine.score(method, input(document));
        assertThat(DerivationReplay.firstDifference(method.json(), result.toJson()))
                .isEmpty();
        return result;
    }

    /** Bids by label and price. */
    static String bids(String... labelsAndPrices) {
        ObjectNode o = JSON.createObjectNode();
        for (int i = 0; i < labelsAndPrices.length; i += 2) {
            o.withArray("bids").addObject().put("bid", labelsAndPrices[i]).put("price", labelsAndPrices[i + 1]);
        }
        return o.toString();
    }

    static String with(String document, Map<String, String> members) {
        ObjectNode o = (ObjectNode) json(document);
        members.forEach((name, value) -> o.set(name, json(value)));
        return o.toString();
    }

    static void assertFigure(Num figure, String expected) {
        assertThat(figure.value()).as(figure.text()).isEqualByComparingTo(expected);
    }
}
