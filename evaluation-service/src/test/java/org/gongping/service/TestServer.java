package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.db.Database;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Role;
import org.gongping.draw.ceremony.DrawInputs;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.Routes;
import org.gongping.service.embedded.Ports;

/** The whole server on a database of its own and an issuer of the tests, with a client for it. */
public final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

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
    public final TestPostgres.TestDatabase database;
    public final MovableClock clock = new MovableClock();
    public final ServerConfig config;
    public final Server server;
    /** The pool of the server itself: what is committed here, the server hears of. */
    public final Database pool;

    private final HttpClient http = HttpClient.newHttpClient();

    /** The whole product on the running clock. */
    public static TestServer start(Path folder) {
        return start(folder, TestPostgres.freshDatabase(), UnaryOperator.identity());
    }

    /** The whole product, its configuration changed. */
    public static TestServer start(Path folder, UnaryOperator<ServerConfig> change) {
        return start(folder, TestPostgres.freshDatabase(), change);
    }

    /** The whole product with one feature more. */
    public static TestServer with(Path folder, Routes more) {
        return new TestServer(folder, TestPostgres.freshDatabase(), UnaryOperator.identity(), foundation -> {
            var features = new ArrayList<>(Features.on(foundation));
            features.add(more);
            return features;
        });
    }

    /** The whole product over a database that exists, its configuration changed. */
    public static TestServer start(
            Path folder, TestPostgres.TestDatabase database, UnaryOperator<ServerConfig> change) {
        return new TestServer(folder, database, change, Features::on);
    }

    /** The whole product, its tenders on a clock of the test's own; tokens and sessions live in real time. */
    public static TestServer on(Path folder, InstantSource tenderClock, UnaryOperator<ServerConfig> change) {
        return on(folder, TestPostgres.freshDatabase(), tenderClock, change, Features::on);
    }

    /** As {@link #on}, over a database that exists. */
    public static TestServer on(
            Path folder,
            TestPostgres.TestDatabase database,
            InstantSource tenderClock,
            UnaryOperator<ServerConfig> change) {
        return on(folder, database, tenderClock, change, Features::on);
    }

    /** As {@link #on}, with plans and screenings of the test's own. */
    public static TestServer drawing(
            Path folder,
            TestPostgres.TestDatabase database,
            InstantSource tenderClock,
            UnaryOperator<ServerConfig> change,
            DrawInputs inputs) {
        return on(folder, database, tenderClock, change, foundation -> Features.on(foundation, Optional.of(inputs)));
    }

    private static TestServer on(
            Path folder,
            TestPostgres.TestDatabase database,
            InstantSource tenderClock,
            UnaryOperator<ServerConfig> change,
            Server.FeatureSet features) {
        return new TestServer(
                folder,
                database,
                change,
                foundation -> features.on(new Server.Foundation(
                        foundation.config(),
                        foundation.database(),
                        tenderClock,
                        foundation.rehearsal(),
                        foundation.log(),
                        foundation.watching(),
                        foundation.calling(),
                        foundation.alarming(),
                        foundation.receiving(),
                        foundation.holding())));
    }

    private TestServer(
            Path folder,
            TestPostgres.TestDatabase database,
            UnaryOperator<ServerConfig> change,
            Server.FeatureSet features) {
        this.database = database;
        int port = Ports.free();
        config = change.apply(new ServerConfig(
                new ServerConfig.Http("127.0.0.1", port, URI.create("http://127.0.0.1:" + port)),
                new ServerConfig.Management(Ports.free()),
                new ServerConfig.Database(
                        database.url(),
                        database.application().user(),
                        database.application().password(),
                        6,
                        Optional.empty()),
                new ServerConfig.Oidc(issuer.uri(), "gongping-web", "secret of the client"),
                new ServerConfig.Session(new SecretKeySpec(new byte[32], "AES")),
                new ServerConfig.Storage(folder, 3 << 20),
                Optional.of(new ServerConfig.Pool(new SecretKeySpec(new byte[32], "HmacSHA256"))),
                Optional.empty(),
                false));
        var foundation = new AtomicReference<Server.Foundation>();
        try {
            server = Server.start(config, clock, on -> {
                foundation.set(on);
                return features.on(on);
            });
            pool = foundation.get().database();
        } catch (RuntimeException e) {
            issuer.close();
            http.close();
            throw e;
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

        /** This answer, when it has the status; otherwise the test fails and shows what came. */
        public Answer expect(int status) {
            assertThat(status()).as(text()).isEqualTo(status);
            return this;
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
