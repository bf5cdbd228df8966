package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose clock says that another party's time is over. */
class PartyClockTest {
    private static final Instant REHEARSED = Instant.parse("2031-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private HttpServer server;
    private volatile boolean rehearsal = true;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/time", exchange -> {
            byte[] body = "{\"now\":\"%s\",\"rehearsal\":%s}"
                    .formatted(REHEARSED, rehearsal)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private PartyClock clock(String origin) throws IOException, Refused {
        var signer =
                SoftwareSigner.readOrGenerate(folder.resolve("key"), origin, SignatureType.ED25519, new SecureRandom());
        String text = "log " + signer.verifierKey().text() + "\nquorum none\n";
        Policy policy = PolicyReader.read(text.getBytes(StandardCharsets.UTF_8), "policy.txt");
        return new PartyClock(
                policy, URI.create("http://localhost:" + server.getAddress().getPort() + "/"));
    }

    @Test
    void ofARehearsalTheServersSettableClock() throws Exception {
        try (PartyClock clock = clock("log.example/rehearsal")) {
            assertThat(clock.instant()).isEqualTo(REHEARSED);
        }
    }

    @Test
    void ofARealDrawTheMachinesOwnWhateverTheServerSays() throws Exception {
        try (PartyClock clock = clock("log.example/tenders")) {
            assertThat(clock.instant()).isBefore(REHEARSED);
        }
    }

    @Test
    void aServerOfRealTendersGivesNoTimeOfARehearsal() throws Exception {
        rehearsal = false;
        try (PartyClock clock = clock("log.example/rehearsal")) {
            assertThatThrownBy(clock::instant).isInstanceOf(UncheckedIOException.class);
        }
    }
}
