package org.gongping.service.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.witness.WitnessPolicy;

/**
 * How far the log is with a place: committed, under a checkpoint that it has signed, under one that the witnesses have
 * cosigned ({@code spec/audit-log.md} §3.6). Told from what is published and what this server has signed, never from the
 * database. A server that does not lead the log learns of a signature only when it is published. Thread-safe.
 */
public final class Sealing {
    private final LogService log;
    private final AtomicReference<Sight> lastPublished = new AtomicReference<>();
    private final AtomicReference<Sight> lastCollected = new AtomicReference<>();

    public Sealing(LogService log) {
        this.log = log;
    }

    /** How far. */
    public enum State {
        /** Committed: the step is valid. */
        RECORDED,
        /** In the log, under a checkpoint that the log has signed. */
        SIGNED,
        /** Under a published checkpoint that as many witnesses have cosigned as the policy asks for. */
        SEALED
    }

    /**
     * A witness of the policy.
     *
     * @param cosignedAt by its own clock; empty while it has not
     */
    public record Cosigner(String name, Optional<Instant> cosignedAt) {}

    /**
     * How far the log is with one place.
     *
     * @param isFinal no more is to come: sealed, or published by a log that asks for no witness
     * @param size of the checkpoint that covers it
     * @param witnesses all of the policy, each as far as it has cosigned that checkpoint
     */
    public record Seal(State state, boolean isFinal, OptionalLong size, List<Cosigner> witnesses) {}

    /** A checkpoint with the cosignatures that hold. */
    private record Sight(String note, long size, boolean isEnough, Map<String, Instant> cosigned) {
        boolean covers(long index) {
            return index < size;
        }
    }

    /** Why nothing is appended any more. */
    public Optional<String> halted() {
        return log.health().halted();
    }

    /** The log at this moment. */
    public Moment now() {
        return new Moment(
                log.published().ifSound().map(now -> see(now.note(), lastPublished)),
                log.collected().map(note -> see(note, lastCollected)),
                log.health().signed().map(Checkpoint::size).orElse(0L));
    }

    /** The log at one moment, to be asked of many places. */
    public final class Moment {
        private final Optional<Sight> published;
        private final Optional<Sight> collected;
        private final long signed;

        private Moment(Optional<Sight> published, Optional<Sight> collected, long signed) {
            this.published = published;
            this.collected = collected;
            this.signed = signed;
        }

        /** @param index empty while the record waits for its place */
        public Seal of(Optional<Long> index) {
            if (index.isEmpty()) {
                return recorded();
            }
            long place = index.get();
            Optional<Sight> shown = published.filter(sight -> sight.covers(place));
            if (shown.filter(Sight::isEnough).isPresent()) {
                return seal(log.policy().needsWitnesses() ? State.SEALED : State.SIGNED, true, shown.get());
            }
            return collected
                    .filter(sight -> sight.covers(place))
                    .or(() -> shown)
                    .map(sight -> seal(State.SIGNED, false, sight))
                    .orElseGet(() -> place < signed
                            ? new Seal(State.SIGNED, false, OptionalLong.of(signed), witnesses(Map.of()))
                            : recorded());
        }

        private Seal recorded() {
            return new Seal(State.RECORDED, false, OptionalLong.empty(), witnesses(Map.of()));
        }

        private Seal seal(State state, boolean isFinal, Sight sight) {
            return new Seal(state, isFinal, OptionalLong.of(sight.size()), witnesses(sight.cosigned()));
        }
    }

    private List<Cosigner> witnesses(Map<String, Instant> cosigned) {
        return log.policy().witnesses().stream()
                .map(each -> new Cosigner(each.name(), Optional.ofNullable(cosigned.get(each.name()))))
                .toList();
    }

    /** Signatures are checked once for each checkpoint. */
    private Sight see(SignedNote note, AtomicReference<Sight> last) {
        String text = note.write();
        Sight known = last.get();
        if (known != null && known.note().equals(text)) {
            return known;
        }
        Map<String, Instant> cosigned = new HashMap<>();
        for (WitnessPolicy.Witness witness : log.policy().cosigners(note)) {
            note.signatures().stream()
                    .filter(line -> line.name().equals(witness.key().name())
                            && line.keyId() == witness.key().id())
                    .findFirst()
                    .ifPresent(line -> cosigned.put(witness.name(), time(line)));
        }
        var sight = new Sight(
                text,
                Checkpoint.parse(note.text()).orElseThrow().size(),
                log.policy().isSatisfied(note),
                Map.copyOf(cosigned));
        last.set(sight);
        return sight;
    }

    /** A cosignature begins with its time in seconds (C2SP tlog-cosignature). */
    private static Instant time(SignedNote.Line line) {
        return Instant.ofEpochSecond(ByteBuffer.wrap(line.bytes()).getLong());
    }
}
