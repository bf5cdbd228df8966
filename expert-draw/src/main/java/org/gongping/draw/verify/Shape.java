package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.gongping.core.verify.Texts;

/** What a value of the transcript must look like; whatever it does not name is refused. */
interface Shape {
    String E_FORMAT = "E_FORMAT";

    /** @param place where the value stands, for whoever reads the failure */
    void check(JsonNode value, String place) throws Failed;

    /** A string in Unicode normal form C, without half characters. */
    static Shape text() {
        return (value, place) -> {
            require(value.isTextual() && isPlain(value.textValue()), place, "a string");
        };
    }

    static boolean isPlain(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length() && ascii; i++) {
            ascii = text.charAt(i) < 0x80;
        }
        return ascii
                || (text.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff)
                        && Normalizer.isNormalized(text, Normalizer.Form.NFC));
    }

    static Shape text(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return (value, place) ->
                require(value.isTextual() && compiled.matcher(value.textValue()).matches(), place, pattern);
    }

    /** Lower-case hex of so many bytes. */
    static Shape hex(int bytes) {
        return text("[0-9a-f]{" + 2 * bytes + "}");
    }

    /** Canonical base64; so many bytes, or any number when 0. */
    static Shape base64(int bytes) {
        return (value, place) -> {
            Optional<byte[]> decoded = value.isTextual() ? Texts.base64(value.textValue()) : Optional.empty();
            require(decoded.isPresent() && (bytes == 0 || decoded.get().length == bytes), place, "base64");
        };
    }

    /** UTC with milliseconds, of a day and an hour that exist. */
    static Shape time() {
        Shape form = text("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        return (value, place) -> {
            form.check(value, place);
            try {
                LocalDateTime ignored = LocalDateTime.parse(value.textValue().substring(0, 23));
            } catch (DateTimeException e) {
                throw new Failed(E_FORMAT, place + " must be a time that exists");
            }
        };
    }

    /** An integer from {@code least} to 2^53 − 1. */
    static Shape integer(long least) {
        return (value, place) -> require(
                value.isIntegralNumber()
                        && value.canConvertToLong()
                        && value.longValue() >= least
                        && value.longValue() < 1L << 53,
                place,
                "an integer from " + least);
    }

    static Shape array(Shape item) {
        return (value, place) -> {
            require(value.isArray(), place, "an array");
            for (int i = 0; i < value.size(); i++) {
                item.check(value.get(i), place + "[" + i + "]");
            }
        };
    }

    /** An object from any ASCII name to values of one shape. */
    static Shape map(Shape item) {
        return (value, place) -> {
            require(value.isObject(), place, "an object");
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                require(entry.getKey().chars().allMatch(c -> c > 0x20 && c < 0x7f), place, "ASCII names");
                item.check(entry.getValue(), place + "." + entry.getKey());
            }
        };
    }

    /** An object with named members. */
    static Members object() {
        return new Members();
    }

    /** Whatever the protocol can hash: objects, arrays, strings, integers from 0, to a depth of 20. */
    static Shape hashable() {
        return (value, place) -> hashable(value, place, 20);
    }

    private static void hashable(JsonNode value, String place, int depth) throws Failed {
        require(depth > 0, place, "less depth");
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                require(entry.getKey().chars().allMatch(c -> c >= 0x20 && c < 0x7f), place, "ASCII names");
                hashable(entry.getValue(), place + "." + entry.getKey(), depth - 1);
            }
        } else if (value.isArray()) {
            for (JsonNode item : value) {
                hashable(item, place + "[]", depth - 1);
            }
        } else if (value.isTextual()) {
            text().check(value, place);
        } else {
            integer(0).check(value, place);
        }
    }

    private static void require(boolean holds, String place, String expected) throws Failed {
        Failed.unless(holds, E_FORMAT, place + " must be " + expected);
    }

    /** Members by name; others are refused. */
    final class Members implements Shape {
        private final Map<String, Shape> required = new LinkedHashMap<>();
        private final Map<String, Shape> optional = new LinkedHashMap<>();

        private Members() {}

        Members with(String name, Shape shape) {
            required.put(name, shape);
            return this;
        }

        Members orWith(String name, Shape shape) {
            optional.put(name, shape);
            return this;
        }

        Set<String> required() {
            return required.keySet();
        }

        Optional<Shape> member(String name) {
            return Optional.ofNullable(required.getOrDefault(name, optional.get(name)));
        }

        @Override
        public void check(JsonNode value, String place) throws Failed {
            require(value.isObject(), place, "an object");
            for (String name : required.keySet()) {
                require(value.has(name), place + "." + name, "there");
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                Optional<Shape> shape = member(entry.getKey());
                require(shape.isPresent(), place + "." + entry.getKey(), "absent: nobody knows it");
                shape.get().check(entry.getValue(), place + "." + entry.getKey());
            }
        }
    }
}
