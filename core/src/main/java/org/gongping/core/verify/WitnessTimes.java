package org.gongping.core.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When witnesses saw the log at which size, as far as this reader knows: by the checkpoint at hand, and by the one that was
 * seen before. A record that stands under a checkpoint was written before its cosignature, one that does not, after it: a
 * server whose clock was set says otherwise.
 */
final class WitnessTimes {
    /** Clocks of a server and of a witness may differ by so much. */
    private static final Duration TOLERANCE = Duration.ofSeconds(300);

    private final List<SealedCheckpoint> seen;

    /** @param seen checkpoints of one log; those without witnesses say nothing */
    WitnessTimes(List<SealedCheckpoint> seen) {
        this.seen = seen.stream().filter(each -> !each.witnesses().isEmpty()).toList();
    }

    void check(TenderRecord record, Progress progress) {
        for (SealedCheckpoint sealed : seen) {
            long size = sealed.checkpoint().size();
            Instant first = sealed.witnesses().stream()
                    .map(SealedCheckpoint.Cosigned::time)
                    .min(Instant::compareTo)
                    .orElseThrow();
            Instant last = sealed.witnesses().stream()
                    .map(SealedCheckpoint.Cosigned::time)
                    .max(Instant::compareTo)
                    .orElseThrow();
            if (record.index() < size && record.time().isAfter(plus(last))) {
                // The first checkpoint that contradicts the record says all; later ones would repeat it.
                add(FindingCode.RECORD_AFTER_WITNESS, record, last, size, progress);
                return;
            } else if (record.index() >= size && plus(record.time()).isBefore(first)) {
                add(FindingCode.RECORD_BEFORE_WITNESS, record, first, size, progress);
                return;
            }
        }
    }

    /** A witness may name any second that there is. */
    private static Instant plus(Instant time) {
        return time.isAfter(Instant.MAX.minus(TOLERANCE)) ? Instant.MAX : time.plus(TOLERANCE);
    }

    private static void add(FindingCode code, TenderRecord record, Instant witnessed, long size, Progress progress) {
        progress.add(Finding.at(code, record.file(), record.index(), record.time(), witnessed, size));
    }
}
