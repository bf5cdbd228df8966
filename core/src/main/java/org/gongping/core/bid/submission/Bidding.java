package org.gongping.core.bid.submission;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.Registration;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.upload.SealedBidRules;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;

/** What stands before each act of a bidder before the deadline. */
final class Bidding {
    private final ProjectRepository projects;
    private final RegistrationRepository registrations;
    private final InstantSource clock;

    Bidding(ProjectRepository projects, RegistrationRepository registrations, InstantSource clock) {
        this.projects = projects;
        this.registrations = registrations;
        this.clock = clock;
    }

    record Desk(Project project, Lot lot, Registration registration) {}

    /** The actor's own place, read only. */
    Outcome<Desk> reading(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return desk(tx, actor, projects.find(tx, projectId), lotId);
    }

    /**
     * For an act. The project is held, so that an opening waits for it and finds it; acts of one bidder follow one
     * another.
     */
    Outcome<Desk> acting(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return desk(tx, actor, projects.hold(tx, projectId), lotId).then(desk -> {
            registrations.lock(tx, projectId, desk.registration().id());
            return inTime(desk);
        });
    }

    /**
     * Asked first, and again as the last thing before the commit: the server's clock decides at the commit whether an
     * act was in time (rule S03).
     */
    Outcome<Desk> inTime(Desk desk) {
        boolean isInTime = desk.lot().phase() instanceof LotPhase.Published
                && clock.instant().isBefore(desk.project().bidDeadline());
        return isInTime ? Outcome.done(desk) : Outcome.refused(SealedBidRules.tooLate());
    }

    private Outcome<Desk> desk(Transaction tx, Actor actor, Optional<Project> found, UUID lotId) {
        Optional<Project> project = found.filter(each -> !each.isDraft());
        if (project.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("project"));
        }
        Optional<Registration> registration =
                registrations.own(tx, project.get().id(), actor);
        if (registration.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("registration"));
        }
        return ProjectAccess.lotOf(project.get(), lotId).map(lot -> new Desk(project.get(), lot, registration.get()));
    }
}
