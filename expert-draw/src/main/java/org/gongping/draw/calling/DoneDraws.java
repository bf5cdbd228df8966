package org.gongping.draw.calling;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
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

    /** Credit codes of the organisations whose key is the outside holder's, in this draw or since. */
    Set<String> outsideHolders(Transaction tx, DoneDraw.Key key);

    /**
     * Whether the actor is of a centre that holds shares of the draw. Such a centre is a venue operator of the tender without
     * being its venue: it has a share in the draw's secrets and no say over the committee.
     */
    default boolean isOutside(Transaction tx, DoneDraw.Key key, Actor actor) {
        return actor.organisationCreditCode()
                .filter(outsideHolders(tx, key)::contains)
                .isPresent();
    }
}
