package org.gongping.core.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON without mercy: no duplicate members, nothing after the document, and everything the schema says. */
final class StrictJson {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonSchema schema;

    /** @param resource class-path name of a JSON schema, draft 2020-12 */
    StrictJson(String resource) {
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        resource(resource),
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .formatAssertionsEnabled(true)
                                .build());
    }

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
                    ? new Loaded.Refused<>(List.of(new PointerError("", "no JSON document")))
                    : new Loaded.Sound<>(node);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            return new Loaded.Refused<>(List.of(new PointerError("", "not JSON: " + e.getOriginalMessage() + where)));
        }
    }

    /** Every breach of the schema, in the order of the document's pointers. */
    List<PointerError> check(JsonNode document) {
        List<PointerError> errors = new ArrayList<>();
        for (ValidationMessage message : schema.validate(document)) {
            String pointer = message.getInstanceLocation().toString();
            if (message.getProperty() != null) {
                pointer = pointer + "/" + PointerError.escape(message.getProperty());
            }
            errors.add(new PointerError(pointer, withoutLocation(message)));
        }
        errors.sort((a, b) -> a.pointer().compareTo(b.pointer()));
        return errors;
    }

    private static String withoutLocation(ValidationMessage message) {
        String text = message.getMessage();
        String prefix = message.getInstanceLocation() + ": ";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
