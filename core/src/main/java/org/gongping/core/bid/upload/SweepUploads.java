package org.gongping.core.bid.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectRepository;

/**
 * Removes what was begun and not submitted by the deadline, which counts as withdrawn (rule S03; 电子招标投标办法 Art. 27). The
 * record says how much it was and names nobody. Envelopes of bids that were replaced or withdrawn stay: they are what their
 * receipts speak of.
 */
public final class SweepUploads {
    /** Far longer than any transaction takes to commit. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final ProjectRepository projects;
    private final UploadRepository uploads;
    private final EnvelopeStore store;
    private final DropUpload drop;
    private final Duration kept;
    private final AuditLog audit;
    private final InstantSource clock;
    private Instant lookedAt;

    /** @param kept after the deadline, in which a bidder still sees what had arrived */
    public SweepUploads(
            ProjectRepository projects,
            UploadRepository uploads,
            EnvelopeStore store,
            DropUpload drop,
            Duration kept,
            AuditLog audit,
            InstantSource clock) {
        this.projects = projects;
        this.uploads = uploads;
        this.store = store;
        this.drop = drop;
        this.kept = kept;
        this.audit = audit;
        this.clock = clock;
    }

    /** Where there are such uploads. */
    public record Place(UUID projectId, UUID lotId) {}

    /** Lots to sweep. At its first call, and then each hour, removes what a crash has left behind. */
    public List<Place> unfinished(Transaction tx) {
        Instant now = clock.instant();
        if (lookedAt == null) {
            uploads.removed(tx).forEach(store::drop);
        }
        if (lookedAt == null || !now.isBefore(lookedAt.plus(FORGOTTEN))) {
            dropForgotten(tx);
            lookedAt = now;
        }
        return uploads.overdue(tx, now.minus(kept));
    }

    /**
     * The file of an envelope is made before its row is committed: a crash in between leaves an empty one. What holds a byte
     * is never removed here, for a database that was restored may have forgotten it.
     */
    private void dropForgotten(Transaction tx) {
        List<UUID> empty = store.emptyFor(FORGOTTEN);
        Set<UUID> known = uploads.known(tx, empty);
        empty.stream().filter(id -> !known.contains(id)).forEach(store::drop);
    }

    /** Sweeps one lot. A submission that was in time is committed before, or not at all: both hold the project. */
    public void sweep(Transaction tx, Place place) {
        Project project = projects.lock(tx, place.projectId()).orElseThrow();
        Instant since = clock.instant().minus(kept);
        if (project.bidDeadline().isAfter(since)) {
            return;
        }
        List<EnvelopeUpload> dropped = uploads.list(tx, place.projectId(), place.lotId()).stream()
                .filter(upload -> drop.execute(tx, upload))
                .toList();
        if (dropped.isEmpty()) {
            return;
        }
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.BID_SWEEP, Actor.SERVER, "server", project.id(), project.code())
                        .object("lot", place.lotId())
                        .rule(project.ruleSet())
                        .with("uploads", dropped.size())
                        .with(
                                "bytes",
                                dropped.stream()
                                        .mapToLong(EnvelopeUpload::length)
                                        .sum()));
    }
}
