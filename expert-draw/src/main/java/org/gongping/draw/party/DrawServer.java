package org.gongping.draw.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The server as a party reaches it. */
public final class DrawServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI base;
    private final URI keys;
    private final Optional<UUID> lot;
    private final Supplier<String> token;

    /**
     * @param url scheme, host and port
     * @param token access token, asked for anew each time: it may be renewed
     */
    public DrawServer(URI url, UUID projectId, Supplier<String> token) {
        this(url, projectId, Optional.empty(), token);
    }

    /** @param lot whose parameters are drawn; nothing for the committee of the project */
    public DrawServer(URI url, UUID projectId, Optional<UUID> lot, Supplier<String> token) {
        String text = url.toString();
        String project =
                (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/api/v1/projects/" + projectId;
        this.keys = URI.create(project + "/draw/keys/");
        this.base = URI.create(
                project + lot.map(id -> "/lots/" + id + "/parameter-draw").orElse("/draw"));
        this.lot = lot;
        this.token = token;
    }

    /** The server has refused, for a reason it names. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refused(int status, String code, String detail) {
            super(code + ": " + detail);
            this.status = status;
            this.code = code;
        }

        public int status() {
            return status;
        }

        public String code() {
            return code;
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    Optional<UUID> lot() {
        return lot;
    }

    /** Keys of a party, which serve all draws of a project. */
    JsonNode register(String party, JsonNode body) throws IOException, InterruptedException {
        return write("PUT", URI.create(keys + party), body);
    }

    JsonNode write(String method, String path, JsonNode body) throws IOException, InterruptedException {
        return write(method, URI.create(base + path), body);
    }

    private JsonNode write(String method, URI to, JsonNode body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(to)
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                request.timeout(TO_ANSWER)
                        .header("Authorization", "Bearer " + token.get())
                        .header("Accept-Language", "en")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        JsonNode json = JSON.readTree(answer.body());
        if (answer.statusCode() >= 300) {
            throw new Refused(
                    answer.statusCode(),
                    json.path("code").asText(Integer.toString(answer.statusCode())),
                    json.path("detail").asText(json.path("title").asText()));
        }
        return json;
    }

    @Override
    public void close() {
        http.close();
    }
}
