package org.gongping.service.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gongping.core.Refusal.FieldError;

/** A JSON tree as plain maps, lists and values, as the schema validator wants it; refuses what cannot be kept. */
final class PlainJson {
    /** Beyond this many decimal places or trailing zeros a number is an attack on memory, not a figure. */
    private static final int MAX_SCALE = 100;

    private PlainJson() {}

    static Object of(JsonNode node, List<FieldError> errors) {
        return convert(node, "", errors);
    }

    private static Object convert(JsonNode node, String pointer, List<FieldError> errors) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    String at =
                            pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
                    if (!isStorable(member.getKey())) {
                        errors.add(notStorable(pointer));
                    }
                    map.put(member.getKey(), convert(member.getValue(), at, errors));
                }
                yield map;
            }
            case ARRAY -> {
                var list = new ArrayList<>(node.size());
                for (int i = 0; i < node.size(); i++) {
                    list.add(convert(node.get(i), pointer + "/" + i, errors));
                }
                yield list;
            }
            case STRING -> {
                if (!isStorable(node.textValue())) {
                    errors.add(notStorable(pointer));
                }
                yield node.textValue();
            }
            case NUMBER -> {
                if (node.isBigDecimal() && Math.abs(node.decimalValue().scale()) > MAX_SCALE) {
                    errors.add(new FieldError(pointer, "数值超出范围", "The number is out of range"));
                    yield 0;
                }
                yield node.isBigDecimal() ? (Object) node.doubleValue() : node.numberValue();
            }
            case BOOLEAN -> node.booleanValue();
            default -> null;
        };
    }

    /** PostgreSQL keeps no NUL in a text, and UTF-8 knows no half of a surrogate pair. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static FieldError notStorable(String pointer) {
        return new FieldError(pointer, "含有无法保存的字符", "Contains a character that cannot be kept");
    }
}
