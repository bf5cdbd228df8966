package org.gongping.core.trail;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.TrailFilter;
import org.gongping.core.audit.TrailRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.ProjectAccess;

/**
 * Shows the audit trail of a project, or what of it answers to a query. Looking at it is itself a step on record; to read
 * on is the same look for a while, wherever the place to read on from was taken. Until the deadline the bidders' own streams are left out: whether and when they acted is then nobody's to know (rule S06).
 */
public final class ReadTrail {
    /** So long a look is one look: every page of a long trail is no step of its own. */
    private static final Duration ONE_LOOK = Duration.ofMinutes(15);

    private final ProjectAccess access;
    private final TrailRepository trail;
    private final ShownEntries shown;
    private final AuditLog audit;
    private final InstantSource clock;

    public ReadTrail(
            ProjectAccess access, TrailRepository trail, ShownEntries shown, AuditLog audit, InstantSource clock) {
        this.access = access;
        this.trail = trail;
        this.shown = shown;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Which part of the answer.
     *
     * @param before id of the last entry seen; null for the first page
     * @param limit rows at most
     * @param outlineEvery rows to a page of the outline; empty for no outline
     */
    public record Part(UUID before, int limit, Optional<Integer> outlineEvery) {}

    /** @param outline of all that answers to the query, when it was asked for */
    public record Page(ShownEntries.Shown shown, Optional<TrailRepository.Outline> outline) {}

    public Outcome<Page> execute(Transaction tx, Actor actor, UUID projectId, TrailQuery query, Part part) {
        return access.reading(tx, actor, projectId).then(view -> {
            if (!TrailView.isOpenTo(view)) {
                return Outcome.refused(new Refusal.NotFound("trail"));
            }
            return shown.filter(tx, view, query).map(filter -> {
                Page page = read(tx, view, filter, part);
                boolean readsOn = part.before() != null
                        && part.outlineEvery().isEmpty()
                        && trail.hasRead(
                                tx, projectId, actor.account(), clock.instant().minus(ONE_LOOK));
                if (!readsOn) {
                    audit.append(
                            tx,
                            AuditStep.inTender(
                                    AuditKind.TRAIL_READ,
                                    actor,
                                    view.side(),
                                    projectId,
                                    view.project().code()));
                }
                return page;
            });
        });
    }

    private Page read(Transaction tx, ProjectAccess.View view, TrailFilter filter, Part part) {
        UUID projectId = view.project().id();
        boolean bidders = TrailView.showsBidders(view, clock);
        List<AuditEntry> rows = trail.page(tx, projectId, filter, bidders, part.before(), part.limit());
        return new Page(
                shown.of(tx, view, rows),
                part.outlineEvery().map(every -> trail.outline(tx, projectId, filter, bidders, every)));
    }
}
