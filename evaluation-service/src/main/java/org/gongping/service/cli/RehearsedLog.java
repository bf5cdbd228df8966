package org.gongping.service.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import org.gongping.service.StartupFailure;

/** The end of a rehearsal: the log of the server that was played on, verified out of its public files. */
final class RehearsedLog {
    /** A checkpoint is signed five times a second and cosigned at once. */
    private static final Duration TO_BE_SEALED = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http;
    private final URI server;

    RehearsedLog(HttpClient http, URI server) {
        this.http = http;
        this.server = server;
    }

    /**
     * Verifies the log once all that was signed is sealed.
     *
     * @param policy whose signatures are needed; without a file of one's own, what the server says of itself
     * @return empty when the server keeps no log
     */
    Optional<Report> verify(Optional<Path> policy) throws InterruptedException {
        if (sealed().isEmpty()) {
            return Optional.empty();
        }
        Path file = policy(policy).orElseThrow();
        try {
            Path state = Files.createTempDirectory("gongping-rehearsal").resolve("state");
            return Optional.of(new Verifier(file, state, Limits.usual()).verify(server + "/log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whose signatures are needed.
     *
     * @param own a file of one's own; without it what the server says of itself
     * @return empty when the server keeps no log
     */
    Optional<Path> policy(Optional<Path> own) throws InterruptedException {
        Optional<JsonNode> health = health();
        if (health.isEmpty() || own.isPresent()) {
            return health.flatMap(kept -> own);
        }
        try {
            Path file = Files.createTempFile("gongping-rehearsal", ".policy");
            return Optional.of(
                    Files.writeString(file, health.get().path("policy").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<JsonNode> sealed() throws InterruptedException {
        long deadline = System.nanoTime() + TO_BE_SEALED.toNanos();
        Optional<JsonNode> health = health();
        while (health.isPresent() && !isSealed(health.get()) && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
            health = health();
        }
        return health;
    }

    private static boolean isSealed(JsonNode health) {
        return health.path("publishedSize").asLong(-1)
                == health.path("signedSize").asLong(-2);
    }

    private Optional<JsonNode> health() throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(server + "/api/v1/log-health"))
                            .timeout(TIMEOUT)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? Optional.of(new ObjectMapper().readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new StartupFailure("the log of " + server + " cannot be asked: " + e.getMessage(), e);
        }
    }
}
