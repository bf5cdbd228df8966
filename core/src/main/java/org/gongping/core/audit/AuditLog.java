package org.gongping.core.audit;

import java.time.InstantSource;
import java.util.Iterator;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.db.Transaction;

/**
 * Appends steps to the audit trail ({@code spec/audit-log.md} §2 and §3). The record and its entry are written in the
 * caller's transaction: both they and the change they tell of become durable, or neither does.
 */
public final class AuditLog {
    private final AuditRepository repository;
    private final PersonalData personalData;
    private final InstantSource clock;
    private final RandomSource random;
    private final Ids ids;

    public AuditLog(
            AuditRepository repository, PersonalData personalData, InstantSource clock, RandomSource random, Ids ids) {
        this.repository = repository;
        this.personalData = personalData;
        this.clock = clock;
        this.random = random;
        this.ids = ids;
    }

    /**
     * Appends one step. Takes the row lock of the step's stream, so that records of one stream are chained in the
     * order of their commits.
     *
     * @throws IllegalArgumentException for a body member that the kind does not name
     */
    public AuditEntry append(Transaction tx, AuditStep step) {
        refuseUnknownMembers(step);
        UUID id = ids.next();
        var actor = personalData.datum("actor", step.actor.account());
        AuditEntry entry =
                repository.append(tx, step, id, clock.instant(), RecordText.of(step, id), random.bytes(32), actor);
        if (step.kind.isCritical()) {
            tx.enclose(entry);
        }
        return entry;
    }

    /**
     * Joins the bidders' streams to the tender's own chain, at the deadline: one record that lists the last commitment
     * of each. Does nothing when no bidder stream is left to join.
     */
    public void joinBidderStreams(Transaction tx, AuditStep step) {
        var heads = repository.unjoinedBidderHeads(tx, step.projectId);
        if (!heads.isEmpty()) {
            append(tx, step.with("streams", heads));
            repository.markJoined(tx, heads.keySet());
        }
    }

    private static void refuseUnknownMembers(AuditStep step) {
        for (Iterator<String> names = step.body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!step.kind.members().contains(name)) {
                throw new IllegalArgumentException(step.kind.code() + " has no member " + name);
            }
        }
    }
}
