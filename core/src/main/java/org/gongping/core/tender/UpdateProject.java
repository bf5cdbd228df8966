package org.gongping.core.tender;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.OrganisationRepository;

/** Changes a draft. Regime, code and parties are fixed at creation: clocks, formulas and members hang on them. */
public final class UpdateProject {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final OrganisationRepository organisations;
    private final AuditLog audit;

    public UpdateProject(
            ProjectAccess access, ProjectRepository projects, OrganisationRepository organisations, AuditLog audit) {
        this.access = access;
        this.projects = projects;
        this.organisations = organisations;
        this.audit = audit;
    }

    public Outcome<Project> execute(Transaction tx, Actor actor, UUID projectId, int seenVersion, ProjectDraft draft) {
        return access.drafting(tx, actor, projectId, seenVersion).then(before -> {
            List<Refusal.FieldError> fixed = new ArrayList<>();
            refuseChange(fixed, "/code", before.code(), draft.code());
            refuseChange(fixed, "/regime", before.regime(), draft.regime());
            refuseChange(fixed, "/ownerId", before.owner().id(), draft.ownerId());
            refuseChange(fixed, "/authorityId", before.authority().id(), draft.authorityId());
            if (!fixed.isEmpty()) {
                return Outcome.refused(new Refusal.Invalid(fixed));
            }
            return draft.parties(tx, organisations, before.agent())
                    .map(parties -> write(tx, actor, before, draft.apply(before, parties)));
        });
    }

    private Project write(Transaction tx, Actor actor, Project before, Project after) {
        projects.update(tx, after);
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.PROJECT_UPDATE, actor, Role.TENDER_AGENT.token(), after.id(), after.code())
                        .object("project", after.id())
                        .with("version", after.version() + 1L)
                        .with("changed", changed(before, after)));
        return projects.find(tx, after.id()).orElseThrow();
    }

    private static List<String> changed(Project before, Project after) {
        List<String> names = new ArrayList<>();
        note(names, "title", before.title(), after.title());
        note(names, "projectType", before.projectType(), after.projectType());
        note(names, "procurementKind", before.procurementKind(), after.procurementKind());
        note(names, "mustTenderByLaw", before.mustTenderByLaw(), after.mustTenderByLaw());
        note(names, "description", before.description(), after.description());
        note(names, "budget", before.budget(), after.budget());
        note(names, "issueEnd", before.issueEnd(), after.issueEnd());
        note(names, "bidDeadline", before.bidDeadline(), after.bidDeadline());
        note(names, "openingTime", before.openingTime(), after.openingTime());
        note(names, "openingPlace", before.openingPlace(), after.openingPlace());
        note(names, "bidValidityDays", before.bidValidityDays(), after.bidValidityDays());
        return names;
    }

    private static void note(List<String> names, String name, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            names.add(name);
        }
    }

    private static void refuseChange(List<Refusal.FieldError> errors, String pointer, Object before, Object after) {
        if (!before.equals(after)) {
            errors.add(new Refusal.FieldError(pointer, "创建后不可更改", "Fixed when the project was created"));
        }
    }
}
