package org.gongping.draw.pool;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Contents as JSON, in which they wait for a confirmation and stand in the history; nothing absent is written. */
public final class ContentJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            // Decimals keep their digits, and have no place in RFC 8785 text.
            .withConfigOverride(
                    BigDecimal.class, decimal -> decimal.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .build();

    private ContentJson() {}

    public static ObjectNode write(Object content) {
        return MAPPER.valueToTree(content);
    }

    public static <T> T read(JsonNode json, Class<T> type) {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored content does not parse", e);
        }
    }

    /**
     * What was and what is, of the members that differ.
     *
     * @param was null for something new
     */
    public static ObjectNode change(ObjectNode was, ObjectNode is) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        ObjectNode before = change.putObject("was");
        ObjectNode after = change.putObject("is");
        for (String member : members(was, is)) {
            JsonNode old = was == null ? null : was.get(member);
            JsonNode now = is.get(member);
            if (old == null ? now != null : !old.equals(now)) {
                if (old != null) {
                    before.set(member, old);
                }
                if (now != null) {
                    after.set(member, now);
                }
            }
        }
        return change;
    }

    private static Set<String> members(ObjectNode was, ObjectNode is) {
        Set<String> members = new TreeSet<>();
        is.fieldNames().forEachRemaining(members::add);
        if (was != null) {
            was.fieldNames().forEachRemaining(members::add);
        }
        return members;
    }

    /** Names of the members that a change touches, sorted. */
    static List<String> changed(ObjectNode change) {
        Set<String> names = new TreeSet<>();
        change.path("was").fieldNames().forEachRemaining(names::add);
        change.path("is").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    /** The same with personal data masked and digests left out. */
    public static JsonNode masked(JsonNode change) {
        ObjectNode copy = change.deepCopy();
        for (JsonNode side : List.of(copy.path("was"), copy.path("is"))) {
            if (side instanceof ObjectNode content) {
                mask(content, "name", MaskedExpert::name);
                mask(content, "phone", MaskedExpert::phone);
                mask(content, "email", MaskedExpert::email);
                mask(content, "identity", _ -> "***");
                for (JsonNode relation : content.path("relations")) {
                    mask((ObjectNode) relation, "person", MaskedExpert::name);
                }
            }
        }
        return copy;
    }

    private static void mask(ObjectNode content, String member, UnaryOperator<String> masking) {
        if (content.path(member).isTextual()) {
            content.put(member, masking.apply(content.get(member).textValue()));
        }
    }
}
