package org.gongping.core.audit.recover;

import java.util.Optional;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.db.Transaction;

/**
 * Brings a change of the origin from the database, where it is decided in one transaction, to the public files. May be
 * repeated until it has come to its end; no server appends before.
 */
public final class OriginFiles {
    private final RecoveryRepository repository = new RecoveryRepository();
    private final LogFolder folder;

    public OriginFiles(LogFolder folder) {
        this.folder = folder;
    }

    /** Whether the last change of the origin has reached the files; true where there was none. */
    public boolean areFinished(Transaction tx) {
        return repository
                .lastOrigin(tx)
                .map(first -> FirstRecord.opens(folder, first))
                .orElse(true);
    }

    /** The number that the log will have among those before the next one. */
    public int nextNumber(Transaction tx) {
        return repository.changesOfOrigin(tx) + 1;
    }

    /** Moves the files of the log before out of the way, and then opens the first record to the public. */
    public void finish(Transaction tx) {
        Optional<RecoveryRepository.Opening> first = repository.lastOrigin(tx);
        if (first.isPresent() && !FirstRecord.opens(folder, first.get())) {
            new FrozenLog(folder, repository.changesOfOrigin(tx)).moveAway();
            FirstRecord.write(folder, first.get());
        }
    }
}
