package org.gongping.draw.pool.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.gongping.draw.pool.Specialty;

/** Specialty categories that wait for a confirmation. */
final class SpecialtyJson {
    private SpecialtyJson() {}

    static ObjectNode write(Specialty code) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", code.code()).put("zh", code.zh()).put("source", code.source());
        code.parent().ifPresent(parent -> json.put("parent", parent));
        code.en().ifPresent(en -> json.put("en", en));
        return json;
    }

    static Specialty read(JsonNode json) {
        return new Specialty(
                json.path("code").asText(),
                Optional.ofNullable(json.path("parent").textValue()),
                json.path("zh").asText(),
                Optional.ofNullable(json.path("en").textValue()),
                json.path("source").asText());
    }
}
