package org.gongping.core.tender;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;

/** Creates a draft. The agency of the caller, the owner and the authority become its members. */
public final class CreateProject {
    private final ProjectRepository projects;
    private final MemberRepository members;
    private final OrganisationRepository organisations;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public CreateProject(
            ProjectRepository projects,
            MemberRepository members,
            OrganisationRepository organisations,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.projects = projects;
        this.members = members;
        this.organisations = organisations;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    public Outcome<Project> execute(Transaction tx, Actor actor, ProjectDraft draft) {
        Optional<Organisation> agency = actor.organisationCreditCode()
                .flatMap(code -> organisations.findByCreditCode(tx, code))
                .filter(organisation -> organisation.kind() == Organisation.Kind.TENDER_AGENT);
        if (agency.isEmpty()) {
            return Outcome.refused(new Refusal.Forbidden(
                    "no-agency",
                    "您的账号未关联招标代理机构，请联系平台管理员",
                    "Your account belongs to no tendering agency: ask the platform administrator"));
        }
        if (draft.code().equals(AuditStep.PLATFORM)) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/code", "该编号由平台自身使用，请使用其他编号", "This code is the platform's own: choose another"));
        }
        return draft.parties(tx, organisations, agency.get()).then(parties -> create(tx, actor, draft, parties));
    }

    private Outcome<Project> create(Transaction tx, Actor actor, ProjectDraft draft, ProjectDraft.Parties parties) {
        Instant now = clock.instant();
        Project empty = new Project(
                ids.next(),
                draft.code(),
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                now,
                List.of());
        Project project = draft.apply(empty, parties);
        if (!projects.insert(tx, project)) {
            return Outcome.refused(
                    new Refusal.Conflict("code-taken", "该项目编号已被使用", "This project code is taken", Optional.empty()));
        }
        admit(tx, project.id(), Role.TENDER_AGENT, parties.agent(), now);
        admit(tx, project.id(), Role.PROJECT_OWNER, parties.owner(), now);
        admit(tx, project.id(), Role.SUPERVISOR, parties.authority(), now);
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.PROJECT_CREATE,
                                actor,
                                Role.TENDER_AGENT.token(),
                                project.id(),
                                project.code())
                        .object("project", project.id())
                        .with("title", project.title())
                        .with("regime", project.regime().name())
                        .with("projectType", project.projectType())
                        .with("procurementKind", project.procurementKind().name())
                        .with("mustTenderByLaw", project.mustTenderByLaw() ? "yes" : "no"));
        return Outcome.done(projects.find(tx, project.id()).orElseThrow());
    }

    private void admit(Transaction tx, UUID projectId, Role role, Organisation organisation, Instant now) {
        members.insert(tx, projectId, new Member(ids.next(), role, organisation, null, now));
    }
}
