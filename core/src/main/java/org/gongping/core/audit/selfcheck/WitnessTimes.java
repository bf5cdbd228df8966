package org.gongping.core.audit.selfcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.tile.KeptCheckpoints;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.witness.WitnessPolicy;

/**
 * When witnesses saw the log at which size. A record that stands under a checkpoint was written before its cosignature, one
 * that does not, after it: a server whose clock was set says otherwise. For one thread.
 */
final class WitnessTimes {
    /** Clocks of a server and of a witness may differ by so much. */
    private static final Duration TOLERANCE = Duration.ofSeconds(300);

    private final WitnessPolicy policy;
    private final NavigableMap<Long, Seen> sizes = new TreeMap<>();
    private final Map<Long, FindingCode> bad = new TreeMap<>();

    /** The first and the last of the cosignatures of one checkpoint. */
    private record Seen(Instant first, Instant last) {}

    WitnessTimes(WitnessPolicy policy) {
        this.policy = policy;
    }

    /** Takes a checkpoint that the log has signed; of one size the first one counts. */
    void learn(long size, SignedNote note) {
        if (sizes.containsKey(size)) {
            return;
        }
        policy.witnesses().stream()
                .map(witness -> note.cosignedAt(witness.key()).orElse(null))
                .filter(Objects::nonNull)
                .map(at -> new Seen(at, at))
                .reduce((a, b) -> new Seen(
                        a.first().isBefore(b.first()) ? a.first() : b.first(),
                        a.last().isAfter(b.last()) ? a.last() : b.last()))
                .ifPresent(seen -> sizes.put(size, seen));
    }

    /** Takes the kept checkpoints that are not known yet; those that do not hold are findings. */
    void learn(KeptCheckpoints kept, Collected findings) {
        for (long size : kept.sizes(Integer.MAX_VALUE)) {
            if (!sizes.containsKey(size) && !bad.containsKey(size)) {
                learn(size, kept);
            }
        }
        bad.forEach((size, code) -> findings.add(code, "checkpoints/" + size, "–"));
    }

    private void learn(long size, KeptCheckpoints kept) {
        try {
            PublishedLog.Published checkpoint = kept.of(size).orElse(null);
            if (checkpoint == null) {
                return;
            }
            boolean isOfThisLog = !checkpoint
                    .note()
                    .signedBy(policy.logs().stream()
                            .filter(key -> isNamed(key, checkpoint))
                            .toList())
                    .isEmpty();
            if (isOfThisLog) {
                learn(size, checkpoint.note());
            } else {
                bad.put(size, FindingCode.CHECKPOINT_SIGNATURE);
            }
        } catch (LogDamaged e) {
            bad.put(size, FindingCode.CHECKPOINT_MALFORMED);
        }
    }

    private static boolean isNamed(VerifierKey key, PublishedLog.Published checkpoint) {
        return key.name().equals(checkpoint.checkpoint().origin());
    }

    void check(LoggedRow place, Instant time, Collected findings) {
        Map.Entry<Long, Seen> before = sizes.floorEntry(place.index());
        if (before != null && time.plus(TOLERANCE).isBefore(before.getValue().first())) {
            findings.add(
                    FindingCode.RECORD_BEFORE_WITNESS,
                    place.place(),
                    time,
                    before.getValue().first(),
                    before.getKey());
        }
        Map.Entry<Long, Seen> after = sizes.higherEntry(place.index());
        if (after != null && time.minus(TOLERANCE).isAfter(after.getValue().last())) {
            findings.add(
                    FindingCode.RECORD_AFTER_WITNESS,
                    place.place(),
                    time,
                    after.getValue().last(),
                    after.getKey());
        }
    }
}
