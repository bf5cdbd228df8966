package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** RFC 8785 for what a draw hashes: objects, arrays, strings, integers from 0 to 2^53 − 1. */
final class Canonical {
    private Canonical() {}

    static byte[] bytes(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            names.sort(String::compareTo);
            char before = '{';
            for (String name : names) {
                out.append(before);
                string(name, out);
                out.append(':');
                write(node.get(name), out);
                before = ',';
            }
            out.append(names.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            char before = '[';
            for (JsonNode item : node) {
                out.append(before);
                write(item, out);
                before = ',';
            }
            out.append(node.isEmpty() ? "[]" : "]");
        } else if (node.isTextual()) {
            string(node.textValue(), out);
        } else if (node.isIntegralNumber()) {
            out.append(node.bigIntegerValue());
        } else {
            throw new IllegalArgumentException("has no canonical form here: " + node.getNodeType());
        }
    }

    static void string(String text, StringBuilder out) {
        out.append('"');
        if (isPlain(text)) {
            out.append(text);
        } else {
            escaped(text, out);
        }
        out.append('"');
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void escaped(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int special = "\"\\\b\t\n\f\r".indexOf(c);
            if (special >= 0) {
                out.append('\\').append("\"\\btnfr".charAt(special));
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
    }
}
