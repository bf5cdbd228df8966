package org.gongping.service.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.tree.Proofs;
import org.gongping.core.audit.witness.AddCheckpoint;
import org.gongping.core.audit.witness.WitnessPolicy;

/** Asks one witness to cosign (C2SP tlog-witness), and remembers how far it has come. For one thread at a time. */
final class WitnessClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 16 << 10;
    private static final int ATTEMPTS = 3;

    private final VerifierKey key;
    private final URI address;
    private final HttpClient http;
    private long cosigned;

    /** @param url prefix of its address, without a trailing slash */
    WitnessClient(WitnessPolicy.Witness witness, URI url, HttpClient http) {
        this.key = witness.key();
        this.address = URI.create(url + "/add-checkpoint");
        this.http = http;
    }

    /** What came of asking. */
    sealed interface Outcome {
        /** @param line its cosignature, which holds */
        record Cosigned(SignedNote.Line line) implements Outcome {}

        /** It has cosigned more than this log has, or another root of this size: a history that is not this one. */
        record OtherHistory(long size) implements Outcome {}

        /** No cosignature this time. */
        record None(String why) implements Outcome {}
    }

    /** @param proofs of a tree that has at least the checkpoint's size */
    Outcome ask(SignedNote checkpoint, Proofs proofs) throws InterruptedException {
        long size = Checkpoint.parse(checkpoint.text()).orElseThrow().size();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (cosigned > size) {
                return new Outcome.OtherHistory(cosigned);
            }
            var request = new AddCheckpoint(cosigned, proofs.consistency(cosigned, size), checkpoint);
            HttpResponse<byte[]> answer;
            try {
                answer = http.send(
                        post(request),
                        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER));
            } catch (IOException e) {
                return new Outcome.None("no answer");
            }
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.statusCode() == 200) {
                Optional<SignedNote.Line> line = cosignature(checkpoint, body);
                line.ifPresent(each -> cosigned = size);
                return line.<Outcome>map(Outcome.Cosigned::new)
                        .orElseGet(() -> new Outcome.None("a cosignature that does not hold"));
            }
            if (answer.statusCode() != 409 || !body.matches("(0|[1-9][0-9]{0,17})\n")) {
                return new Outcome.None("status " + answer.statusCode());
            }
            long theirs = Long.parseLong(body.strip());
            if (theirs > size || theirs == size && cosigned == size) {
                return new Outcome.OtherHistory(theirs);
            }
            cosigned = theirs;
        }
        return new Outcome.None("its size keeps changing");
    }

    private HttpRequest post(AddCheckpoint request) {
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(request.write()))
                .build();
    }

    /** The line of the answer that is this witness's and holds. */
    private Optional<SignedNote.Line> cosignature(SignedNote checkpoint, String body) {
        return SignedNote.parse(checkpoint.text() + "\n" + body)
                .filter(note -> note.signedBy(List.of(key)).equals(Set.of(key)))
                .flatMap(note -> note.signatures().stream()
                        .filter(line -> line.name().equals(key.name()) && line.keyId() == key.id())
                        .findFirst());
    }
}
