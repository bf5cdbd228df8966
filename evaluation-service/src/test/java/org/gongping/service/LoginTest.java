package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's login in a browser, from the first redirect to the last logout, and what tricksters try on the way. */
class LoginTest {
    private static final String SESSION = "__Host-gongping";
    private static final String CHECK = "/api/v1/methods/check";
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** What the browser holds on its way to the provider. */
    private record Begun(String cookie, Map<String, String> query) {}

    private Begun begin(String returnTo) {
        Answer answer =
                server.send(server.request("GET", "/auth/login?returnTo=" + encode(returnTo), Optional.empty()));
        assertThat(answer.status()).isEqualTo(303);
        URI page = URI.create(answer.header("Location").orElseThrow());
        assertThat(page.toString()).startsWith(server.issuer.uri() + "/auth?");
        String cookie = answer.header("Set-Cookie").orElseThrow();
        assertThat(cookie).containsIgnoringCase("; HttpOnly").contains("; Secure", "; SameSite=Lax", "; Path=/");
        assertThat(cookie).doesNotContain("Domain");
        Map<String, String> query = Arrays.stream(page.getRawQuery().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        return new Begun(cookie.split(";", 2)[0], query);
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The provider will answer this code with tokens of this person. */
    private String code(String nonce, Duration accessLifetime, String refreshToken, Role... roles) {
        String code = UUID.randomUUID().toString();
        var id = new HashMap<>(server.claims("zhang"));
        id.put("typ", "ID");
        id.put("aud", "gongping-web");
        id.put("nonce", nonce);
        id.put("sid", "issuer-session-1");
        server.issuer.redeem(
                code,
                Map.of(
                        "access_token",
                        access(accessLifetime, roles),
                        "refresh_token",
                        refreshToken,
                        "id_token",
                        server.issuer.sign(server.issuer.mainKey(), id),
                        "refresh_expires_in",
                        1_800));
        return code;
    }

    private String access(Duration lifetime, Role... roles) {
        var access = new HashMap<>(server.claims("zhang", roles));
        access.put("exp", server.clock.instant().plus(lifetime).getEpochSecond());
        access.put("sid", "issuer-session-1");
        return server.issuer.sign(server.issuer.mainKey(), access);
    }

    private Answer callback(String state, String code, String... cookies) {
        HttpRequest.Builder request = server.request(
                "GET", "/auth/callback?state=" + encode(state) + "&code=" + encode(code), Optional.empty());
        if (cookies.length > 0) {
            request.header("Cookie", String.join("; ", cookies));
        }
        return server.send(request);
    }

    private static String sessionCookie(Answer answer) {
        return answer.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(SESSION + "=") && !cookie.startsWith(SESSION + "=;"))
                .findFirst()
                .map(cookie -> cookie.split(";", 2)[0])
                .orElseThrow(() -> new AssertionError(answer.text()));
    }

    private String logIn(Duration accessLifetime, String refreshToken, Role... roles) {
        Begun begun = begin("/");
        return sessionCookie(callback(
                begun.query().get("state"),
                code(begun.query().get("nonce"), accessLifetime, refreshToken, roles),
                begun.cookie()));
    }

    private Answer me(String cookie) {
        return server.send(server.request("GET", "/api/v1/me", Optional.empty()).header("Cookie", cookie));
    }

    private HttpRequest.Builder write(String cookie) {
        return server.request("POST", CHECK, Optional.of("{}"))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json");
    }

    private String ownOrigin() {
        return server.config.http().publicUrl().toString();
    }

    @Test
    void logsAPersonInAndBringsThemBack() throws Exception {
        Begun begun = begin("/projects/1?tab=opening");
        assertThat(begun.query())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "gongping-web")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", ownOrigin() + "/auth/callback");
        Answer answer = callback(
                begun.query().get("state"),
                code(begun.query().get("nonce"), Duration.ofMinutes(5), "r1", Role.TENDER_AGENT),
                begun.cookie());
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/projects/1?tab=opening");
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(SESSION + "=")
                        .containsIgnoringCase("; HttpOnly")
                        .contains("; Secure", "; SameSite=Lax", "; Path=/")
                        .doesNotContain("Domain", "Max-Age"));
        Answer me = me(sessionCookie(answer));
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("account").asText()).isEqualTo("zhang");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"tender_agent\"]");
        assertThat(me.json().path("csrfToken").asText()).hasSizeGreaterThan(40);

        String verifier = server.issuer.asked().getFirst().form().get("code_verifier");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        assertThat(TestIssuer.base64(digest)).isEqualTo(begun.query().get("code_challenge"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "/\t/evil.example/",
                "javascript:alert(1)",
                "evil.example",
                "/auth/login",
                "/\r\nSet-Cookie: a=b",
                ""
            })
    void sendsNobodyToAnotherPlaceAfterTheLogin(String returnTo) {
        Begun begun = begin(returnTo);
        Answer answer = callback(
                begun.query().get("state"),
                code(begun.query().get("nonce"), Duration.ofMinutes(5), "r1"),
                begun.cookie());
        assertThat(answer.header("Location")).contains("/");
    }

    @Test
    void refusesALoginThatAnotherBrowserBegan() {
        Begun attacker = begin("/");
        Begun victim = begin("/");
        String code = code(attacker.query().get("nonce"), Duration.ofMinutes(5), "r1");
        assertThat(callback(attacker.query().get("state"), code).status()).isEqualTo(400);
        assertThat(callback(attacker.query().get("state"), code, victim.cookie())
                        .status())
                .isEqualTo(400);
        String renamed =
                attacker.cookie().split("=", 2)[0] + "=" + victim.cookie().split("=", 2)[1];
        assertThat(callback(attacker.query().get("state"), code, renamed).code())
                .isEqualTo("login-not-begun");
        assertThat(server.issuer.asked()).isEmpty();
    }

    @Test
    void refusesAnIdTokenOfAnotherLogin() {
        Begun begun = begin("/");
        Answer answer = callback(
                begun.query().get("state"), code("another nonce", Duration.ofMinutes(5), "r1"), begun.cookie());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("login-refused");
    }

    @Test
    void leadsAPersonBackWhoseLoginWentWrong() {
        Begun begun = begin("/");
        server.clock.advance(Duration.ofMinutes(11));
        Answer answer = server.send(server.request(
                        "GET",
                        "/auth/callback?code=any&state=" + encode(begun.query().get("state")),
                        Optional.empty())
                .header("Cookie", begun.cookie())
                .header("Accept", "text/html,application/xhtml+xml"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/?login=begun-elsewhere");
    }

    @Test
    void refusesALoginThatTookTooLong() {
        Begun begun = begin("/");
        server.clock.advance(Duration.ofMinutes(11));
        assertThat(callback(begun.query().get("state"), "any", begun.cookie()).code())
                .isEqualTo("login-not-begun");
    }

    @Test
    void startsASessionUnderASecretOfItsOwn() {
        String planted = SESSION + "=" + TestIssuer.base64(new byte[32]);
        Begun begun = begin("/");
        Answer answer = callback(
                begun.query().get("state"),
                code(begun.query().get("nonce"), Duration.ofMinutes(5), "r1"),
                begun.cookie(),
                planted);
        assertThat(sessionCookie(answer)).isNotEqualTo(planted);
        assertThat(me(planted).status()).isEqualTo(401);
        assertThat(me(sessionCookie(answer)).status()).isEqualTo(200);
    }

    @Test
    void endsTheEarlierSessionOfTheSameBrowser() {
        String earlier = logIn(Duration.ofMinutes(5), "r1");
        Begun begun = begin("/");
        callback(
                begun.query().get("state"),
                code(begun.query().get("nonce"), Duration.ofMinutes(5), "r2"),
                begun.cookie(),
                earlier);
        assertThat(me(earlier).status()).isEqualTo(401);
    }

    @Test
    void keepsNeitherSecretNorTokenInTheDatabase() throws Exception {
        String cookie = logIn(Duration.ofMinutes(5), "a refresh token in clear");
        String secret = cookie.split("=", 2)[1];
        String csrf = me(cookie).json().path("csrfToken").asText();
        try (var connection = java.sql.DriverManager.getConnection(
                        server.database.url(),
                        server.database.superuser().user(),
                        server.database.superuser().password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT w::text, encode(sealed_refresh_token, 'escape') FROM web_session w")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1) + row.getString(2))
                    .doesNotContain(
                            secret,
                            HexFormat.of()
                                    .formatHex(java.util.Base64.getUrlDecoder().decode(secret)),
                            csrf,
                            "a refresh token in clear",
                            HexFormat.of().formatHex("a refresh token".getBytes(StandardCharsets.UTF_8)));
            assertThat(row.next()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "right, own, , 200",
        "right, , same-origin, 200",
        "right, , , 403",
        "right, https://evil.example, , 403",
        "right, null, , 403",
        "right, , cross-site, 403",
        "right, , same-site, 403",
        "wrong, own, , 403",
        ", own, , 403",
    })
    void takesAWriteFromABrowserOnlyWhenThePersonMeantIt(String token, String origin, String site, int status) {
        String cookie = logIn(Duration.ofMinutes(5), "r1");
        String csrf = me(cookie).json().path("csrfToken").asText();
        HttpRequest.Builder request = write(cookie);
        if (token != null) {
            request.header(
                    "X-CSRF-Token",
                    token.equals("right") ? csrf : (csrf.startsWith("x") ? "y" : "x") + csrf.substring(1));
        }
        if (origin != null) {
            request.header("Origin", origin.equals("own") ? ownOrigin() : origin);
        }
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        Answer answer = server.send(request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.code()).isEqualTo("csrf");
        }
    }

    @Test
    void refreshesOnceForManyCallsAndReadsTheRolesAnew() {
        String cookie = logIn(Duration.ofMinutes(5), "r1", Role.TENDER_AGENT);
        server.clock.advance(Duration.ofMinutes(6));
        server.issuer.redeem(
                "r1",
                Map.of(
                        "access_token",
                        access(Duration.ofMinutes(5), Role.AUDITOR),
                        "refresh_token",
                        "r2",
                        "refresh_expires_in",
                        1_800));
        var calls = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> me(cookie)))
                .toList();
        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"auditor\"]"));
        assertThat(server.issuer.asked().stream()
                        .filter(asked -> "r1".equals(asked.form().get("refresh_token"))))
                .hasSize(1);
    }

    @Test
    void endsTheSessionOfAPersonWhomTheProviderNoLongerKnows() {
        String cookie = logIn(Duration.ofMinutes(5), "r1");
        server.clock.advance(Duration.ofMinutes(6));
        assertThat(me(cookie).code()).isEqualTo("session-ended");
        server.issuer.redeem("r1", Map.of("access_token", access(Duration.ofMinutes(5)), "refresh_token", "r2"));
        assertThat(me(cookie).status()).isEqualTo(401);
    }

    @Test
    void keepsTheSessionWhileTheProviderDoesNotAnswer() {
        String cookie = logIn(Duration.ofMinutes(5), "r1");
        server.clock.advance(Duration.ofMinutes(6));
        server.issuer.close();
        Answer answer = me(cookie);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        server.clock.advance(Duration.ofMinutes(-6));
        assertThat(me(cookie).status()).isEqualTo(200);
    }

    @Test
    void endsASessionAfterAWorkingDay() {
        String cookie = logIn(Duration.ofDays(2), "r1");
        server.clock.advance(Duration.ofHours(13));
        assertThat(me(cookie).status()).isEqualTo(401);
    }

    @Test
    void logsOutHereAndAtTheProvider() {
        String cookie = logIn(Duration.ofMinutes(5), "r1");
        String csrf = me(cookie).json().path("csrfToken").asText();
        HttpRequest.Builder trick =
                server.request("POST", "/auth/logout", Optional.empty()).header("Cookie", cookie);
        assertThat(server.send(trick).status()).isEqualTo(403);
        assertThat(me(cookie).status()).isEqualTo(200);

        Answer answer = server.send(server.request("POST", "/auth/logout", Optional.empty())
                .header("Cookie", cookie)
                .header("X-CSRF-Token", csrf)
                .header("Origin", ownOrigin()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("redirect").asText()).isEqualTo("/");
        assertThat(answer.header("Set-Cookie").orElseThrow())
                .contains(SESSION + "=;")
                .contains("Max-Age=0");
        assertThat(me(cookie).status()).isEqualTo(401);
        assertThat(server.issuer.asked().getLast().path()).isEqualTo("logout");
        assertThat(server.issuer.asked().getLast().form()).containsEntry("refresh_token", "r1");
    }

    @Test
    void endsTheSessionWhenTheProviderSaysSo() {
        String cookie = logIn(Duration.ofMinutes(5), "r1");
        var claims = new HashMap<>(server.claims("zhang"));
        claims.put("typ", "Logout");
        claims.put("aud", "gongping-web");
        claims.put("sid", "issuer-session-1");
        claims.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        var withNonce = new HashMap<>(claims);
        withNonce.put("nonce", "n");
        var withoutEvent = new HashMap<>(claims);
        withoutEvent.remove("events");
        assertThat(endByProvider(withNonce)).isEqualTo(400);
        assertThat(endByProvider(withoutEvent)).isEqualTo(400);
        assertThat(me(cookie).status()).isEqualTo(200);
        assertThat(endByProvider(claims)).isEqualTo(200);
        assertThat(me(cookie).status()).isEqualTo(401);
    }

    private int endByProvider(Map<String, Object> claims) {
        String token = server.issuer.sign(server.issuer.mainKey(), claims);
        return server.send(server.request("POST", "/auth/backchannel-logout", Optional.of("logout_token=" + token))
                        .header("Content-Type", "application/x-www-form-urlencoded"))
                .status();
    }

    @Test
    void saysSoWhenTheProviderDoesNotAnswer() {
        server.issuer.close();
        Answer answer = server.send(server.request("GET", "/auth/callback?state=x&code=y", Optional.empty()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(Instant.parse(answer.header("X-Server-Time").orElseThrow())).isNotNull();
    }
}
