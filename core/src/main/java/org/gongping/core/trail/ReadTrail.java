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
import org.gongping.core.bid.Masked;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;

/**
 * Shows the audit trail of a project. Looking at it is itself a step on record. Until the deadline the bidders' own
 * streams are left out: whether and when they acted is then nobody's to know (rule S06).
 */
public final class ReadTrail {
    private final ProjectAccess access;
    private final AuditRepository trail;
    private final PersonalDataRepository personalData;
    private final AuditLog audit;
    private final InstantSource clock;

    public ReadTrail(
            ProjectAccess access,
            AuditRepository trail,
            PersonalDataRepository personalData,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.trail = trail;
        this.personalData = personalData;
        this.audit = audit;
        this.clock = clock;
    }

    /** Rows newest first, and masked names of the actors by their pseudonym. */
    public record Page(List<AuditEntry> rows, Map<String, String> actors) {}

    /** @param before id of the last entry seen; null for the first page */
    public Outcome<Page> execute(Transaction tx, Actor actor, UUID projectId, UUID before, int limit) {
        return access.reading(tx, actor, projectId).then(view -> {
            if (view.sides().isEmpty() || view.sides().contains(Role.BIDDER)) {
                return Outcome.refused(new Refusal.NotFound("trail"));
            }
            boolean deadlinePassed = view.project().bidDeadline() != null
                    && !view.project().isDraft()
                    && !clock.instant().isBefore(view.project().bidDeadline());
            List<AuditEntry> rows = trail.page(tx, projectId, before, limit, deadlinePassed);
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
            return Outcome.done(new Page(rows, actors));
        });
    }
}
