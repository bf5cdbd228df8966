package org.gongping.core.verify;

import java.util.Arrays;
import java.util.Optional;

/** What two checkpoints of one log tell without looking at its entries. */
final class Recall {
    private Recall() {}

    /** The contradiction between a log as last seen and as seen now. */
    static Optional<Finding> compare(Checkpoint last, Checkpoint now, String file) {
        if (now.size() < last.size()) {
            return Optional.of(Finding.of(FindingCode.LOG_SHRUNK, file, last.size(), now.size()));
        }
        return fork(last, now, file);
    }

    /** Two roots of one size; sizes may differ, since a receipt or dossier may be older than what was last seen. */
    static Optional<Finding> fork(Checkpoint last, Checkpoint now, String file) {
        if (now.size() != last.size() || Arrays.equals(now.root(), last.root())) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                FindingCode.LOG_FORKED, file, now.size(), Texts.base64(last.root()), Texts.base64(now.root())));
    }
}
