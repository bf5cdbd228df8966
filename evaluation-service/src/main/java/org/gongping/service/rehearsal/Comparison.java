package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.StreamSupport;

/**
 * Holds an answer against what is expected. Values are compared exactly, decimal strings digit by digit ({@code 58.25}
 * is not {@code 58.250}). An object with one member whose name starts with {@code $} is a matcher:
 *
 * <ul>
 *   <li>{@code {"$absent": true}}: there is no such member
 *   <li>{@code {"$size": 7}}: an array of so many items
 *   <li>{@code {"$atLeast": 400}}: a number that is no smaller, or an array of no fewer items
 *   <li>{@code {"$matches": "REGEX"}}: a text that matches as a whole
 *   <li>{@code {"$has": {…}}}: an array in which an item has all these members with these values
 *   <li>{@code {"$sum": {"of": "amount", "is": "12.00"}}}: an array whose items' amounts come to this
 *   <li>{@code {"$lacks": {…}}}: an array in which no item has
 * </ul>
 */
final class Comparison {
    private static final Set<String> MATCHERS =
            Set.of("$absent", "$size", "$atLeast", "$matches", "$has", "$lacks", "$sum");

    private Comparison() {}

    /** What is wrong with an expected value as it stands in a case file; empty for a sound one. */
    static List<String> faults(JsonNode expected) {
        if (!isMatcher(expected)) {
            return List.of();
        }
        String name = expected.fieldNames().next();
        JsonNode value = expected.get(name);
        if (!MATCHERS.contains(name) || expected.size() != 1) {
            return List.of("no such matcher: " + name);
        }
        boolean sound = switch (name) {
            case "$absent" -> value.isBoolean() && value.booleanValue();
            case "$size" -> value.isInt();
            case "$atLeast" -> value.isNumber();
            case "$matches" -> value.isTextual() && isPattern(value.textValue());
            default -> value.isObject();
        };
        return sound ? List.of() : List.of(name + " does not take " + value);
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static boolean isMatcher(JsonNode expected) {
        return expected.isObject()
                && !expected.isEmpty()
                && expected.fieldNames().next().startsWith("$");
    }

    /** @param members expected value or matcher by JSON pointer, references filled in */
    static List<Difference> compare(Map<String, JsonNode> members, JsonNode answer) {
        var differences = new ArrayList<Difference>();
        members.forEach((pointer, expected) -> {
            JsonNode found = answer.at(pointer);
            if (!holds(expected, found)) {
                differences.add(new Difference(pointer, expected.toString(), show(found)));
            }
        });
        return differences;
    }

    private static boolean holds(JsonNode expected, JsonNode found) {
        if (!isMatcher(expected)) {
            return same(expected, found);
        }
        String name = expected.fieldNames().next();
        JsonNode value = expected.get(name);
        return switch (name) {
            case "$absent" -> found.isMissingNode();
            case "$size" -> found.isArray() && found.size() == value.intValue();
            case "$atLeast" -> isAtLeast(value.decimalValue(), found);
            case "$matches" -> found.isTextual() && found.textValue().matches(value.textValue());
            case "$has" -> found.isArray() && anyHas(value, found);
            case "$sum" ->
                found.isArray()
                        && amount(value.path("is")).isPresent()
                        && amount(value.path("is"))
                                .equals(sum(found, value.path("of").asText()));
            case "$lacks" -> found.isArray() && !anyHas(value, found);
            default -> false;
        };
    }

    private static boolean isAtLeast(BigDecimal least, JsonNode found) {
        return found.isArray()
                ? BigDecimal.valueOf(found.size()).compareTo(least) >= 0
                : found.isNumber() && found.decimalValue().compareTo(least) >= 0;
    }

    private static boolean anyHas(JsonNode members, JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .anyMatch(item -> members.properties().stream()
                        .allMatch(member -> holds(member.getValue(), item.path(member.getKey()))));
    }

    private static Optional<BigDecimal> sum(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> amount(item.path(member)))
                .reduce(Optional.of(BigDecimal.ZERO), (a, b) -> a.flatMap(x -> b.map(x::add)))
                .map(BigDecimal::stripTrailingZeros);
    }

    private static Optional<BigDecimal> amount(JsonNode text) {
        return text.asText().matches("-?\\d{1,15}(\\.\\d{1,6})?")
                ? Optional.of(new BigDecimal(text.asText()).stripTrailingZeros())
                : Optional.empty();
    }

    private static boolean same(JsonNode expected, JsonNode found) {
        if (expected.isNumber() && found.isNumber()) {
            return expected.decimalValue().compareTo(found.decimalValue()) == 0;
        }
        if (expected.isArray() && found.isArray() && expected.size() == found.size()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), found.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return expected.equals(found);
    }

    private static String show(JsonNode found) {
        return found.isMissingNode() ? "nothing" : found.toString();
    }
}
