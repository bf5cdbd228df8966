package org.gongping.core.dossier;

import java.util.OptionalLong;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.trail.TrailView;

/** Admits somebody who takes part in a project, or audits it, to its dossier. That it was exported goes on record. */
public final class ExportDossier {
    private final ProjectAccess access;
    private final ChooseScope scopes;
    private final AuditLog audit;

    public ExportDossier(ProjectAccess access, ChooseScope scopes, AuditLog audit) {
        this.access = access;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** @param at size of a kept checkpoint; empty for the newest published one */
    public Outcome<Scope> execute(Transaction tx, Actor actor, UUID projectId, OptionalLong at) {
        return access.reading(tx, actor, projectId).then(view -> {
            if (!TrailView.isOpenTo(view)) {
                return Outcome.refused(new Refusal.NotFound("dossier"));
            }
            return scopes.choose(view.project(), at).map(scope -> {
                record(tx, actor, view.side(), scope);
                return scope;
            });
        });
    }

    /** Puts an export on record; the entry comes after the checkpoint, so it is not in what is exported. */
    public void record(Transaction tx, Actor actor, String side, Scope scope) {
        Project project = scope.project();
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.DOSSIER_EXPORT, actor, side, project.id(), project.code())
                        .with("checkpointSize", scope.size()));
    }
}
