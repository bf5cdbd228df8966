package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.gongping.core.identity.Access;
import org.gongping.core.identity.Permissions;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks every operation of the contract with every role, and without a login. Expects 401, 403 or neither exactly as
 * the table of permissions says; what a request admitted by its role is answered then is the matter of its feature.
 */
class PermissionTableTest {
    private static TestServer server;

    /** One operation of the contract. */
    record Operation(String id, String method, String path, Optional<String> contentType) {}

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Operation> operations() throws IOException {
        var operations = new ArrayList<Operation>();
        JsonNode contract = new ObjectMapper(new YAMLFactory())
                .readTree(PermissionTableTest.class.getResourceAsStream("/contract/openapi.yaml"));
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getValue().path("operationId").asText(),
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey()
                                        .replaceAll(
                                                "\\{[a-zA-Z]*Id}",
                                                UUID.randomUUID().toString())
                                        .replaceAll("\\{(party|holder)}", "agent")
                                        .replaceAll("\\{[a-z]+}", "1"),
                                method.getValue().path("requestBody").path("content").properties().stream()
                                        .findFirst()
                                        .map(type -> type.getKey())))));
        return operations;
    }

    @Test
    void hasALineForEachOperationAndNoOther() throws IOException {
        assertThat(Permissions.all().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        operations().stream().map(Operation::id).toList());
    }

    @Test
    void opensToEverybodyExactlyWhatTheContractOpens() throws IOException {
        JsonNode contract = new ObjectMapper(new YAMLFactory())
                .readTree(PermissionTableTest.class.getResourceAsStream("/contract/openapi.yaml"));
        for (JsonNode path : contract.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(Permissions.of(operation.path("operationId").asText()) instanceof Access.Open)
                        .as(operation.path("operationId").asText())
                        .isEqualTo(operation.has("security")
                                && operation.path("security").isEmpty());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> asksForALoginUnlessOpen() throws IOException {
        return operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    int status = call(operation, Optional.empty()).status();
                    if (Permissions.of(operation.id()) instanceof Access.Open) {
                        assertThat(status).isNotIn(401, 403, 500);
                    } else {
                        assertThat(status).isEqualTo(401);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> admitsExactlyTheRolesOfTheTable() throws IOException {
        return operations().stream()
                .flatMap(operation -> Stream.of(Role.values())
                        .map(role -> DynamicTest.dynamicTest(operation.id() + " as " + role.token(), () -> {
                            Answer answer = call(operation, Optional.of(role));
                            if (Permissions.of(operation.id()).allows(java.util.Set.of(role))) {
                                assertThat(answer.status()).as(answer.text()).isNotIn(401, 403, 405, 415, 500, 503);
                            } else {
                                assertThat(answer.status()).isEqualTo(403);
                                assertThat(answer.code()).isEqualTo("role");
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> admitsNobodyWithoutARole() throws IOException {
        return operations().stream()
                .filter(operation -> Permissions.of(operation.id()) instanceof Access.Only)
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    Answer answer =
                            server.send(request(operation).header("Authorization", "Bearer " + server.token("nobody")));
                    assertThat(answer.status()).isEqualTo(403);
                }));
    }

    private static Answer call(Operation operation, Optional<Role> role) {
        HttpRequest.Builder request = request(operation);
        role.ifPresent(held ->
                request.header("Authorization", "Bearer " + server.token("someone-" + held.token(), held)));
        return server.send(request);
    }

    private static HttpRequest.Builder request(Operation operation) {
        HttpRequest.Builder request = server.request(
                operation.method(),
                "/api/v1" + operation.path(),
                operation.contentType().map(type -> "{}"));
        operation.contentType().ifPresent(type -> request.header("Content-Type", type));
        return request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
}
