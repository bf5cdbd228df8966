package org.gongping.core.verify;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks what a log has promised, and, where there is the log, whether it has kept its word. A promise is broken when the
 * log is known to be older than the term and does not hold the record: by a witness' time, or, of a log that was read
 * just now, by the clock of this machine.
 */
final class PromiseVerifier {
    private final Policy policy;
    private final Progress progress;
    private byte[] sought = new byte[0];
    private OptionalLong found = OptionalLong.empty();

    PromiseVerifier(Policy policy, Progress progress) {
        this.policy = policy;
        this.progress = progress;
    }

    Promised check(byte[] bytes, String file) throws Refused {
        Promised promised = Promised.check(bytes, policy, file);
        sought = promised.leaf();
        progress.proven(promised.record());
        progress.promised(kept(promised, Report.Standing.PROMISED, OptionalLong.empty()));
        return promised;
    }

    /** Told of every leaf of the log, by its place. */
    void look(long index, byte[] leaf) {
        if (found.isEmpty() && Arrays.equals(leaf, sought)) {
            found = OptionalLong.of(index);
        }
    }

    /** @param now when the log was read; empty for a copy of unknown age */
    void compare(Promised promised, Optional<Instant> now, String file) {
        Optional<SealedCheckpoint> sealed = progress.checkpoint();
        if (sealed.isEmpty() || !progress.isGood()) {
            return;
        }
        Checkpoint checkpoint = sealed.get().checkpoint();
        if (!checkpoint.origin().equals(promised.origin())) {
            progress.add(Finding.of(FindingCode.PROMISE_LOG, file, promised.origin(), checkpoint.origin()));
        } else if (found.isPresent()) {
            progress.promised(kept(promised, Report.Standing.IN_LOG, found));
        } else if (isOver(promised, sealed.get(), now)) {
            progress.promised(kept(promised, Report.Standing.BROKEN, OptionalLong.empty()));
            progress.add(Finding.of(
                    FindingCode.PROMISE_BROKEN, file, promised.entryId(), promised.due(), checkpoint.size()));
        } else {
            progress.promised(kept(promised, Report.Standing.WAITING, OptionalLong.empty()));
        }
    }

    private static boolean isOver(Promised promised, SealedCheckpoint sealed, Optional<Instant> now) {
        return now.filter(promised.due()::isBefore).isPresent()
                || sealed.witnesses().stream().anyMatch(each -> each.time().isAfter(promised.due()));
    }

    private static Report.Promise kept(Promised promised, Report.Standing standing, OptionalLong index) {
        return new Report.Promise(promised.entryId(), promised.time(), promised.due(), standing, index);
    }
}
