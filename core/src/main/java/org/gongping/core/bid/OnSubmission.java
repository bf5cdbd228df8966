package org.gongping.core.bid;

import java.time.Instant;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;

/** What else happens in the transaction in which a bid is received before the deadline. */
public interface OnSubmission {
    /** @param at when the platform received the bid */
    void submitted(Transaction tx, Actor actor, Project project, UUID lotId, Registration bidder, Instant at);
}
