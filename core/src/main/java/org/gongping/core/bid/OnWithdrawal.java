package org.gongping.core.bid;

import java.time.Instant;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;

/** What else happens in the transaction in which a bid is withdrawn before the deadline (撤回). */
public interface OnWithdrawal {
    /** @param at when the platform took the notice of withdrawal: clocks run from it */
    void withdrawn(Transaction tx, Actor actor, Project project, UUID lotId, Registration bidder, Instant at);
}
