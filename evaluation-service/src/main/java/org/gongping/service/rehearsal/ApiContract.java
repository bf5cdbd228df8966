package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations of the contract as a client needs them. */
final class ApiContract {
    private final Map<String, Operation> operations = new HashMap<>();

    /**
     * How an operation is reached.
     *
     * @param path with its parameters in braces
     * @param versioned whether the writer must say which version it saw (If-Match)
     * @param command whether a repeat must be told from a new request (Idempotency-Key)
     */
    record Operation(
            String id,
            String method,
            String path,
            Set<String> pathParameters,
            Set<String> queryParameters,
            boolean versioned,
            boolean command) {
        boolean knows(String parameter) {
            return pathParameters.contains(parameter) || queryParameters.contains(parameter);
        }
    }

    private ApiContract(JsonNode document) {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                Operation operation = operation(document, path.getKey(), method.getKey(), method.getValue());
                operations.put(operation.id(), operation);
            }
        }
    }

    /** The contract of this version of the product. */
    static ApiContract shipped() {
        try (var yaml = ApiContract.class.getResourceAsStream("/contract/openapi.yaml")) {
            return new ApiContract(new ObjectMapper(new YAMLFactory()).readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation operation(JsonNode document, String path, String method, JsonNode node) {
        var inPath = new HashSet<String>();
        var inQuery = new HashSet<String>();
        var inHeader = new HashSet<String>();
        for (JsonNode reference : node.path("parameters")) {
            JsonNode parameter = document.at(reference.path("$ref").asText().substring(1));
            Set<String> names = switch (parameter.path("in").asText()) {
                case "path" -> inPath;
                case "query" -> inQuery;
                default -> inHeader;
            };
            names.add(parameter.path("name").asText());
        }
        return new Operation(
                node.path("operationId").asText(),
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                Set.copyOf(inPath),
                Set.copyOf(inQuery),
                inHeader.contains("If-Match"),
                inHeader.contains("Idempotency-Key"));
    }

    Optional<Operation> find(String operationId) {
        return Optional.ofNullable(operations.get(operationId));
    }

    /** @throws IllegalArgumentException when the contract has no such operation */
    Operation get(String operationId) {
        return find(operationId)
                .orElseThrow(() -> new IllegalArgumentException("the contract has no operation " + operationId));
    }
}
