package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.gongping.service.StartupFailure;

/**
 * Bearer tokens of the accounts, by password at the token endpoint (RFC 6749, section 4.3), as only a realm for
 * rehearsals allows. A token is kept until shortly before it ends.
 */
public final class Tokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration BEFORE_END = Duration.ofSeconds(30);
    private static final String AUTHORIZATION = "/protocol/openid-connect/auth";

    private final HttpClient http;
    private final URI endpoint;
    private final String clientId;
    private final Accounts accounts;
    private final Map<String, Token> kept = new HashMap<>();

    private record Token(String text, long untilNanos) {}

    /** @param endpoint the issuer's token endpoint */
    public Tokens(HttpClient http, URI endpoint, String clientId, Accounts accounts) {
        this.http = http;
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.accounts = accounts;
    }

    /**
     * The token endpoint of the issuer that the server sends its people to.
     *
     * @param server base URL of the server
     * @throws StartupFailure when the server does not lead to a Keycloak
     */
    public static URI discover(HttpClient http, URI server) {
        URI login = URI.create(server + "/auth/login");
        String page = send(http, HttpRequest.newBuilder(login).GET())
                .headers()
                .firstValue("Location")
                .map(location -> location.split("\\?", 2)[0])
                .orElse("");
        if (!page.endsWith(AUTHORIZATION)) {
            throw new StartupFailure(login + " does not lead to a Keycloak; give --token-url URL");
        }
        String issuer = page.substring(0, page.length() - AUTHORIZATION.length());
        return URI.create(issuer + "/protocol/openid-connect/token");
    }

    /** @throws StartupFailure when the issuer does not accept the account */
    public String of(String account) {
        Token token = kept.get(account);
        if (token == null || token.untilNanos() - System.nanoTime() < 0) {
            token = ask(account);
            kept.put(account, token);
        }
        return token.text();
    }

    private Token ask(String account) {
        long now = System.nanoTime();
        Map<String, String> form = Map.of(
                "grant_type",
                "password",
                "client_id",
                clientId,
                "username",
                accounts.login(account),
                "password",
                accounts.password(account));
        HttpResponse<byte[]> response = send(
                http,
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                                .map(field -> field.getKey() + "="
                                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&")))));
        JsonNode answer = json(response);
        if (response.statusCode() != 200 || !answer.path("access_token").isTextual()) {
            throw new StartupFailure(
                    "the login of account " + account + " (" + accounts.login(account) + ") at " + endpoint
                            + " is refused with status " + response.statusCode() + " "
                            + answer.path("error").asText() + "; see --account and GONGPING_REHEARSAL_PASSWORD_…");
        }
        Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(60)).minus(BEFORE_END);
        return new Token(answer.path("access_token").asText(), now + life.toNanos());
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static HttpResponse<byte[]> send(HttpClient http, HttpRequest.Builder request) {
        HttpRequest built = request.timeout(TIMEOUT).build();
        try {
            return http.send(built, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new StartupFailure("nobody answers at " + built.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while asking " + built.uri(), e);
        }
    }
}
