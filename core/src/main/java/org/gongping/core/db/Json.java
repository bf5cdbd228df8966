package org.gongping.core.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jooq.JSONB;

/** JSON columns. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The column's value; null for SQL null. */
    public static JsonNode read(JSONB value) {
        try {
            return value == null ? null : MAPPER.readTree(value.data());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL returned JSON that does not parse", e);
        }
    }

    /** What to store; null for SQL null. */
    public static JSONB write(JsonNode node) {
        return node == null ? null : JSONB.valueOf(node.toString());
    }
}
