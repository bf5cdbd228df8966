package org.gongping.draw.ceremony;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Project;
import org.gongping.draw.exclusion.Screened;
import org.gongping.draw.plan.CommitteePlan;

/** What a draw is held for and over whom: planned and screened elsewhere. */
public interface DrawInputs {
    /** The plan that the supervisor has approved. */
    Optional<CommitteePlan> approved(Transaction tx, UUID projectId);

    /** The request, as the wire record of the contract. */
    Object request(Transaction tx, Project project);

    /** The whole library, each with the reason that excludes them. */
    Screened screen(Transaction tx, UUID projectId, CommitteePlan plan, Instant at);
}
