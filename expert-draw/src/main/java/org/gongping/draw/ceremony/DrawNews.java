package org.gongping.draw.ceremony;

import java.util.UUID;
import org.gongping.core.db.Transaction;

/** Tells the room that something of a draw has changed; a hint to look again, which names nobody. */
@FunctionalInterface
public interface DrawNews {
    /** @param party empty for a step of nobody's own */
    void step(Transaction tx, UUID projectId, int attempt, String step, String party);
}
