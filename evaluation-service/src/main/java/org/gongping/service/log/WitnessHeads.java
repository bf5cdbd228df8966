package org.gongping.service.log;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.recover.Heard;
import org.gongping.core.audit.witness.WitnessFolder;
import org.gongping.core.audit.witness.WitnessPolicy;

/** Asks all witnesses of a policy what they cosigned last. One that does not answer holds nothing up for long. */
public final class WitnessHeads {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LONGEST_ANSWER = 16 << 10;

    private WitnessHeads() {}

    /** @param key of the log: only what it has signed counts */
    public static List<Heard> ask(WitnessPolicy policy, VerifierKey key) {
        try (HttpClient http = HttpClient.newBuilder()
                .connectTimeout(TO_CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            List<CompletableFuture<Heard>> asked = policy.witnesses().stream()
                    .filter(witness -> witness.url().isPresent())
                    .map(witness -> ask(http, witness, key))
                    .toList();
            return asked.stream().map(WitnessHeads::answer).toList();
        }
    }

    private static CompletableFuture<Heard> ask(HttpClient http, WitnessPolicy.Witness witness, VerifierKey key) {
        URI address = URI.create(witness.url().orElseThrow() + "/" + WitnessFolder.hash(key.name()) + "/checkpoint");
        return http.sendAsync(
                        HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER))
                .handle((answer, failure) -> {
                    if (failure != null) {
                        return new Heard(witness.name(), Optional.empty(), "no answer");
                    }
                    return switch (answer.statusCode()) {
                        case 200 -> heard(witness, key, answer.body());
                        case 404 -> new Heard(witness.name(), Optional.empty(), "");
                        default -> new Heard(witness.name(), Optional.empty(), "status " + answer.statusCode());
                    };
                });
    }

    private static Heard heard(WitnessPolicy.Witness witness, VerifierKey key, byte[] body) {
        Optional<SignedNote> note = SignedNote.parse(body)
                .filter(signed -> signed.signedBy(List.of(key)).contains(key))
                .filter(signed -> signed.signedBy(List.of(witness.key())).contains(witness.key()))
                .filter(signed -> Checkpoint.parse(signed.text())
                        .filter(checkpoint -> checkpoint.origin().equals(key.name()))
                        .isPresent());
        return new Heard(witness.name(), note, note.isPresent() ? "" : "an answer that this log has not signed");
    }

    private static Heard answer(CompletableFuture<Heard> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the witnesses were asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a witness could not be asked", e.getCause());
        }
    }
}
