package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the steps of a case can refer to: {@code ${name.member[0][no]}} a kept value, {@code ${@20 09:30}} a moment of
 * the case, {@code ${@20}} a date. A text that is one reference becomes the value itself, whatever its type; within a longer text the value
 * is written out. {@code {"$merge": [A, B]}} is A changed by B as a merge patch (RFC 7396). What the case file itself
 * has under {@code data} may hold references in turn; what a server answered is never read for any.
 */
final class Scope {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Pattern SEGMENT = Pattern.compile("\\.?([A-Za-z][A-Za-z0-9_-]*)|\\[(\\d+|[A-Za-z]+)]");

    private static final String MERGE = "$merge";
    private static final String OF_THE_FILE = "data";

    private final ObjectNode values = JsonNodeFactory.instance.objectNode();
    private final DayPlan days;

    Scope(DayPlan days) {
        this.days = days;
    }

    /** A reference that names nothing: a fault of the case file, or a value that an earlier answer lacked. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown(String reference) {
            super("${" + reference + "} names nothing", null, false, false);
        }
    }

    void put(String name, JsonNode value) {
        values.set(name, value);
    }

    void put(String name, String value) {
        values.put(name, value);
    }

    Optional<JsonNode> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The instant of {@code @DAY TIME}. */
    Instant moment(String text) {
        return days.at(text);
    }

    /**
     * The value with every reference in it filled in.
     *
     * @throws Unknown for a reference that names nothing
     */
    JsonNode resolve(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                if (node.size() == 1 && node.has(MERGE)) {
                    yield merged(node.get(MERGE));
                }
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                node.properties().forEach(entry -> object.set(entry.getKey(), resolve(entry.getValue())));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                node.forEach(item -> array.add(resolve(item)));
                yield array;
            }
            case STRING -> text(node.textValue());
            default -> node;
        };
    }

    private JsonNode merged(JsonNode parts) {
        JsonNode result = resolve(parts.path(0));
        for (int i = 1; i < parts.size(); i++) {
            result = patched(result, resolve(parts.get(i)));
        }
        return result;
    }

    private static JsonNode patched(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), patched(result.path(member.getKey()), member.getValue()));
            }
        });
        return result;
    }

    private JsonNode text(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        if (matcher.matches()) {
            return value(matcher.group(1));
        }
        return TextNode.valueOf(matcher.reset()
                .replaceAll(
                        match -> Matcher.quoteReplacement(value(match.group(1)).asText())));
    }

    private JsonNode value(String reference) {
        if (DayPlan.isDay(reference)) {
            return TextNode.valueOf(days.date(reference));
        }
        if (DayPlan.isMoment(reference)) {
            return TextNode.valueOf(days.at(reference).toString());
        }
        Matcher segments = SEGMENT.matcher(reference);
        JsonNode value = values;
        int end = 0;
        while (segments.find() && segments.start() == end) {
            end = segments.end();
            value = segments.group(1) != null ? value.path(segments.group(1)) : value.path(place(segments.group(2)));
        }
        if (end != reference.length() || value.isMissingNode()) {
            throw new Unknown(reference);
        }
        return reference.split("[.\\[]", 2)[0].equals(OF_THE_FILE) ? resolve(value) : value;
    }

    private int place(String place) {
        if (Character.isDigit(place.charAt(0))) {
            return Integer.parseInt(place);
        }
        return find(place).map(JsonNode::asInt).orElseThrow(() -> new Unknown(place));
    }
}
