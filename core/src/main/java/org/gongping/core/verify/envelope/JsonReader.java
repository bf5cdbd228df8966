package org.gongping.core.verify.envelope;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one JSON text of the subset, in which every value has one meaning: UTF-8, no member twice, strings well-formed and
 * in NFC, nothing after the value.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 16;
    private static final long MAX_INTEGER = (1L << 53) - 1;

    private final String text;
    private final boolean isSpaced;
    private int at;

    /** Not such JSON; {@code at} is a byte of the text. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final int at;

        private Malformed(int at, String what) {
            super(what, null, false, false);
            this.at = at;
        }

        int at() {
            return at;
        }
    }

    private JsonReader(String text, boolean isSpaced) {
        this.text = text;
        this.isSpaced = isSpaced;
    }

    /** Any spelling of it. */
    static Json read(byte[] utf8) throws Malformed {
        return new JsonReader(decode(utf8), true).whole();
    }

    /** Its one spelling of RFC 8785. */
    static Json readCanonical(byte[] utf8) throws Malformed {
        Json value = new JsonReader(decode(utf8), false).whole();
        int differs = Arrays.mismatch(value.canonical(), utf8);
        if (differs >= 0) {
            throw new Malformed(differs, "not the canonical spelling");
        }
        return value;
    }

    private Json whole() throws Malformed {
        Json value = value(0);
        space();
        if (at < text.length()) {
            throw malformed("something follows the value");
        }
        return value;
    }

    private static String decode(byte[] utf8) throws Malformed {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer chars = CharBuffer.allocate(utf8.length);
        if (decoder.decode(bytes, chars, true).isError()) {
            throw new Malformed(bytes.position(), "not UTF-8");
        }
        return chars.flip().toString();
    }

    private Malformed malformed(String what) {
        return new Malformed(
                text.substring(0, Math.min(at, text.length())).getBytes(StandardCharsets.UTF_8).length, what);
    }

    private void space() {
        while (isSpaced && at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next character that is no space; NUL at the end, which stands nowhere in JSON. */
    private char next() {
        space();
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean takes(char wanted) {
        boolean isThere = next() == wanted;
        if (isThere) {
            at++;
        }
        return isThere;
    }

    private void take(char wanted) throws Malformed {
        if (!takes(wanted)) {
            throw malformed("a '" + wanted + "' is missing");
        }
    }

    private Json value(int depth) throws Malformed {
        if (depth > MAX_DEPTH) {
            throw malformed("nested too deep");
        }
        return switch (next()) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(string());
            default -> integer();
        };
    }

    private Json members(int depth) throws Malformed {
        SortedMap<String, Json> members = new TreeMap<>();
        take('{');
        if (takes('}')) {
            return new Json.Members(members);
        }
        do {
            next();
            int begins = at;
            String name = string();
            if (members.containsKey(name)) {
                at = begins;
                throw malformed("a member twice");
            }
            take(':');
            members.put(name, value(depth + 1));
        } while (takes(','));
        take('}');
        return new Json.Members(members);
    }

    private Json items(int depth) throws Malformed {
        List<Json> items = new ArrayList<>();
        take('[');
        if (takes(']')) {
            return new Json.Items(items);
        }
        do {
            items.add(value(depth + 1));
        } while (takes(','));
        take(']');
        return new Json.Items(items);
    }

    private Json integer() throws Malformed {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int digits = at - from;
        boolean isPlain = digits > 0 && digits <= MAX_DIGITS && (digits == 1 || text.charAt(from) != '0');
        if (!isPlain || Long.parseLong(text, from, at, 10) > MAX_INTEGER) {
            at = from;
            throw malformed("no object, array, string or integer from 0 to 2^53 - 1");
        }
        return new Json.Int(Long.parseLong(text, from, at, 10));
    }

    private String string() throws Malformed {
        int from = at;
        take('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = at < text.length() ? text.charAt(at) : '\0';
            if (c < ' ') {
                throw malformed("a string does not end, or holds a control character");
            }
            at++;
            if (c == '"') {
                break;
            }
            out.append(c == '\\' ? escaped() : c);
        }
        String string = out.toString();
        if (!isWellFormed(string) || !Normalizer.isNormalized(string, Normalizer.Form.NFC)) {
            at = from;
            throw malformed("a string is not in NFC");
        }
        return string;
    }

    private char escaped() throws Malformed {
        char letter = at < text.length() ? text.charAt(at) : '\0';
        int named = "\"\\/bfnrt".indexOf(letter);
        if (named >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(named);
        }
        boolean isHex = letter == 'u' && at + 5 <= text.length();
        for (int i = 1; i <= 4 && isHex; i++) {
            isHex = Character.digit(text.charAt(at + i), 16) >= 0 && text.charAt(at + i) < 0x80;
        }
        if (!isHex) {
            throw malformed("an escape that JSON does not have");
        }
        char unit = (char) Integer.parseInt(text, at + 1, at + 5, 16);
        at += 5;
        return unit;
    }

    private static boolean isWellFormed(String string) {
        return string.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
