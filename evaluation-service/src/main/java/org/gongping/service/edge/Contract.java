package org.gongping.service.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** The public promise of the server, read from the class path. */
public final class Contract {
    private static final String RESOURCE = "/contract/openapi.yaml";
    static final String BASE_PATH = "/api/v1";

    private Contract() {}

    /** @param publicUrl where this server is reached; the contract itself names the path alone */
    public static Future<OpenAPIContract> load(Vertx vertx, URI publicUrl) {
        try (InputStream yaml = Contract.class.getResourceAsStream(RESOURCE)) {
            var document = (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(yaml);
            document.putArray("servers").addObject().put("url", publicUrl + BASE_PATH);
            leaveOutWhatTheRouterDoesNotDecide(document);
            return OpenAPIContract.from(vertx, new JsonObject(document.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The router knows few media types of answers (no problem documents, no PDF) and has no use for them; who may call
     * what is decided after it, so it must not put an empty chain of login handlers before every route.
     */
    private static void leaveOutWhatTheRouterDoesNotDecide(ObjectNode document) {
        document.remove("security");
        ((ObjectNode) document.path("components")).remove("responses");
        for (JsonNode path : document.path("paths")) {
            for (JsonNode node : path) {
                var operation = (ObjectNode) node;
                operation.remove("security");
                operation.putObject("responses").putObject("default").put("description", "");
            }
        }
    }
}
