package org.gongping.core.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.gongping.core.schema.JsonContract;
import org.gongping.core.schema.MalformedJson;

/** Reads JSON without mercy: no duplicate members, nothing after the document, and everything a schema says. */
final class StrictJson {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    static JsonNode resource(String name) {
        try (InputStream in = StrictJson.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name, e);
        }
    }

    static Loaded<JsonNode> parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null || node.isMissingNode()
                    ? new Loaded.Refused<>(List.of(new PointerError("", "没有 JSON 内容", "no JSON document")))
                    : new Loaded.Sound<>(node);
        } catch (JsonProcessingException e) {
            String fault = MalformedJson.describe(e);
            return new Loaded.Refused<>(
                    List.of(new PointerError("", "不是合法的 JSON：" + fault, "malformed JSON: " + fault)));
        }
    }

    /** Every breach of the schema, in the order of the document's pointers. */
    static List<PointerError> check(JsonContract schema, JsonNode document) {
        return schema.breaches(document).stream()
                .map(breach -> new PointerError(breach.pointer(), breach.zh(), breach.en()))
                .toList();
    }
}
