package org.gongping.core.opening.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.bid.Registration;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;

/**
 * A bidder signs in for the opening (签到) under the login of its representative. Until the deadline nobody else learns of
 * it (rule S06), so its record goes on the bidder's own stream.
 */
public final class CheckIn {
    private final ProjectRepository projects;
    private final RegistrationRepository registrations;
    private final OpeningPlanRepository plans;
    private final HallRepository halls;
    private final PersonalData personalData;
    private final AuditLog audit;
    private final InstantSource clock;

    public CheckIn(
            ProjectRepository projects,
            RegistrationRepository registrations,
            OpeningPlanRepository plans,
            HallRepository halls,
            PersonalData personalData,
            AuditLog audit,
            InstantSource clock) {
        this.projects = projects;
        this.registrations = registrations;
        this.plans = plans;
        this.halls = halls;
        this.personalData = personalData;
        this.audit = audit;
        this.clock = clock;
    }

    /** When the bidder checked in. */
    public Outcome<Instant> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, String representative) {
        Optional<Project> project = projects.hold(tx, projectId).filter(found -> !found.isDraft());
        Optional<Registration> registration = registrations.own(tx, projectId, actor);
        if (project.isEmpty()
                || registration.isEmpty()
                || plans.find(tx, projectId).isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("opening"));
        }
        return ProjectAccess.lotOf(project.get(), lotId).then(lot -> {
            boolean isBefore = lot.phase() instanceof LotPhase.Published;
            if (!isBefore && !(lot.phase() instanceof LotPhase.Opening)) {
                return ProjectAccess.wrongPhase(lot, "PUBLISHED, OPENING", "开标会已结束", "The opening is over");
            }
            Instant now = clock.instant();
            PersonalData.Datum name = personalData.keep(tx, projectId, "representative", representative);
            UUID id = registration.get().id();
            if (!halls.insertCheckIn(tx, projectId, lotId, id, name.id(), now)) {
                return HallDesk.refuse("checked-in-already", "贵单位已签到", "Your organisation has checked in");
            }
            AuditStep step = AuditStep.inTender(
                            AuditKind.OPENING_CHECK_IN,
                            actor,
                            Role.BIDDER.token(),
                            projectId,
                            project.get().code())
                    .object("registration", id)
                    .rule(project.get().ruleSet())
                    .with("bidder", registration.get().organisation().creditCode())
                    .with("lot", lot.no())
                    .with("representative", name.ref());
            audit.append(tx, isBefore ? step.onBidderStream(id) : step);
            return Outcome.done(now);
        });
    }
}
