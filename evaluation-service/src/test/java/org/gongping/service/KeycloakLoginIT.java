package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.db.Migrations;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.embedded.EmbeddedKeycloak;
import org.gongping.service.embedded.EmbeddedPostgres;
import org.gongping.service.embedded.Home;
import org.gongping.service.embedded.KeycloakRealm;
import org.gongping.service.embedded.Ports;
import org.gongping.service.embedded.RealmFile;
import org.gongping.service.embedded.Secrets;
import org.gongping.service.embedded.StateFolder;
import org.gongping.service.embedded.Teardown;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logins of people and programs with a real Keycloak and the realm file that operators get. */
@Tag("keycloak")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeycloakLoginIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static final Teardown TEARDOWN = new Teardown();
    private static EmbeddedPostgres postgres;
    private static EmbeddedKeycloak keycloak;
    private static Secrets secrets;
    private static URI server;

    @BeforeAll
    static void start() throws IOException {
        var home = new Home(Path.of("").toAbsolutePath().getParent());
        StateFolder state = StateFolder.open(folder.toRealPath().resolve("state"));
        secrets = Secrets.loadOrGenerate(state.secrets());
        if (!EmbeddedKeycloak.isInstalled(home)) {
            EmbeddedKeycloak.install(home, state, TEARDOWN);
        }
        postgres = EmbeddedPostgres.start(home, state, secrets.databaseSuperuser(), TEARDOWN);
        postgres.ensureLogin("keycloak", secrets.databaseKeycloak());
        postgres.ensureDatabase("keycloak", "keycloak");
        URI url = URI.create("http://localhost:" + Ports.free());
        keycloak = TEARDOWN.start(
                () -> EmbeddedKeycloak.start(home, state, url, postgres.url("keycloak"), "keycloak", secrets));
        postgres.ensureDatabase("gongping", EmbeddedPostgres.SUPERUSER);
        new Migrations(postgres.url("gongping"), EmbeddedPostgres.SUPERUSER, secrets.databaseSuperuser()).migrate();
        postgres.ensureLogin("server", secrets.databaseServer());
        postgres.execute("gongping", "GRANT gongping_app TO server");
        keycloak.awaitReady();
        int port = Ports.free();
        server = URI.create("http://localhost:" + port);
        KeycloakRealm.ensure(
                keycloak.url(),
                secrets.keycloakAdministrator(),
                RealmFile.demo(server.toString(), secrets.oidcClient()),
                folder.resolve("realm.sha256"));
        TEARDOWN.own(Server.start(
                new ServerConfig(
                        new ServerConfig.Http("127.0.0.1", port, server),
                        new ServerConfig.Management(0),
                        new ServerConfig.Database(
                                postgres.url("gongping"), "server", secrets.databaseServer(), 4, Optional.empty()),
                        new ServerConfig.Oidc(
                                keycloak.url().resolve("/realms/gongping"), "gongping-web", secrets.oidcClient()),
                        new ServerConfig.Session(new SecretKeySpec(new byte[32], "AES")),
                        new ServerConfig.Storage(folder.resolve("documents"), 1 << 20),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                InstantSource.system()));
    }

    @AfterAll
    static void stop() {
        TEARDOWN.close();
    }

    /** A browser as far as cookies go; it takes loopback for a secure place, as real ones do. */
    private static final class Browser {
        private final Map<Integer, Map<String, String>> cookies = new HashMap<>();

        HttpResponse<String> get(URI uri) {
            return send(HttpRequest.newBuilder(uri));
        }

        HttpResponse<String> send(HttpRequest.Builder builder) {
            HttpRequest request = builder.copy().build();
            Map<String, String> jar = cookies.computeIfAbsent(request.uri().getPort(), port -> new HashMap<>());
            if (!jar.isEmpty()) {
                builder.header(
                        "Cookie",
                        jar.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
            }
            HttpResponse<String> response = exchange(builder);
            response.headers().allValues("Set-Cookie").forEach(cookie -> {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                if (cookie.contains("Max-Age=0")) {
                    jar.remove(pair[0]);
                } else {
                    jar.put(pair[0], pair[1]);
                }
            });
            return response;
        }

        /** Follows redirects until a page comes. */
        HttpResponse<String> follow(HttpResponse<String> response) {
            HttpResponse<String> current = response;
            while (current.statusCode() / 100 == 3) {
                String location = current.headers().firstValue("Location").orElseThrow();
                URI next = current.uri().resolve(location);
                if (next.getPort() == server.getPort() && !next.getPath().startsWith("/auth/")) {
                    return current;
                }
                current = get(next);
            }
            return current;
        }

        HttpResponse<String> openLogin() {
            return follow(get(server.resolve("/auth/login?returnTo=/projects")));
        }

        HttpResponse<String> logIn(String account) {
            HttpResponse<String> page = openLogin();
            Matcher form = FORM.matcher(page.body());
            assertThat(form.find()).as(page.body()).isTrue();
            URI action = URI.create(form.group(1).replace("&amp;", "&"));
            return follow(send(HttpRequest.newBuilder(action)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "username=" + account + "&password=" + account + "-demo"))));
        }

        HttpResponse<String> me() {
            return get(server.resolve("/api/v1/me"));
        }
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> form(URI uri, String token, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return exchange(request);
    }

    private static void endAccessOfEverySession() {
        try (var connection = DriverManager.getConnection(
                        postgres.url("gongping"), EmbeddedPostgres.SUPERUSER, secrets.databaseSuperuser());
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE web_session SET access_expires_at = now() - interval '1 second'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPersonLogsInAndOut() {
        var browser = new Browser();
        HttpResponse<String> back = browser.logIn("agent");
        assertThat(back.headers().firstValue("Location")).as(back.body()).contains("/projects");
        HttpResponse<String> me = browser.me();
        assertThat(json(me).path("account").asText()).as(me.body()).isEqualTo("agent");
        assertThat(json(me).path("roles").toString()).isEqualTo("[\"tender_agent\"]");

        HttpResponse<String> out = browser.send(HttpRequest.newBuilder(server.resolve("/auth/logout"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Origin", server.toString())
                .header("X-CSRF-Token", json(me).path("csrfToken").asText()));
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(browser.me().statusCode()).isEqualTo(401);
        // Keycloak asks for the password again: its own session has ended too.
        assertThat(FORM.matcher(browser.openLogin().body()).find()).isTrue();
    }

    @Test
    void aLoginOutlivesItsAccessToken() {
        var browser = new Browser();
        browser.logIn("owner");
        for (int i = 0; i < 2; i++) {
            endAccessOfEverySession();
            assertThat(json(browser.me()).path("roles").toString()).isEqualTo("[\"project_owner\"]");
        }
    }

    @Test
    void aPersonCanBeLoggedOutEverywhere() {
        var office = new Browser();
        var home = new Browser();
        office.logIn("supervisor");
        home.logIn("supervisor");
        assertThat(office.me().statusCode()).isEqualTo(200);
        String admin = json(form(
                        keycloak.url().resolve("/realms/master/protocol/openid-connect/token"),
                        "",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                EmbeddedKeycloak.ADMINISTRATOR,
                                "password",
                                secrets.keycloakAdministrator())))
                .path("access_token")
                .asText();
        HttpResponse<String> users = exchange(HttpRequest.newBuilder(
                        keycloak.url().resolve("/admin/realms/gongping/users?exact=true&username=supervisor"))
                .header("Authorization", "Bearer " + admin));
        String id = json(users).path(0).path("id").asText();
        assertThat(form(keycloak.url().resolve("/admin/realms/gongping/users/" + id + "/logout"), admin, Map.of())
                        .statusCode())
                .isEqualTo(204);
        assertThat(office.me().statusCode()).isEqualTo(401);
        assertThat(home.me().statusCode()).isEqualTo(401);
    }

    @Test
    void aProgramUsesABearerToken() {
        JsonNode tokens = json(form(
                keycloak.url().resolve("/realms/gongping/protocol/openid-connect/token"),
                "",
                Map.of(
                        "grant_type", "password",
                        "client_id", "gongping-rehearsal",
                        "username", "bidder1",
                        "password", "bidder1-demo")));
        HttpResponse<String> me = exchange(HttpRequest.newBuilder(server.resolve("/api/v1/me"))
                .header("Authorization", "Bearer " + tokens.path("access_token").asText()));
        assertThat(json(me).path("roles").toString()).as(me.body()).isEqualTo("[\"bidder\"]");
        assertThat(exchange(HttpRequest.newBuilder(server.resolve("/api/v1/me"))
                                .header(
                                        "Authorization",
                                        "Bearer " + tokens.path("refresh_token").asText()))
                        .statusCode())
                .isEqualTo(401);
    }
}
