package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log over HTTP, and servers that wait, lie about length or send one elsewhere. */
class HttpLogTest {
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(3), 1_000_000);

    @TempDir
    private Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private SampleLog sample;

    /** What the server does with one path instead of serving its file. */
    private interface Trick {
        void play(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        sample = SampleLog.of(700, 1);
        sample.write(folder.resolve("log"));
        SampleLog.put(folder.resolve("policy"), sample.policy().getBytes(StandardCharsets.UTF_8));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/log/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
        if (Files.isRegularFile(file)) {
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private void on(String path, Trick trick) {
        server.createContext("/log/" + path, exchange -> {
            try (exchange) {
                trick.play(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Report verify() {
        String url = "http://localhost:" + server.getAddress().getPort() + "/log";
        return new Verifier(folder.resolve("policy"), folder.resolve("state.json"), LIMITS).verify(url);
    }

    private void assertOnly(FindingCode code, String file) {
        Report report = verify();
        assertThat(report.findings()).extracting(Finding::code).containsExactly(code);
        assertThat(report.findings().getFirst().file()).isEqualTo(file);
        assertThat(report.exitCode()).isEqualTo(code.isFailure() ? 1 : 2);
    }

    @Test
    void goodLogPasses() {
        Report report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.counts()).containsEntry(Report.Counted.ENTRIES, 700L);
    }

    @Test
    void missingTileIsEvidence() throws IOException {
        Files.delete(folder.resolve("log/tile/0/001"));
        assertOnly(FindingCode.TILE_MISSING, "tile/0/001");
    }

    @Test
    void serverThatNeverAnswersIsNotWaitedFor() {
        on("tile/0/001", exchange -> end.await());
        assertOnly(FindingCode.UNREACHABLE, "tile/0/001");
    }

    @Test
    void serverThatStopsInTheMiddleIsNotWaitedFor() {
        on("checkpoint", exchange -> {
            exchange.sendResponseHeaders(200, 5_000);
            exchange.getResponseBody().write(new byte[100]);
            exchange.getResponseBody().flush();
            end.await();
        });
        assertOnly(FindingCode.UNREACHABLE, "checkpoint");
    }

    @Test
    void bodyWithoutEndIsCut() {
        on("tile/0/001", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[100_000];
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(block);
            }
        });
        assertOnly(FindingCode.TILE_LENGTH, "tile/0/001");
    }

    @Test
    void redirectIsNotFollowed() {
        on("checkpoint", exchange -> {
            exchange.getResponseHeaders().add("Location", "/log/tile/0/000");
            exchange.sendResponseHeaders(302, -1);
        });
        assertOnly(FindingCode.UNREACHABLE, "checkpoint");
    }

    @Test
    void serverInTroubleIsNoEvidence() {
        on("tile/entries/000", exchange -> exchange.sendResponseHeaders(503, -1));
        assertOnly(FindingCode.UNREACHABLE, "tile/entries/000");
    }

    @Test
    void serverThatIsNotThereIsNoEvidence() {
        server.stop(0);
        assertOnly(FindingCode.UNREACHABLE, "checkpoint");
    }
}
