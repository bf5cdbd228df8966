package org.gongping.service.log;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.witness.WitnessPolicy;

/** What each witness of the policy cosigned last, and since when one has not kept up with the log. Thread-safe. */
public final class WitnessWatch {
    private final WitnessPolicy policy;
    private final LongSupplier nanos;
    private final Map<String, Cosigned> last = new HashMap<>();
    private final Map<String, Long> behindSince = new HashMap<>();
    private Optional<Long> shortSince = Optional.empty();
    private String learnt = "";

    /** @param nanos a clock that nobody sets, as {@link System#nanoTime} */
    WitnessWatch(WitnessPolicy policy, LongSupplier nanos) {
        this.policy = policy;
        this.nanos = nanos;
    }

    /**
     * A cosignature.
     *
     * @param at by the clock of the witness, to the second
     */
    public record Cosigned(long size, Instant at) {}

    /**
     * A witness as it is now.
     *
     * @param last of which this server knows; empty when it knows of none
     * @param behind for how long it has been asked in vain; empty while it keeps up
     */
    public record Seen(String name, Optional<Cosigned> last, Optional<Duration> behind) {}

    /** Takes the cosignatures of a checkpoint that is known, such as the published one. */
    synchronized void learn(SignedNote note) {
        String text = note.write();
        Optional<Checkpoint> checkpoint = Checkpoint.parse(note.text());
        if (text.equals(learnt) || checkpoint.isEmpty()) {
            return;
        }
        learnt = text;
        for (WitnessPolicy.Witness witness : policy.witnesses()) {
            note.cosignedAt(witness.key())
                    .map(at -> new Cosigned(checkpoint.get().size(), at))
                    .ifPresent(one -> last.merge(
                            witness.name(), one, (before, now) -> now.size() < before.size() ? before : now));
        }
    }

    /** Takes what came of asking all witnesses about the newest checkpoint. */
    synchronized void asked(SignedNote answered) {
        learn(answered);
        long now = nanos.getAsLong();
        List<WitnessPolicy.Witness> cosigners = policy.cosigners(answered);
        for (WitnessPolicy.Witness witness : policy.witnesses()) {
            if (cosigners.contains(witness)) {
                behindSince.remove(witness.name());
            } else {
                behindSince.putIfAbsent(witness.name(), now);
            }
        }
        shortSince = policy.isSatisfied(answered) ? Optional.empty() : shortSince.or(() -> Optional.of(now));
    }

    synchronized List<Seen> now() {
        return policy.witnesses().stream()
                .map(witness -> new Seen(
                        witness.name(),
                        Optional.ofNullable(last.get(witness.name())),
                        Optional.ofNullable(behindSince.get(witness.name())).map(this::since)))
                .toList();
    }

    /** For how long the cosignatures have not reached the quorum of the policy; empty while they do. */
    synchronized Optional<Duration> withoutQuorum() {
        return shortSince.map(this::since);
    }

    private Duration since(long then) {
        return Duration.ofNanos(nanos.getAsLong() - then);
    }
}
