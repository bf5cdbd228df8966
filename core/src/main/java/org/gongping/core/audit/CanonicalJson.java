package org.gongping.core.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * JSON Canonicalization Scheme, RFC 8785, for the part of JSON that the product signs and hashes: objects, arrays,
 * strings, booleans and integers within ±(2^53 − 1). Fractions never occur there: amounts are decimal strings.
 *
 * <p>Members are ordered by the UTF-16 code units of their names (RFC 8785, 3.2.3), strings are escaped as in 3.2.2.2,
 * and nothing stands between the tokens.
 */
public final class CanonicalJson {
    /** Greatest integer that every JSON reader takes over unchanged (RFC 7493, 2.2). */
    private static final BigInteger MAX_INTEGER = BigInteger.TWO.pow(53).subtract(BigInteger.ONE);

    private static final int MAX_DEPTH = 100;

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(40)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CanonicalJson() {}

    /**
     * Reads one JSON text. Refused are: bytes that are not UTF-8, a byte order mark, duplicate member names, anything
     * after the value, nesting deeper than 100.
     *
     * @throws JsonProcessingException with the place of the fault, when the text is not such JSON
     */
    public static JsonNode parse(byte[] utf8) throws JsonProcessingException {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            throw new Malformed("not UTF-8", e);
        }
        JsonNode node = STRICT.readTree(text.toString());
        if (node == null || node.isMissingNode()) {
            throw new Malformed("no JSON value", null);
        }
        return node;
    }

    /**
     * The canonical bytes of a value that holds no null, as the audit log asks (an absent member is omitted).
     *
     * @throws IllegalArgumentException for null, a fraction, an integer beyond ±(2^53 − 1) or a lone surrogate
     */
    public static byte[] bytes(JsonNode node) {
        return text(node).getBytes(StandardCharsets.UTF_8);
    }

    /** The text of {@link #bytes}. */
    static String text(JsonNode node) {
        return text(node, false);
    }

    /**
     * The canonical bytes of a value in which null is a statement of its own, as in a method definition, where
     * {@code "nMax": null} says "without limit".
     *
     * @throws IllegalArgumentException for a fraction, an integer beyond ±(2^53 − 1) or a lone surrogate
     */
    public static byte[] bytesWithNull(JsonNode node) {
        return text(node, true).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonNode node, boolean nullAllowed) {
        StringBuilder out = new StringBuilder(256);
        write(node, nullAllowed, 0, out);
        return out.toString();
    }

    private static void write(JsonNode node, boolean nullAllowed, int depth, StringBuilder out) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH);
        }
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, nullAllowed, depth, out);
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < node.size(); i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    write(node.get(i), nullAllowed, depth + 1, out);
                }
                out.append(']');
            }
            case STRING -> writeString(node.textValue(), out);
            case BOOLEAN -> out.append(node.booleanValue());
            case NUMBER -> writeInteger(node, out);
            case NULL -> {
                if (!nullAllowed) {
                    throw new IllegalArgumentException("null has no canonical form here: leave the member out");
                }
                out.append("null");
            }
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode node, boolean nullAllowed, int depth, StringBuilder out) {
        List<String> names = new ArrayList<>(node.size());
        node.fieldNames().forEachRemaining(names::add);
        // String.compareTo orders by UTF-16 code units, which is what RFC 8785, 3.2.3 asks.
        names.sort(null);
        out.append('{');
        boolean first = true;
        for (String name : names) {
            if (!first) {
                out.append(',');
            }
            first = false;
            writeString(name, out);
            out.append(':');
            write(node.get(name), nullAllowed, depth + 1, out);
        }
        out.append('}');
    }

    private static void writeInteger(JsonNode node, StringBuilder out) {
        if (!node.isIntegralNumber()) {
            throw new IllegalArgumentException("a fraction has no canonical form here: write " + node + " as a string");
        }
        BigInteger value = node.bigIntegerValue();
        if (value.abs().compareTo(MAX_INTEGER) > 0) {
            throw new IllegalArgumentException("integer beyond ±(2^53 − 1): " + value);
        }
        out.append(value);
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else if (Character.isSurrogate(c)) {
                        if (!Character.isHighSurrogate(c)
                                || i + 1 == text.length()
                                || !Character.isLowSurrogate(text.charAt(i + 1))) {
                            throw new IllegalArgumentException("lone surrogate in a string");
                        }
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static final class Malformed extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        private Malformed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
