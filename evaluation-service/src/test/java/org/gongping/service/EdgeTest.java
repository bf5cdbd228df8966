package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the edge does with requests good and bad, whatever the feature behind it. */
class EdgeTest {
    private static final String PROJECT = "/api/v1/projects/" + UUID.randomUUID();
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String agent() {
        return server.token("agent", Role.TENDER_AGENT);
    }

    private static Answer get(String path) {
        return server.send(server.request("GET", path, Optional.empty()));
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:gongping:problem:" + code);
        assertThat(answer.json().path("title").asText()).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Exception", "io.vertx", "org.jooq", "org.gongping.");
    }

    @Test
    void tellsTheTimeToEverybody() {
        Answer answer = get("/api/v1/time");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Instant.parse(answer.json().path("now").asText()))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(answer.json().path("timeZone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(answer.json().path("rehearsal").asBoolean()).isFalse();
        assertThat(Instant.parse(answer.header("X-Server-Time").orElseThrow())).isNotNull();
    }

    @Test
    void tellsAProgramWhoItIs() {
        Answer answer = server.get("/api/v1/me", server.token("zhang", Role.SUPERVISOR, Role.AUDITOR));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("account").asText()).isEqualTo("zhang");
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"supervisor\",\"auditor\"]");
        assertThat(answer.json().has("csrfToken")).isFalse();
    }

    @Test
    void asksForALogin() {
        Answer answer = get("/api/v1/me");
        assertProblem(answer, 401, "not-logged-in");
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nowhere, 404, not-found",
        "GET, /api, 404, not-found",
        "GET, /api/v2/time, 404, not-found",
        "GET, /nothing.js, 404, not-found",
        "POST, /anywhere, 404, not-found",
        "DELETE, /api/v1/time, 405, method-not-allowed",
        "GET, /api/v1/time/../../../etc/passwd, 404, not-found",
        "GET, /api/v1/projects/..%2f..%2fetc, 401, not-logged-in",
        "GET, /api/v1/%2e%2e/%2e%2e/etc/passwd, 404, not-found",
        "GET, /assets/..%2f..%2findex.html, 404, not-found",
        "GET, /auth/nowhere, 404, not-found",
    })
    void answersWhatIsNotServedWithAProblem(String method, String path, int status, String code) {
        assertProblem(server.send(server.request(method, path, Optional.empty())), status, code);
    }

    @Test
    void namesTheMethodsThatAPathKnows() {
        Answer answer = server.send(server.request("PATCH", PROJECT, Optional.of("{}")));
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET, PUT");
    }

    @Test
    void speaksTheLanguageOfTheReader() {
        Answer chinese = get("/api/v1/me");
        Answer english = server.send(server.request("GET", "/api/v1/me", Optional.empty())
                .header("Accept-Language", "fr, en-GB;q=0.8, zh;q=0.5"));
        assertThat(chinese.json().path("title").asText()).isEqualTo("请先登录");
        assertThat(english.json().path("title").asText()).isEqualTo("Not logged in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", "..%2f..", "%00", "1' OR '1'='1"})
    void namesTheParameterThatIsWrong(String id) {
        Answer answer = server.get("/api/v1/projects/" + id.replace(" ", "%20").replace("'", "%27"), agent());
        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo("path/projectId");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, query/limit",
        "limit=201, query/limit",
        "limit=ten, query/limit",
        "limit=99999999999, query/limit",
        "limit=1&limit=2, query/limit",
        "after=%3Cscript%3E, query/after",
        "nothing=1, query/nothing",
        "q=%00, query/q",
    })
    void namesTheQueryThatIsWrong(String query, String pointer) {
        Answer answer = server.get("/api/v1/projects?" + query, agent());
        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=50%25", "q=a%2Bb", "q=%E5%85%AC%E8%AF%84"})
    void takesEveryTextThatPeopleSearchFor(String query) {
        assertThat(server.get("/api/v1/projects?" + query, agent()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":|''",
                "{\"name\":\"a\"} {}|''",
                "{\"name\":\"a\",\"name\":\"b\"}|''",
                "[]|''",
                "null|''",
                "{}|/name",
                "{\"name\":\"\"}|/name",
                "{\"name\":7}|/name",
                "{\"name\":\"a\",\"ceilingPrice\":100}|/ceilingPrice",
                "{\"name\":\"a\",\"ceilingPrice\":\"1e9\"}|/ceilingPrice",
                "{\"name\":\"a\",\"method\":[]}|/method",
                "{\"name\":\"a\",\"extra\":1}|/extra",
                "{\"name\":\"a\\u0000\"}|/name",
                "{\"name\":\"a\\ud800\"}|/name",
                "{\"name\":\"a\",\"method\":{\"x\":1e999999999}}|/method/x",
            })
    void pointsAtWhatIsWrongInTheBody(String body, String pointer) {
        Answer answer = server.send(server.request("POST", PROJECT + "/lots", Optional.of(body))
                .header("Authorization", "Bearer " + agent())
                .header("Content-Type", "application/json")
                .header("If-Match", "\"1\"")
                .header("Idempotency-Key", UUID.randomUUID().toString()));
        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().path("errors").findValuesAsText("pointer"))
                .as(answer.text())
                .contains(pointer);
    }

    @Test
    void refusesABodyAsDeepAsTheStack() {
        String deep = "{\"name\":\"a\",\"method\":{\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}}";
        assertProblem(server.write("POST", PROJECT + "/lots", agent(), deep), 400, "invalid");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Answer answer = server.send(server.request("POST", PROJECT + "/lots", Optional.of("{\"ceilingPrice\":\"-1\"}"))
                .header("Authorization", "Bearer " + agent())
                .header("Content-Type", "application/json"));
        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().path("errors").findValuesAsText("pointer"))
                .contains("header/If-Match", "header/Idempotency-Key", "/name", "/ceilingPrice");
    }

    @Test
    void refusesAnotherContentType() {
        Answer answer = server.send(server.request("POST", "/api/v1/projects", Optional.of("a=b"))
                .header("Authorization", "Bearer " + agent())
                .header("Content-Type", "application/x-www-form-urlencoded"));
        assertProblem(answer, 415, "unsupported-type");
    }

    @Test
    void refusesAHugeBody() {
        Answer answer = server.write("POST", "/api/v1/projects", agent(), "{\"a\":\"" + "x".repeat(2 << 20) + "\"}");
        assertProblem(answer, 413, "too-large");
    }

    @Test
    void refusesAHugeBodyOfUnknownLength() {
        byte[] chunk = "x".repeat(2 << 20).getBytes(StandardCharsets.UTF_8);
        Answer answer = server.send(HttpRequest.newBuilder(server.uri("/api/v1/projects"))
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(chunk)))
                .header("Authorization", "Bearer " + agent())
                .header("Content-Type", "application/json"));
        assertProblem(answer, 413, "too-large");
    }

    @Test
    void answersWhatIsNoHttpWithAProblem() {
        assertThat(raw("GARBAGE\r\n\r\n")).contains("400").contains("application/problem+json");
        assertThat(raw("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains("414")
                .contains("application/problem+json");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .contains("431")
                .contains("application/problem+json");
        assertThat(raw("GET /api/v1/projects?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("400 Bad Request");
        assertThat(raw("GET /api/v1/organisations/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("application/problem+json")
                .doesNotContain("500 Internal");
    }

    private static String raw(String request) {
        try (var socket = new Socket("127.0.0.1", server.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void sendsTheHeadersThatNarrowABrowser() {
        Answer answer = get("/api/v1/time");
        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'", "object-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(answer.header("Permissions-Policy")).isPresent();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        assertThat(get("/api/v1/nowhere").header("Content-Security-Policy")).isPresent();
    }

    @Test
    void refusesAnUploadBeyondTheLimit() {
        assertProblem(upload("a.pdf", new byte[(3 << 20) + 1], UUID.randomUUID()), 413, "too-large");
    }

    @Test
    void refusesAnUploadBeforeItsBodyIsRead() {
        Answer answer = server.send(
                uploadRequest("a.pdf", HttpRequest.BodyPublishers.ofByteArray(new byte[1_000_000]), UUID.randomUUID())
                        .setHeader("Authorization", "Bearer " + server.token("b", Role.BIDDER)));
        assertProblem(answer, 403, "role");
    }

    private static Answer upload(String name, byte[] bytes, UUID id) {
        return server.send(uploadRequest(name, HttpRequest.BodyPublishers.ofByteArray(bytes), id));
    }

    private static HttpRequest.Builder uploadRequest(String name, HttpRequest.BodyPublisher body, UUID id) {
        return HttpRequest.newBuilder(server.uri(PROJECT + "/documents?kind=OTHER&name=" + name))
                .POST(body)
                .header("Authorization", "Bearer " + agent())
                .header("Content-Type", "application/octet-stream")
                .header("Idempotency-Key", id.toString());
    }

    @Test
    void hasHealthAndMetricsOnTheirOwnPort() {
        get("/api/v1/time");
        JsonNode ready = management("/health/ready").json();
        assertThat(management("/health/live").status()).isEqualTo(200);
        assertThat(ready.path("status").asText()).as(ready.toString()).isEqualTo("UP");
        assertThat(ready.path("checks").toString()).contains("database", "identityProvider");
        assertThat(management("/metrics").text())
                .contains("gongping_requests_seconds_count{operation=\"getServerTime\",status=\"200\"}")
                .contains("gongping_database_waiting")
                .contains("jvm_memory_used_bytes");
        assertThat(get("/metrics").status()).isEqualTo(404);
    }

    private static Answer management(String path) {
        return server.send(HttpRequest.newBuilder(
                java.net.URI.create("http://127.0.0.1:" + server.server.managementPort() + path)));
    }

    @Test
    void doesNotLetAProductionClockBeMoved() {
        Answer answer = server.write(
                "PUT",
                "/api/v1/rehearsal/clock",
                server.token("admin", Role.PLATFORM_ADMINISTRATOR),
                Map.of("now", "2030-01-01T00:00:00Z"));
        assertProblem(answer, 404, "not-found");
    }
}
