package org.gongping.service.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.selfcheck.WitnessAnswers;
import org.gongping.core.audit.witness.WitnessPolicy;

/** Asks witnesses over HTTP: {@code GET <prefix>/<hex SHA-256 of the origin>/checkpoint} (C2SP tlog-witness). */
public final class AskedWitnesses implements WitnessAnswers, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 64 << 10;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Answer last(WitnessPolicy.Witness witness, String origin) {
        URI url = URI.create(witness.url().orElseThrow() + "/" + hash(origin) + "/checkpoint");
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(url).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER));
            return switch (answer.statusCode()) {
                case 200 ->
                    SignedNote.parse(answer.body())
                            .<Answer>map(Answer.Last::new)
                            .orElseGet(() -> new Answer.Unreachable("no signed note"));
                case 404 -> new Answer.Nothing();
                default -> new Answer.Unreachable("status " + answer.statusCode());
            };
        } catch (IOException e) {
            return new Answer.Unreachable("no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable("interrupted");
        }
    }

    private static String hash(String origin) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
