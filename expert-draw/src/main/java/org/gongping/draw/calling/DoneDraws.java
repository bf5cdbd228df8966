package org.gongping.draw.calling;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.draw.protocol.Drawing;

/** The draws that are done, as the ceremony keeps them. */
public interface DoneDraws {
    /** Attempts whose result stands under K2 and for whose seats nobody has been called, oldest first. */
    List<DoneDraw.Key> uncalled(Transaction tx);

    /** The draw; nothing when its result does not stand under K2. */
    Optional<DoneDraw> find(Transaction tx, DoneDraw.Key key);

    /** Number of the last attempt of the tender that was started; 0 when there is none. */
    int lastAttempt(Transaction tx, UUID projectId);

    /** The result with its whole lists, computed from the seed. */
    Drawing.Outcome.Drawn result(Transaction tx, DoneDraw.Key key);

    /** The sealed entry of the expert with this number in the pool. */
    byte[] sealedEntry(Transaction tx, DoneDraw.Key key, int index);
}
