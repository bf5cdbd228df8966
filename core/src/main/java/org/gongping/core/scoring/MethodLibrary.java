package org.gongping.core.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;

/** The published definitions that ship with the product, one for each family and variant. */
public final class MethodLibrary {
    private static final String FOLDER = "/methods/";

    private MethodLibrary() {}

    /** All of them, in the order of the index. */
    public static List<MethodDefinition> all() {
        List<MethodDefinition> all = new ArrayList<>();
        for (JsonNode name : json("index.json").path("methods")) {
            all.add(read(name.asText()));
        }
        return List.copyOf(all);
    }

    private static MethodDefinition read(String name) {
        return switch (MethodReader.read(json(name))) {
            case Reading.Accepted<MethodDefinition>(MethodDefinition method) -> method;
            case Reading.Refused<MethodDefinition>(var findings) ->
                throw new IllegalStateException("the shipped definition " + name + " is unsound: " + findings);
        };
    }

    private static JsonNode json(String name) {
        try (InputStream in = MethodLibrary.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the product: methods/" + name);
            }
            return CanonicalJson.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
