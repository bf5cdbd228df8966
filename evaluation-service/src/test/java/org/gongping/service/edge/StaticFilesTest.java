package org.gongping.service.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser application as files: pages with a nonce, hashed assets for ever, nothing from outside the folder. */
class StaticFilesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        var router = Router.router(vertx);
        var headers = new SecurityHeaders(URI.create("https://tenders.example"));
        var files = StaticFiles.load("/web-of-test");
        router.route().handler(headers::handle).handler(files::handle);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/projects/1/opening"})
    void givesThePageWithANonceOfItsOwn(String path) throws Exception {
        HttpResponse<byte[]> first = get(path, "Accept", "text/html");
        HttpResponse<byte[]> second = get(path, "Accept", "text/html");
        assertThat(first.statusCode()).isEqualTo(200);
        String page = new String(first.body(), java.nio.charset.StandardCharsets.UTF_8);
        String nonce = page.substring(page.indexOf("nonce=\"") + 7, page.indexOf("\"></style>"));
        assertThat(nonce).hasSize(24);
        assertThat(header(first, "Content-Security-Policy")).contains("'nonce-" + nonce + "'");
        assertThat(header(first, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(second, "Content-Security-Policy")).doesNotContain(nonce);
        assertThat(header(first, "Strict-Transport-Security")).contains("max-age=");
    }

    @Test
    void keepsHashedAssetsForEverAndSendsThemSmall() throws Exception {
        HttpResponse<byte[]> plain = get("/assets/app-1a2b3c.js");
        HttpResponse<byte[]> packed = get("/assets/app-1a2b3c.js", "Accept-Encoding", "gzip, br");
        assertThat(header(plain, "Cache-Control")).contains("immutable");
        assertThat(header(plain, "Content-Type")).startsWith("text/javascript");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        try (var unpacked = new GZIPInputStream(new java.io.ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
        }
        HttpResponse<byte[]> known = get("/assets/app-1a2b3c.js", "If-None-Match", header(plain, "ETag"));
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(header(get("/robots.txt"), "Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/gone.js",
                "/assets/",
                "/api/v1/nowhere",
                "/auth/nowhere",
                "/..%2findex.html",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%5c..%5cindex.html",
                "/robots.txt%00.html"
            })
    void doesNotTakeWhatIsMissingForAPage(String path) throws Exception {
        HttpResponse<byte[]> response = get(path, "Accept", path.startsWith("/a") ? "text/html" : "*/*");
        assertThat(response.statusCode()).isEqualTo(404);
    }
}
