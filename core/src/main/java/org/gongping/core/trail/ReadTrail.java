package org.gongping.core.trail;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.bid.Masked;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.ProjectAccess;

/**
 * Shows the audit trail of a project. Looking at it is itself a step on record. Until the deadline the bidders' own
 * streams are left out: whether and when they acted is then nobody's to know (rule S06).
 */
public final class ReadTrail {
    private final ProjectAccess access;
    private final AuditRepository trail;
    private final SequenceRepository places;
    private final PersonalDataRepository personalData;
    private final AuditLog audit;
    private final InstantSource clock;

    public ReadTrail(
            ProjectAccess access,
            AuditRepository trail,
            SequenceRepository places,
            PersonalDataRepository personalData,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.trail = trail;
        this.places = places;
        this.personalData = personalData;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Rows newest first.
     *
     * @param indexes places in the log by entry; a row that waits for its place has none
     * @param actors masked names of the actors by their pseudonym
     */
    public record Page(List<AuditEntry> rows, Map<UUID, Long> indexes, Map<String, String> actors) {}

    /** @param before id of the last entry seen; null for the first page */
    public Outcome<Page> execute(Transaction tx, Actor actor, UUID projectId, UUID before, int limit) {
        return access.reading(tx, actor, projectId).then(view -> {
            if (!TrailView.isOpenTo(view)) {
                return Outcome.refused(new Refusal.NotFound("trail"));
            }
            List<AuditEntry> rows = trail.page(tx, projectId, before, limit, TrailView.showsBidders(view, clock));
            Map<UUID, Long> indexes =
                    places.places(tx, rows.stream().map(AuditEntry::id).toList());
            Map<String, String> actors = personalData.accounts(tx, projectId);
            actors.replaceAll((_, account) -> Masked.name(account));
            if (before == null) {
                audit.append(
                        tx,
                        AuditStep.inTender(
                                AuditKind.TRAIL_READ,
                                actor,
                                view.side(),
                                projectId,
                                view.project().code()));
            }
            return Outcome.done(new Page(rows, indexes, actors));
        });
    }
}
