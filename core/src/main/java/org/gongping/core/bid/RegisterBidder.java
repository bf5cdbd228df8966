package org.gongping.core.bid;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.tender.Member;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectRepository;

/**
 * Registers the caller's organisation as bidder. Until the deadline nobody else learns of it, not even that somebody
 * did (rule S06): its record goes on a stream of its own, and the project gets no new version. It is held meanwhile, so
 * that an opening finds every registration that was in time, and joins its stream.
 */
public final class RegisterBidder {
    private final ProjectRepository projects;
    private final MemberRepository members;
    private final OrganisationRepository organisations;
    private final RegistrationRepository registrations;
    private final PersonalData personalData;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public RegisterBidder(
            ProjectRepository projects,
            MemberRepository members,
            OrganisationRepository organisations,
            RegistrationRepository registrations,
            PersonalData personalData,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.projects = projects;
        this.members = members;
        this.organisations = organisations;
        this.registrations = registrations;
        this.personalData = personalData;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    public Outcome<Registration> execute(
            Transaction tx, Actor actor, UUID projectId, String contactName, String contactPhone) {
        Optional<Project> project = projects.hold(tx, projectId).filter(found -> !found.isDraft());
        // Read once the project is held: an opening that this waited for has made it too late.
        Instant now = clock.instant();
        if (project.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("project"));
        }
        if (!now.isBefore(project.get().bidDeadline())) {
            return Outcome.refused(new Refusal.WrongPhase(
                    project.get().phase(), "PUBLISHED", "投标截止时间已过，不能登记", "The bid deadline has passed"));
        }
        Optional<Organisation> bidder =
                actor.organisationCreditCode().flatMap(code -> organisations.findByCreditCode(tx, code));
        if (bidder.isEmpty()) {
            return Outcome.refused(new Refusal.Forbidden(
                    "no-organisation",
                    "您的账号未关联已登记的单位，请联系平台管理员",
                    "Your account belongs to no registered organisation: ask the platform administrator"));
        }
        Organisation organisation = bidder.get();
        if (registrations.find(tx, projectId, organisation.id()).isPresent()) {
            return registeredAlready();
        }
        boolean standsElsewhere = members.list(tx, projectId).stream()
                .anyMatch(member -> member.role() != Role.BIDDER
                        && member.organisation().id().equals(organisation.id()));
        if (standsElsewhere) {
            return Outcome.refused(new Refusal.Forbidden(
                    "two-sides", "本项目的招标、代理、监督单位不得投标", "A party of this tender may not bid in it"));
        }
        if (organisation.kind() != Organisation.Kind.BIDDER) {
            return Outcome.refused(new Refusal.Forbidden(
                    "no-bidder",
                    "贵单位未登记为投标人，请联系平台管理员",
                    "Your organisation is not registered as a bidder: ask the platform administrator"));
        }
        return register(tx, actor, project.get(), organisation, contactName, contactPhone, now);
    }

    private static <T> Outcome<T> registeredAlready() {
        return Outcome.refused(new Refusal.Conflict(
                "registered-already",
                "贵单位已登记参加本项目",
                "Your organisation is registered for this project",
                Optional.empty()));
    }

    private Outcome<Registration> register(
            Transaction tx,
            Actor actor,
            Project project,
            Organisation organisation,
            String contactName,
            String contactPhone,
            Instant now) {
        PersonalData.Datum name = personalData.keep(tx, project.id(), "name", contactName);
        PersonalData.Datum phone = personalData.keep(tx, project.id(), "phone", contactPhone);
        Registration registration = new Registration(ids.next(), organisation, name.id(), phone.id(), now);
        if (!registrations.insert(tx, project.id(), registration)) {
            return registeredAlready();
        }
        members.insert(tx, project.id(), new Member(ids.next(), Role.BIDDER, organisation, null, now));
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.BID_REGISTER, actor, Role.BIDDER.token(), project.id(), project.code())
                        .onBidderStream(registration.id())
                        .object("registration", registration.id())
                        .rule(project.ruleSet())
                        .with("bidder", organisation.creditCode())
                        .with("contactName", name.ref())
                        .with("contactPhone", phone.ref()));
        return Outcome.done(registration);
    }
}
