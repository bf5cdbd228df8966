package org.gongping.core.tender;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
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
        Map<String, Change> changes = changes(before, after);
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.PROJECT_UPDATE, actor, Role.TENDER_AGENT.token(), after.id(), after.code())
                        .object("project", after.id())
                        .with("version", after.version() + 1L)
                        .with("changed", List.copyOf(changes.keySet()))
                        .with("was", texts(changes, Change::before))
                        .with("set", texts(changes, Change::after)));
        return projects.find(tx, after.id()).orElseThrow();
    }

    /** Null where there was, or is, nothing. */
    private record Change(Object before, Object after) {}

    private static Map<String, Change> changes(Project before, Project after) {
        Map<String, Change> changes = new LinkedHashMap<>();
        note(changes, "title", before.title(), after.title());
        note(changes, "projectType", before.projectType(), after.projectType());
        note(changes, "procurementKind", before.procurementKind(), after.procurementKind());
        note(changes, "mustTenderByLaw", before.mustTenderByLaw(), after.mustTenderByLaw());
        note(changes, "description", before.description(), after.description());
        note(changes, "budget", before.budget(), after.budget());
        note(changes, "issueEnd", before.issueEnd(), after.issueEnd());
        note(changes, "bidDeadline", before.bidDeadline(), after.bidDeadline());
        note(changes, "openingTime", before.openingTime(), after.openingTime());
        note(changes, "openingPlace", before.openingPlace(), after.openingPlace());
        note(changes, "bidValidityDays", before.bidValidityDays(), after.bidValidityDays());
        note(
                changes,
                "documentFee",
                before.charges().documentFee(),
                after.charges().documentFee());
        note(
                changes,
                "documentCost",
                before.charges().documentCost(),
                after.charges().documentCost());
        note(
                changes,
                "documentFeeBasis",
                before.charges().feeBasis(),
                after.charges().feeBasis());
        note(
                changes,
                "performanceRate",
                before.charges().performanceRate(),
                after.charges().performanceRate());
        return changes;
    }

    private static void note(Map<String, Change> changes, String name, Object before, Object after) {
        boolean isSameAmount =
                before instanceof BigDecimal one && after instanceof BigDecimal other && one.compareTo(other) == 0;
        if (!isSameAmount && !Objects.equals(before, after)) {
            changes.put(name, new Change(before, after));
        }
    }

    /** What the record says of one side of the changes; what is absent is left out. */
    private static Map<String, String> texts(Map<String, Change> changes, Function<Change, Object> side) {
        Map<String, String> texts = new LinkedHashMap<>();
        changes.forEach((name, change) -> {
            switch (side.apply(change)) {
                case null -> {}
                case BigDecimal amount -> texts.put(name, amount.toPlainString());
                case Boolean is -> texts.put(name, is ? "yes" : "no");
                case Object value -> texts.put(name, value.toString());
            }
        });
        return texts;
    }

    private static void refuseChange(List<Refusal.FieldError> errors, String pointer, Object before, Object after) {
        if (!before.equals(after)) {
            errors.add(new Refusal.FieldError(pointer, "创建后不可更改", "Fixed when the project was created"));
        }
    }
}
