package org.gongping.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8785, with the examples of its text. */
class CanonicalJsonTest {
    private static String canonical(String json) throws JsonProcessingException {
        return new String(CanonicalJson.bytes(parse(json)), StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String json) throws JsonProcessingException {
        return CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 8785, 3.2.3: the keys of the sorting example, in their order by UTF-16 code units. */
    @Test
    void sortsByUtf16CodeUnits() throws JsonProcessingException {
        String sorted = canonical("""
                {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",
                 "1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control",
                 "\\u00f6":"Latin Small Letter O With Diaeresis"}""");
        assertThat(sorted)
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                        + "\"\uD83D\uDE00\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    /** RFC 8785, 3.2.2 and 3.2.4: the string of the sample, byte by byte. */
    @Test
    void escapesStringsAsTheSampleOfTheRfc() throws JsonProcessingException {
        byte[] bytes =
                CanonicalJson.bytes(parse("{\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"}"));
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("7b22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d");
    }

    @Test
    void writesEveryControlCharacterInItsShortestForm() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x20; c++) {
            all.append(c);
        }
        all.append('\u007f').append('\u2028').append('/');
        JsonNode node = JsonNodeFactory.instance.textNode(all.toString());
        assertThat(new String(CanonicalJson.bytes(node), StandardCharsets.UTF_8))
                .isEqualTo(
                        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                                + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d"
                                + "\\u001e\\u001f\u007f\u2028/\"");
    }

    @Test
    void writesIntegersBooleansArraysAndNestedObjects() throws JsonProcessingException {
        assertThat(canonical(" { \"b\" : [ 3 , true , { \"d\" : -0 , \"c\" : 9007199254740991 } ] , \"a\" : false } "))
                .isEqualTo("{\"a\":false,\"b\":[3,true,{\"c\":9007199254740991,\"d\":0}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"a\":null}",
                "[null]",
                "1.5",
                "1.0",
                "1e3",
                "9007199254740992",
                "-9007199254740992",
                "\"\\ud800\"",
                "\"\\udc00x\"",
                "{\"\\ud800\":1}"
            })
    void refusesWhatHasNoCanonicalForm(String json) throws JsonProcessingException {
        JsonNode node = parse(json);
        assertThatThrownBy(() -> CanonicalJson.bytes(node)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesNullOnlyWhereItIsAStatement() throws JsonProcessingException {
        JsonNode node = parse("{\"nMax\":null}");
        assertThat(new String(CanonicalJson.bytesWithNull(node), StandardCharsets.UTF_8))
                .isEqualTo("{\"nMax\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{}{}",
                "",
                " ",
                "{",
                "[1,]",
                "{'a':1}",
                "NaN",
                "01",
                "\uFEFF{}",
                "tru",
                "\"\u0001\"",
                "/* */1"
            })
    void refusesMalformedTextAndDuplicateNames(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8AndEndlessNesting() {
        assertThatThrownBy(() -> CanonicalJson.parse(new byte[] {'"', (byte) 0xc3, '"'}))
                .isInstanceOf(JsonProcessingException.class);
        String deep = "[".repeat(5000) + "]".repeat(5000);
        assertThatThrownBy(() -> parse(deep)).isInstanceOf(JsonProcessingException.class);
    }

    /** Whatever the order and the spacing, one value has one canonical form, and it reads back as itself. */
    @Test
    void isAFixedPoint() throws JsonProcessingException {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 200; i > 0; i--) {
            node.put("k" + i + (char) (i * 97), "v\u0000" + (char) (0x4e00 + i))
                    .withArray("list")
                    .add(i);
        }
        byte[] once = CanonicalJson.bytes(node);
        assertThat(CanonicalJson.bytes(CanonicalJson.parse(once))).isEqualTo(once);
        assertThat(CanonicalJson.parse(once)).isEqualTo(node);
    }
}
