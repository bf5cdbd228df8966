package org.gongping.service.log;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.witness.WitnessPolicy;

/** Collects cosignatures, one checkpoint after another, from all witnesses at once. For one thread. */
final class Cosigning implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);

    private final WitnessPolicy policy;
    private final LogFolder folder;
    private final LongSupplier signedSize;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("witness-", 0).factory());
    private final Map<String, WitnessClient> clients = new TreeMap<>();
    private final Map<String, String> troubles = new TreeMap<>();

    /** @param signedSize the greatest size that any server of this log has signed, asked anew each time */
    Cosigning(WitnessPolicy policy, LogFolder folder, LongSupplier signedSize) {
        this.policy = policy;
        this.folder = folder;
        this.signedSize = signedSize;
        policy.witnesses()
                .forEach(witness -> witness.url()
                        .ifPresent(url -> clients.put(witness.name(), new WitnessClient(witness, url, http))));
    }

    private record Answered(String name, WitnessClient.Outcome outcome) {}

    /**
     * Asks every witness and waits for each to answer or to time out.
     *
     * @return the checkpoint with the cosignatures that came; empty when another server has taken the lead meanwhile and
     *     had a larger one cosigned, so that nobody needs this one any more
     * @throws LogDamaged when a witness knows another history of this log
     */
    Optional<SignedNote> collect(SignedNote checkpoint) throws InterruptedException {
        long size = Checkpoint.parse(checkpoint.text()).orElseThrow().size();
        var asked = new ExecutorCompletionService<Answered>(calls);
        clients.forEach((name, client) ->
                asked.submit(() -> new Answered(name, client.ask(checkpoint, new TileTree(folder, size).proofs()))));
        SignedNote note = checkpoint;
        List<String> other = new ArrayList<>();
        boolean isOvertaken = false;
        for (int i = 0; i < clients.size(); i++) {
            Answered answered = answer(asked);
            switch (answered.outcome()) {
                case WitnessClient.Outcome.Cosigned cosigned -> {
                    note = note.with(cosigned.line());
                    troubles.remove(answered.name());
                }
                case WitnessClient.Outcome.OtherHistory history -> {
                    // A size is in the signer's memory before any witness can see it.
                    if (history.size() > size && history.size() <= signedSize.getAsLong()) {
                        isOvertaken = true;
                    } else {
                        other.add(answered.name() + " has cosigned size " + history.size());
                    }
                }
                case WitnessClient.Outcome.None none -> troubles.put(answered.name(), none.why());
            }
        }
        if (!other.isEmpty()) {
            throw new LogDamaged("at size " + size + " a witness knows another history: " + String.join(", ", other));
        }
        return isOvertaken ? Optional.empty() : Optional.of(note);
    }

    private static Answered answer(ExecutorCompletionService<Answered> asked) throws InterruptedException {
        try {
            return asked.take().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a witness could not be asked", e.getCause());
        }
    }

    boolean isEnough(SignedNote note) {
        return policy.isSatisfied(note);
    }

    /** Why a witness has not cosigned the last time; empty when it has. */
    Optional<String> trouble(String witness) {
        return Optional.ofNullable(troubles.get(witness));
    }

    @Override
    public void close() {
        calls.shutdownNow();
        http.close();
    }
}
