package org.gongping.service.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.gongping.service.embedded.Ports;
import org.junit.jupiter.api.Test;

class RehearsalTimeTest {
    @Test
    void isThatOfTheServerAndNoneOfAServerOnRealTime() throws IOException {
        var told = new AtomicReference<>("{\"now\":\"2027-03-02T01:00:00Z\",\"rehearsal\":true}");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/time", exchange -> {
            byte[] body = told.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (var time = new RehearsalTime(url)) {
            assertThat(time.instant()).isEqualTo(Instant.parse("2027-03-02T01:00:00Z"));
            told.set("{\"now\":\"2027-03-02T01:00:00Z\",\"rehearsal\":false}");
            assertThatThrownBy(time::instant)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("no rehearsal server");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void isNoneWhereNobodyAnswers() {
        try (var time = new RehearsalTime(URI.create("http://127.0.0.1:" + Ports.free()))) {
            assertThatThrownBy(time::instant).isInstanceOf(UncheckedIOException.class);
        }
    }
}
