package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns one parameter, already checked against the schema, into its type. */
final class RuleParamReader {
    private RuleParamReader() {}

    static RuleParam read(JsonNode node) {
        if (node.has("flag")) {
            return new RuleParam.Flag(node.path("flag").booleanValue());
        }
        if (node.has("choice")) {
            return new RuleParam.Choice(node.path("choice").textValue());
        }
        if (node.has("values")) {
            return new RuleParam.Words(words(node.path("values")));
        }
        Optional<String> unit = Optional.ofNullable(node.path("unit").textValue());
        if (node.has("filledInBy")) {
            return new RuleParam.Unset(unit);
        }
        if (node.has("min")) {
            return new RuleParam.Range(decimal(node, "min"), decimal(node, "max"), unit.orElseThrow());
        }
        if (unit.filter(RuleParamReader::isPeriodUnit).isPresent()) {
            return new RuleParam.Period(
                    Integer.parseInt(node.path("value").textValue()),
                    PeriodUnit.valueOf(unit.get()),
                    flag(node, "startDayCounts"),
                    flag(node, "rollOverHoliday"),
                    node.has("boundary")
                            ? PeriodBoundary.valueOf(node.path("boundary").textValue())
                            : null);
        }
        return new RuleParam.Figure(decimal(node, "value"), unit.orElseThrow(), flag(node, "inclusive"));
    }

    static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.textValue()));
        return words;
    }

    private static boolean isPeriodUnit(String unit) {
        return unit.equals("CALENDAR_DAY") || unit.equals("WORKING_DAY");
    }

    private static BigDecimal decimal(JsonNode node, String member) {
        return new BigDecimal(node.path(member).textValue());
    }

    private static Boolean flag(JsonNode node, String member) {
        return node.has(member) ? node.path(member).booleanValue() : null;
    }
}
