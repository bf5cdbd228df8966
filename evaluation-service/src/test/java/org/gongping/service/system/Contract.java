package org.gongping.service.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** What the contract promises, read from its file. */
final class Contract {
    private Contract() {}

    private static JsonNode document() {
        try (var stream = Contract.class.getResourceAsStream("/contract/openapi.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Operations that change something: those that carry an Idempotency-Key. Those of the pool of experts
     * are played by {@link ExpertPoolTest}, those of their draw, which parties with keys of their own take, by
     * {@link DrawTest} and those beside it, those of the draw of parameters by {@link ParameterDrawTest};
     * {@code PermissionTableTest} has them all. A bidder may send keys as often as it likes, so that
     * this needs no Idempotency-Key.
     */
    static Set<String> writes() {
        Set<String> writes = new TreeSet<>(Set.of("releaseKeys"));
        for (JsonNode path : document().path("paths")) {
            for (JsonNode operation : path) {
                if (isPlayedElsewhere(operation)) {
                    continue;
                }
                for (JsonNode parameter : operation.path("parameters")) {
                    if (parameter.path("$ref").asText().endsWith("/idempotencyKey")) {
                        writes.add(operation.path("operationId").asText());
                    }
                }
            }
        }
        return writes;
    }

    static Set<String> reads() {
        Set<String> reads = new TreeSet<>();
        for (JsonNode path : document().path("paths")) {
            for (JsonNode operation : path) {
                if (isPlayedElsewhere(operation)) {
                    continue;
                }
                reads.add(operation.path("operationId").asText());
            }
        }
        reads.removeAll(writes());
        return reads;
    }

    private static boolean isPlayedElsewhere(JsonNode operation) {
        return Set.of("draw", "parameter-draw", "expert-pool")
                .contains(operation.path("tags").path(0).asText());
    }
}
