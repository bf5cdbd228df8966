package org.gongping.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.gongping.core.identity.Role;

/**
 * An issuer of the tests' own on loopback: describes itself, publishes its keys, and redeems the codes and refresh
 * tokens that a test has laid out.
 */
public final class TestIssuer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A key of the issuer under its id. */
    public record Key(String id, KeyPair pair) {}

    /** One request to the token or the logout endpoint. */
    public record Asked(String path, Map<String, String> form) {}

    private final HttpServer http;
    private final Map<String, Key> published = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> redeemable = new ConcurrentHashMap<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final Key main;

    public TestIssuer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        main = newKey("main");
        publish(main);
        http.createContext("/", this::handle);
        http.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/realms/test");
    }

    public static Key newKey(String id) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new Key(id, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public void publish(Key key) {
        published.put(key.id(), key);
    }

    public Key mainKey() {
        return main;
    }

    public int keyFetches() {
        return keyFetches.get();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The next request for tokens with this code or refresh token gets this answer, once. */
    public void redeem(String codeOrRefreshToken, Map<String, Object> answer) {
        redeemable.put(codeOrRefreshToken, answer);
    }

    /** Claims of a valid access token. */
    public Map<String, Object> claims(String account, Role... roles) {
        var claims = new LinkedHashMap<String, Object>();
        long now = Instant.now().getEpochSecond();
        claims.put("iss", uri().toString());
        claims.put("aud", "gongping-api");
        claims.put("sub", "subject-of-" + account);
        claims.put("typ", "Bearer");
        claims.put("iat", now);
        claims.put("exp", now + 3_600);
        claims.put("preferred_username", account);
        claims.put("name", "Name of " + account);
        claims.put(
                "realm_access",
                Map.of("roles", Arrays.stream(roles).map(Role::token).toList()));
        return claims;
    }

    public String token(String account, Role... roles) {
        return sign(main, claims(account, roles));
    }

    public String sign(Key key, Map<String, Object> claims) {
        return sign(key, Map.of("alg", "RS256", "typ", "JWT", "kid", key.id()), claims);
    }

    public String sign(Key key, Map<String, Object> header, Map<String, Object> claims) {
        String signed = part(header) + "." + part(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.pair().getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One part of a token, unsigned. */
    public static String part(Map<String, Object> json) {
        try {
            return base64(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "openid-configuration" ->
                answer(
                        exchange,
                        200,
                        Map.of(
                                "issuer", uri().toString(),
                                "authorization_endpoint", uri() + "/auth",
                                "token_endpoint", uri() + "/token",
                                "end_session_endpoint", uri() + "/logout",
                                "jwks_uri", uri() + "/certs"));
            case "certs" -> {
                keyFetches.incrementAndGet();
                answer(
                        exchange,
                        200,
                        Map.of(
                                "keys",
                                published.values().stream().map(TestIssuer::jwk).toList()));
            }
            case "token" -> token(exchange, form(body));
            case "logout" -> {
                asked.add(new Asked("logout", form(body)));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
            default -> answer(exchange, 404, Map.of());
        }
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
        asked.add(new Asked("token", form));
        String key = Optional.ofNullable(form.get("code")).orElse(form.getOrDefault("refresh_token", ""));
        Map<String, Object> answer = redeemable.remove(key);
        if (answer == null) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
        } else {
            answer(exchange, 200, answer);
        }
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .filter(field -> field.contains("="))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> URLDecoder.decode(field[0], StandardCharsets.UTF_8),
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static Map<String, Object> jwk(Key key) {
        var rsa = (RSAPublicKey) key.pair().getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                key.id(),
                "n",
                base64(unsigned(rsa.getModulus())),
                "e",
                base64(unsigned(rsa.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
