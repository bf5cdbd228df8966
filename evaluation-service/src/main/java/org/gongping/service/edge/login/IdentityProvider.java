package org.gongping.service.edge.login;

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
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.Identities.IdentityUnavailable;

/**
 * The OpenID Connect provider (Keycloak in this product). Blocks; called on virtual threads only. The provider may be
 * down while this server starts: its description is fetched when it is first needed.
 */
public final class IdentityProvider implements AutoCloseable {
    /** The audience that a token for this API must name. */
    static final String API_AUDIENCE = "gongping-api";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The provider's description of itself (OpenID Connect Discovery 1.0, section 3), as far as it is used. */
    private record Description(URI authorization, URI token, URI endSession, URI keys) {}

    /** What the provider hands out for a code or a refresh token. */
    record Tokens(String accessToken, String refreshToken, Optional<String> idToken, Duration refreshLifetime) {}

    /** The provider does not accept the code or the refresh token (any more). */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String error) {
            super(error, null, false, false);
        }
    }

    private final ServerConfig.Oidc config;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ReentrantLock discovering = new ReentrantLock();
    private final TokenVerifier verifier;
    private volatile Description description;

    public IdentityProvider(ServerConfig.Oidc config, InstantSource clock) {
        this.config = config;
        var keys = new SigningKeys(() -> get(description().keys()), clock);
        this.verifier = new TokenVerifier(config.issuer().toString(), keys, clock);
    }

    TokenVerifier verifier() {
        return verifier;
    }

    String clientId() {
        return config.clientId();
    }

    /** Whether the provider has described itself; asks it if not. */
    public boolean isKnown() {
        try {
            description();
            return true;
        } catch (IdentityUnavailable e) {
            return false;
        }
    }

    private Description description() {
        if (description != null) {
            return description;
        }
        discovering.lock();
        try {
            if (description == null) {
                description = discover();
            }
            return description;
        } finally {
            discovering.unlock();
        }
    }

    private Description discover() {
        JsonNode found = get(URI.create(config.issuer() + "/.well-known/openid-configuration"));
        if (!found.path("issuer").asText().equals(config.issuer().toString())) {
            throw new IdentityUnavailable(
                    "the identity provider calls itself " + found.path("issuer").asText() + ", not " + config.issuer(),
                    null);
        }
        return new Description(
                endpoint(found, "authorization_endpoint"),
                endpoint(found, "token_endpoint"),
                endpoint(found, "end_session_endpoint"),
                endpoint(found, "jwks_uri"));
    }

    private static URI endpoint(JsonNode found, String name) {
        try {
            return URI.create(found.path(name).asText());
        } catch (IllegalArgumentException e) {
            throw new IdentityUnavailable("the identity provider names no usable " + name, e);
        }
    }

    /** Where the browser is sent to log in: authorisation code flow with PKCE (RFC 7636). */
    URI loginPage(String redirectUri, String state, String nonce, String challenge) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", config.clientId());
        parameters.put("redirect_uri", redirectUri);
        parameters.put("scope", "openid");
        parameters.put("state", state);
        parameters.put("nonce", nonce);
        parameters.put("code_challenge", challenge);
        parameters.put("code_challenge_method", "S256");
        return URI.create(description().authorization() + "?" + form(parameters));
    }

    Tokens exchange(String code, String redirectUri, String verifierSecret) throws Refused {
        return tokens(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", redirectUri,
                "code_verifier", verifierSecret));
    }

    Tokens refresh(String refreshToken) throws Refused {
        return tokens(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private Tokens tokens(Map<String, String> grant) throws Refused {
        JsonNode found = post(description().token(), grant);
        if (!found.hasNonNull("access_token") || !found.hasNonNull("refresh_token")) {
            throw new IdentityUnavailable("the identity provider's answer lacks a token", null);
        }
        return new Tokens(
                found.get("access_token").asText(),
                found.get("refresh_token").asText(),
                Optional.ofNullable(found.get("id_token")).map(JsonNode::asText),
                Duration.ofSeconds(found.path("refresh_expires_in").asLong(0)));
    }

    /** Ends the person's session at the provider, and with it every login that hangs on it. */
    void endSession(String refreshToken) throws Refused {
        post(description().endSession(), Map.of("refresh_token", refreshToken));
    }

    private JsonNode get(URI uri) {
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(uri).GET());
        if (response.statusCode() != 200) {
            throw new IdentityUnavailable(
                    "the identity provider answered " + response.statusCode() + " at " + uri, null);
        }
        return json(response);
    }

    private JsonNode post(URI uri, Map<String, String> fields) throws Refused {
        // RFC 6749, section 2.3.1: id and secret are form-encoded before they become a user and a password.
        String login = encode(config.clientId()) + ":" + encode(config.clientSecret());
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
        if (response.statusCode() / 100 == 2) {
            return response.body().length == 0 ? JSON.createObjectNode() : json(response);
        }
        String error =
                response.statusCode() == 400 ? json(response).path("error").asText() : "";
        if (error.equals("invalid_grant")) {
            throw new Refused(error);
        }
        throw new IdentityUnavailable(
                "the identity provider answered " + response.statusCode() + " " + error + " at " + uri, null);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(TIMEOUT)
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IdentityUnavailable("the identity provider cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IdentityUnavailable("interrupted while asking the identity provider", e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IdentityUnavailable("the identity provider's answer is not JSON", e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
