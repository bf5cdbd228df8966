package org.gongping.core.verify.envelope;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The part of JSON that header, manifest and key file are written in: no null, no booleans, integers from 0 to 2^53 − 1. */
sealed interface Json {
    record Text(String value) implements Json {}

    record Int(long value) implements Json {}

    record Items(List<Json> values) implements Json {}

    /** In the order of their names by UTF-16 code units, which is that of {@link String#compareTo}. */
    record Members(SortedMap<String, Json> values) implements Json {}

    /** The bytes of RFC 8785. */
    default byte[] canonical() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same without the members of this name, at any depth. */
    default Json without(String name) {
        return switch (this) {
            case Members members -> {
                SortedMap<String, Json> rest = new TreeMap<>();
                members.values().forEach((member, value) -> {
                    if (!member.equals(name)) {
                        rest.put(member, value.without(name));
                    }
                });
                yield new Members(rest);
            }
            case Items items ->
                new Items(items.values().stream()
                        .map(value -> value.without(name))
                        .toList());
            case Text text -> text;
            case Int number -> number;
        };
    }

    private void write(StringBuilder out) {
        switch (this) {
            case Int number -> out.append(number.value());
            case Text text -> quote(text.value(), out);
            case Items items -> {
                String separator = "[";
                for (Json value : items.values()) {
                    out.append(separator);
                    value.write(out);
                    separator = ",";
                }
                out.append(items.values().isEmpty() ? "[]" : "]");
            }
            case Members members -> {
                String separator = "{";
                for (var member : members.values().entrySet()) {
                    out.append(separator);
                    quote(member.getKey(), out);
                    out.append(':');
                    member.getValue().write(out);
                    separator = ",";
                }
                out.append(members.values().isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int named = "\b\t\n\f\r\"\\".indexOf(c);
            if (named >= 0) {
                out.append('\\').append("btnfr\"\\".charAt(named));
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
