package org.gongping.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.gongping.core.audit.CanonicalJson;

/** A JSON Schema (draft 2020-12) of the product's public contract, and its judgement on a document. Thread-safe. */
public final class JsonContract {
    /** More breaches than this help nobody. */
    private static final int MOST = 100;

    private final JsonSchema schema;

    /**
     * One place where a document breaks the schema.
     *
     * @param pointer JSON pointer (RFC 6901) to the member that is wrong, missing or not known
     * @param keyword of the schema, such as {@code required}
     */
    public record Breach(String pointer, String keyword, String zh, String en) {}

    private JsonContract(JsonSchema schema) {
        this.schema = schema;
    }

    /** Loads a schema that ships with the product, by its name under {@code /contract}. */
    public static JsonContract ofResource(String name) {
        try (InputStream in = JsonContract.class.getResourceAsStream("/contract/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the product: contract/" + name);
            }
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .formatAssertionsEnabled(true)
                    .build();
            return new JsonContract(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(CanonicalJson.parse(in.readAllBytes()), config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every place where the document breaks the schema, in the order of the pointers; empty when it holds. */
    public List<Breach> breaches(JsonNode document) {
        List<ValidationMessage> english = validate(document, Locale.ENGLISH);
        if (english.isEmpty()) {
            return List.of();
        }
        List<ValidationMessage> chinese = validate(document, Locale.SIMPLIFIED_CHINESE);
        List<Breach> breaches = new ArrayList<>();
        for (int i = 0; i < english.size(); i++) {
            breaches.add(new Breach(
                    pointer(english.get(i)),
                    english.get(i).getType(),
                    // The library says 架构 (architecture) of a schema.
                    text(chinese.get(i)).replace("架构", "格式"),
                    text(english.get(i))));
        }
        return breaches.stream()
                .distinct()
                .sorted(Comparator.comparing(Breach::pointer).thenComparing(Breach::en))
                .limit(MOST)
                .toList();
    }

    /** The same document breaks the schema in the same order, whatever the language. */
    private List<ValidationMessage> validate(JsonNode document, Locale language) {
        return List.copyOf(
                schema.validate(document, run -> run.getExecutionConfig().setLocale(language)));
    }

    private static String pointer(ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        String property = message.getProperty();
        return property == null || pointer.endsWith("/" + property)
                ? pointer
                : pointer + "/" + property.replace("~", "~0").replace("/", "~1");
    }

    private static String text(ValidationMessage message) {
        String text = message.getMessage();
        String prefix = message.getInstanceLocation() + ": ";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
