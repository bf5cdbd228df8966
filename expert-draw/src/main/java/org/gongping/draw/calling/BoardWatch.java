package org.gongping.draw.calling;

import java.util.UUID;
import org.gongping.core.db.Transaction;

/** Told, inside the step's transaction, that a board of confirmations has changed; never told who is on it. */
@FunctionalInterface
public interface BoardWatch {
    void changed(Transaction tx, UUID projectId);
}
