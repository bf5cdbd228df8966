package org.gongping.service.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.gongping.service.StartupFailure;

/**
 * Brings the realm of an embedded Keycloak to what {@link RealmFile} says. A realm that differs is made anew; the
 * accounts keep their ids, which the file fixes, so what the database knows about them stays true.
 */
public final class KeycloakRealm {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client;
    private final URI keycloak;
    private final String token;

    private KeycloakRealm(HttpClient client, URI keycloak, String token) {
        this.client = client;
        this.keycloak = keycloak;
        this.token = token;
    }

    /**
     * Imports the realm unless the one of the same digest is there already.
     *
     * @param stamp file that remembers the digest of the last import
     * @return whether anything was imported
     */
    public static boolean ensure(URI keycloak, String administratorPassword, ObjectNode realm, Path stamp) {
        String digest = digest(realm);
        try (var client = HttpClient.newHttpClient()) {
            if (Files.exists(stamp) && Files.readString(stamp).strip().equals(digest)) {
                return false;
            }
            String token = token(client, keycloak, administratorPassword);
            var administration = new KeycloakRealm(client, keycloak, token);
            String name = realm.get("realm").asText();
            administration.send("DELETE", "/admin/realms/" + name, BodyPublishers.noBody(), 204, 404);
            administration.send("POST", "/admin/realms", BodyPublishers.ofString(realm.toString()), 201);
            Files.writeString(stamp, digest + "\n");
            return true;
        } catch (IOException e) {
            throw DiskSpace.failure("the realm cannot be imported into Keycloak", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while Keycloak was importing the realm", e);
        }
    }

    private static String digest(ObjectNode realm) {
        try {
            byte[] bytes = realm.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(HttpClient client, URI keycloak, String password)
            throws IOException, InterruptedException {
        String form = "grant_type=password&client_id=admin-cli&username=" + EmbeddedKeycloak.ADMINISTRATOR
                + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(keycloak.resolve("/realms/master/protocol/openid-connect/token"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new StartupFailure("Keycloak refuses its administrator's login with status " + response.statusCode()
                    + "; start with --fresh");
        }
        JsonNode body = JSON.readTree(response.body());
        return body.get("access_token").asText();
    }

    private void send(String method, String path, BodyPublisher body, Integer... expected)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(keycloak.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (!java.util.List.of(expected).contains(response.statusCode())) {
            throw new StartupFailure("Keycloak answers " + method + " " + path + " with status " + response.statusCode()
                    + ": " + response.body().lines().findFirst().orElse(""));
        }
    }
}
