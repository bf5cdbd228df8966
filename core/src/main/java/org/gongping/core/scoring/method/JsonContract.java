package org.gongping.core.scoring.method;

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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.gongping.core.audit.CanonicalJson;

/** A JSON Schema (draft 2020-12) of the product's public contract, and its judgement on a document. */
public final class JsonContract {
    /** More findings than this help nobody. */
    private static final int MOST = 100;

    private final JsonSchema schema;

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
                    .locale(Locale.ENGLISH)
                    .formatAssertionsEnabled(true)
                    .build();
            return new JsonContract(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(CanonicalJson.parse(in.readAllBytes()), config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every place where the document breaks the schema, in the order of the pointers; empty when it holds. */
    public List<Finding> findings(JsonNode document) {
        return schema.validate(document).stream()
                .map(JsonContract::finding)
                .distinct()
                .sorted(Comparator.comparing(Finding::pointer).thenComparing(Finding::messageEn))
                .limit(MOST)
                .toList();
    }

    private static Finding finding(ValidationMessage m) {
        String pointer = m.getInstanceLocation().toString();
        if (m.getProperty() != null && !pointer.endsWith("/" + m.getProperty())) {
            pointer = pointer + "/" + m.getProperty().replace("~", "~0").replace("/", "~1");
        }
        String said = m.getMessage();
        int colon = said.indexOf(": ");
        String message = colon >= 0 ? said.substring(colon + 2) : said;
        return Finding.format(pointer, "不符合格式（" + m.getType() + "）：" + message, message);
    }
}
