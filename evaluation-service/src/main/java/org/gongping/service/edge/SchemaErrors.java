package org.gongping.service.edge;

import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongping.core.Refusal.FieldError;

/** What a schema found wrong, told once per place and in words for people. */
final class SchemaErrors {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    /** Keywords that only say that something below them is wrong. */
    private static final Set<String> ENCLOSING = Set.of("properties", "items", "$ref", "prefixItems", "propertyNames");

    private static final Map<String, String[]> WORDS = Map.ofEntries(
            Map.entry("required", new String[] {"必填", "Required"}),
            Map.entry("additionalProperties", new String[] {"未知字段", "Unknown member"}),
            Map.entry("type", new String[] {"类型不符", "Wrong type"}),
            Map.entry("enum", new String[] {"不在允许的取值之内", "Not one of the allowed values"}),
            Map.entry("pattern", new String[] {"格式不符", "Wrong format"}),
            Map.entry("format", new String[] {"格式不符", "Wrong format"}),
            Map.entry("minLength", new String[] {"过短", "Too short"}),
            Map.entry("maxLength", new String[] {"过长", "Too long"}),
            Map.entry("minimum", new String[] {"过小", "Too small"}),
            Map.entry("maximum", new String[] {"过大", "Too large"}),
            Map.entry("minItems", new String[] {"项数过少", "Too few items"}),
            Map.entry("maxItems", new String[] {"项数过多", "Too many items"}),
            Map.entry("maxProperties", new String[] {"字段过多", "Too many members"}));

    private SchemaErrors() {}

    /** @param prefix pointer of the validated value itself */
    static List<FieldError> of(OutputUnit result, String prefix) {
        if (Boolean.TRUE.equals(result.getValid())) {
            return List.of();
        }
        var byPlace = new LinkedHashMap<String, FieldError>();
        List<OutputUnit> found = Optional.ofNullable(result.getErrors()).orElse(List.of());
        List<OutputUnit> unknownMembers = new ArrayList<>();
        for (OutputUnit unit : found) {
            String keyword = keyword(unit);
            if (keyword.equals("additionalProperties")) {
                unknownMembers.add(unit);
            } else if (!ENCLOSING.contains(keyword)) {
                FieldError error = error(unit, keyword, prefix);
                byPlace.putIfAbsent(error.pointer(), error);
            }
        }
        // Says "unknown" only where no schema of a named member complains.
        for (OutputUnit unit : unknownMembers) {
            FieldError error = error(unit, "additionalProperties", prefix);
            if (byPlace.keySet().stream().noneMatch(place -> place.startsWith(error.pointer()))) {
                byPlace.put(error.pointer(), error);
            }
        }
        if (byPlace.isEmpty()) {
            return List.of(new FieldError(prefix, "与契约不符", "Does not match the contract"));
        }
        return List.copyOf(byPlace.values());
    }

    private static FieldError error(OutputUnit unit, String keyword, String prefix) {
        String location = unit.getInstanceLocation();
        String pointer = prefix + (location.startsWith("#") ? location.substring(1) : location);
        if (keyword.equals("required")) {
            Matcher name = QUOTED.matcher(unit.getError());
            pointer = name.find() ? pointer + "/" + name.group(1) : pointer;
        }
        String[] words = WORDS.getOrDefault(keyword, new String[] {"与契约不符", "Does not match the contract"});
        return new FieldError(pointer, words[0], words[1]);
    }

    private static String keyword(OutputUnit unit) {
        String location = Optional.ofNullable(unit.getKeywordLocation()).orElse("");
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
