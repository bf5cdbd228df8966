package org.gongping.core.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** How messages of rooms are written: times as RFC 3339, absent members left out, one JSON object a message. */
public final class RoomJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(SerializationFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private RoomJson() {}

    public static ObjectNode body(RoomMessage message) {
        JsonNode body = MAPPER.valueToTree(message);
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(message.type() + " is no record");
    }

    /** @throws IllegalArgumentException when the body is not what the record takes */
    public static <T extends RoomMessage> T read(JsonNode body, Class<T> type) {
        try {
            return MAPPER.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " does not take this body", e);
        }
    }
}
