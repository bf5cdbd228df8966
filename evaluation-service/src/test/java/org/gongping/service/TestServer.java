package org.gongping.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Role;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.SystemRoutes;

/** The whole server on a database of its own and an issuer of the tests, with a client for it. */
public final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The clock of a test: goes on by itself, and may be moved. */
    public static final class MovableClock implements InstantSource {
        private final AtomicReference<java.time.Duration> ahead = new AtomicReference<>(java.time.Duration.ZERO);

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead.get());
        }

        public void advance(java.time.Duration by) {
            ahead.updateAndGet(by::plus);
        }
    }

    public final TestIssuer issuer = new TestIssuer();
    public final TestPostgres.TestDatabase database = TestPostgres.freshDatabase();
    public final MovableClock clock = new MovableClock();
    public final ServerConfig config;
    public final Server server;
    private final HttpClient http = HttpClient.newHttpClient();

    /** The edge with these features; every other operation of the contract answers an empty record. */
    public static TestServer edge(Path folder, Routes... features) {
        return new TestServer(folder, UnaryOperator.identity(), Optional.of(List.of(features)));
    }

    /** The whole product. */
    public static TestServer product(Path folder, UnaryOperator<ServerConfig> change) {
        return new TestServer(folder, change, Optional.empty());
    }

    private TestServer(Path folder, UnaryOperator<ServerConfig> change, Optional<List<Routes>> features) {
        int port = freePort();
        config = change.apply(new ServerConfig(
                new ServerConfig.Http("127.0.0.1", port, URI.create("http://127.0.0.1:" + port)),
                new ServerConfig.Management(freePort()),
                new ServerConfig.Database(
                        database.url(),
                        database.application().user(),
                        database.application().password(),
                        6,
                        Optional.empty()),
                new ServerConfig.Oidc(issuer.uri(), "gongping-web", "secret of the client"),
                new ServerConfig.Session(new SecretKeySpec(new byte[32], "AES")),
                new ServerConfig.Storage(folder, 3 << 20),
                false));
        server = features.map(chosen -> Server.start(config, clock, foundation -> {
                    var routes = new ArrayList<Routes>(chosen);
                    routes.add(new SystemRoutes(
                            foundation.clock(),
                            foundation.rehearsal(),
                            (transaction, creditCode) -> Optional.empty(),
                            (transaction, actor, to) -> {}));
                    routes.add(new RemainingOperations());
                    return routes;
                }))
                .orElseGet(() -> Server.start(config, clock));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** An answer with its JSON, if it is any. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String code() {
            return json().path("code").asText();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    public HttpRequest.Builder request(String method, String path, Optional<String> body) {
        return HttpRequest.newBuilder(uri(path))
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, String token) {
        return send(request("GET", path, Optional.empty()).header("Authorization", "Bearer " + token));
    }

    /** A write with a fresh command id. */
    public Answer write(String method, String path, String token, Object body) {
        return write(method, path, token, body, UUID.randomUUID());
    }

    public Answer write(String method, String path, String token, Object body, UUID commandId) {
        return send(request(method, path, Optional.of(json(body)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", commandId.toString()));
    }

    public static String json(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String token(String account, Role... roles) {
        return issuer.token(account, roles);
    }

    /** Claims as {@link TestIssuer#claims}, altered. */
    public Map<String, Object> claims(String account, Role... roles) {
        return issuer.claims(account, roles);
    }

    @Override
    public void close() {
        server.close();
        issuer.close();
        http.close();
    }
}
