package org.gongping.service.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The settable clock of a rehearsal server, for the witness of its log: what people made of the time there must agree with
 * when it was cosigned ({@code spec/draw-protocol.md} §7.3). A server that runs on real time gives none.
 */
public final class RehearsalTime implements InstantSource, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI time;

    /** @param server base URL */
    public RehearsalTime(URI server) {
        this.time = URI.create(server.toString().replaceAll("/+$", "") + "/api/v1/time");
    }

    /** @throws UncheckedIOException when the server does not tell the time of a rehearsal */
    @Override
    public Instant instant() {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(time).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode told = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200 || !told.path("rehearsal").asBoolean()) {
                throw new IOException("no rehearsal server tells its time at " + time);
            }
            return Instant.parse(told.path("now").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while asking for the time of " + time, e));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
