package org.gongping.core.trail;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;

/**
 * The records of a project that its reader may open: a bidder its own stream, the other parties what {@link TrailView}
 * says. Whatever else is asked for does not exist, so that nobody learns whether it does (rule S06).
 */
public final class OpenEntries {
    private final ProjectAccess access;
    private final AuditRepository trail;
    private final RegistrationRepository registrations;
    private final InstantSource clock;

    public OpenEntries(
            ProjectAccess access, AuditRepository trail, RegistrationRepository registrations, InstantSource clock) {
        this.access = access;
        this.trail = trail;
        this.registrations = registrations;
        this.clock = clock;
    }

    public Outcome<AuditEntry> find(Transaction tx, Actor actor, UUID projectId, UUID entryId) {
        return access.reading(tx, actor, projectId).then(view -> {
            Optional<AuditEntry> entry = TrailView.isOpenTo(view)
                    ? trail.find(tx, projectId, entryId, TrailView.showsBidders(view, clock))
                    : ownStream(tx, actor, view)
                            .flatMap(stream -> trail.find(tx, projectId, entryId, true)
                                    .filter(found -> found.stream().equals(stream)));
            return entry.map(Outcome::done).orElseGet(() -> Outcome.refused(new Refusal.NotFound("audit entry")));
        });
    }

    /** Of the given kinds, newest first; to whoever may open none, there are none. */
    Outcome<List<AuditEntry>> ofKinds(Transaction tx, Actor actor, UUID projectId, Collection<String> kinds) {
        return access.reading(tx, actor, projectId).map(view -> {
            if (TrailView.isOpenTo(view)) {
                return trail.ofKinds(tx, projectId, kinds, TrailView.showsBidders(view, clock));
            }
            return ownStream(tx, actor, view)
                    .map(stream -> trail.ofStream(tx, projectId, kinds, stream))
                    .orElse(List.of());
        });
    }

    private Optional<String> ownStream(Transaction tx, Actor actor, ProjectAccess.View view) {
        if (!actor.has(Role.BIDDER)) {
            return Optional.empty();
        }
        return registrations
                .own(tx, view.project().id(), actor)
                .map(registration -> AuditStep.bidderStream(view.project().code(), registration.id()));
    }
}
