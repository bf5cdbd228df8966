package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.service.StartupFailure;
import org.gongping.service.bid.client.BidServer;
import org.gongping.service.rehearsal.ApiContract.Operation;

/** The server's HTTP API, called as any program would call it. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String BASE = "/api/v1";

    private final HttpClient http;
    private final URI server;
    private final Tokens tokens;
    private final ApiContract contract = ApiContract.shipped();

    /** @param server base URL without a trailing slash */
    public Api(HttpClient http, URI server, Tokens tokens) {
        this.http = http;
        this.server = server;
        this.tokens = tokens;
    }

    /** The body of a request. */
    record Content(String mediaType, byte[] bytes) {
        static Content json(JsonNode node) {
            return new Content("application/json", node.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * One request.
     *
     * @param parameters of path and query
     * @param version for If-Match
     */
    record Request(
            Operation operation,
            Optional<String> account,
            Map<String, String> parameters,
            Optional<String> version,
            Optional<Content> content,
            UUID commandId) {}

    /**
     * @param body missing where the answer is no JSON
     * @param bytes as they came
     */
    record Answer(int status, JsonNode body, byte[] bytes, boolean replayed) {}

    /** How a bidder's programs send envelopes; closed by whoever asks. */
    BidServer bidServer(String account) {
        return new BidServer(server, () -> tokens.of(account));
    }

    ApiContract contract() {
        return contract;
    }

    /**
     * Time of the server.
     *
     * @throws StartupFailure when this is no server of the product, or one that runs on real time
     */
    public Instant rehearsalTime() {
        JsonNode time = serverTime();
        if (!time.path("rehearsal").asBoolean()) {
            throw new StartupFailure(
                    server + " is a production server; a rehearsal needs one that was started with --rehearsal");
        }
        return Instant.parse(time.path("now").asText());
    }

    /**
     * Time of any server.
     *
     * @throws StartupFailure when this is no server of the product
     */
    Instant time() {
        return Instant.parse(serverTime().path("now").asText());
    }

    private JsonNode serverTime() {
        Answer answer = send(request("getServerTime", Optional.empty(), Map.of(), Optional.empty()));
        if (answer.status() != 200 || !answer.body().path("now").isTextual()) {
            throw new StartupFailure("no Gongping server answers at " + server);
        }
        return answer.body();
    }

    /** A request with a command id of its own. */
    Request request(
            String operation, Optional<String> account, Map<String, String> parameters, Optional<JsonNode> body) {
        return new Request(
                contract.get(operation),
                account,
                parameters,
                Optional.empty(),
                body.map(Content::json),
                UUID.randomUUID());
    }

    /** @throws StartupFailure when the server does not answer */
    Answer send(Request request) {
        Operation operation = request.operation();
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(request))
                .timeout(TIMEOUT)
                .header("Accept", "application/json, application/problem+json, */*")
                .header("Accept-Language", "en")
                .method(
                        operation.method(),
                        request.content()
                                .map(content -> HttpRequest.BodyPublishers.ofByteArray(content.bytes()))
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        request.content().ifPresent(content -> builder.header("Content-Type", content.mediaType()));
        request.account().ifPresent(account -> builder.header("Authorization", "Bearer " + tokens.of(account)));
        request.version().ifPresent(version -> builder.header("If-Match", "\"" + version + "\""));
        if (operation.command()) {
            builder.header("Idempotency-Key", request.commandId().toString());
        }
        try {
            HttpResponse<byte[]> response = http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    response.statusCode(),
                    json ? JSON.readTree(response.body()) : MissingNode.getInstance(),
                    response.body(),
                    response.headers().firstValue("Idempotency-Replayed").isPresent());
        } catch (IOException e) {
            throw new StartupFailure("no Gongping server answers at " + server + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while waiting for " + server, e);
        }
    }

    private URI uri(Request request) {
        String path = request.operation().path();
        List<String> query = new ArrayList<>();
        for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
            String value = URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            if (request.operation().pathParameters().contains(parameter.getKey())) {
                path = path.replace("{" + parameter.getKey() + "}", value);
            } else {
                query.add(parameter.getKey() + "=" + value);
            }
        }
        return URI.create(server + BASE + path + (query.isEmpty() ? "" : "?" + String.join("&", query)));
    }
}
