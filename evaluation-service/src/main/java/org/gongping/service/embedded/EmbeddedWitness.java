package org.gongping.service.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.service.StartupFailure;

/** A witness of our own as a child process, as a secondary venue would run one elsewhere. */
public final class EmbeddedWitness implements AutoCloseable {
    private static final String NAME = "venue.demo";
    private static final String PROCESS = "witness";
    private static final String HEAP = "64m";
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);

    private final ChildProcess process;
    private final URI url;
    private final VerifierKey key;

    private EmbeddedWitness(ChildProcess process, URI url, VerifierKey key) {
        this.process = process;
        this.url = url;
        this.key = key;
    }

    public static boolean endLeftover(StateFolder state) {
        return ChildProcess.endLeftover(state, PROCESS);
    }

    /**
     * Starts the witness of one log without waiting for it.
     *
     * @param rehearsal server by whose settable clock it cosigns; empty = by real time
     */
    public static EmbeddedWitness start(StateFolder state, VerifierKey log, Optional<URI> rehearsal) {
        Path folder = state.witness();
        URI url = URI.create("http://127.0.0.1:" + Ports.free());
        try {
            Files.createDirectories(folder);
            VerifierKey key = SoftwareSigner.readOrGenerate(
                            folder.resolve("key"), NAME, SignatureType.COSIGNATURE, new SecureRandom())
                    .verifierKey();
            List<String> arguments = new ArrayList<>(List.of(
                    "witness",
                    "--name",
                    NAME,
                    "--log",
                    log.text(),
                    "--state",
                    folder.toString(),
                    "--port",
                    String.valueOf(url.getPort())));
            rehearsal.ifPresent(server -> arguments.addAll(List.of("--rehearsal", server.toString())));
            ChildProcess process = ChildProcess.start(state, PROCESS, HEAP, arguments);
            return new EmbeddedWitness(process, url, key);
        } catch (IOException e) {
            throw DiskSpace.failure("the witness cannot be started", e);
        }
    }

    /** What a policy says of it: {@code witness NAME VKEY URL}. */
    public String policyLine() {
        return "witness venue " + key.text() + " " + url + "\n";
    }

    /** Answers when it serves. */
    public void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url).timeout(GRACE).build();
            while (!answers(http, request)) {
                if (process.endsWithin(BETWEEN_POLLS) || System.nanoTime() > deadline) {
                    throw new StartupFailure("the witness did not start");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while the witness was starting", e);
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return "the witness";
    }
}
