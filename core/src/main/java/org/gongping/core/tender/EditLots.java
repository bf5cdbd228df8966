package org.gongping.core.tender;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;

/** Adds, changes and removes the lots of a draft. */
public final class EditLots {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final AuditLog audit;
    private final Ids ids;

    public EditLots(ProjectAccess access, ProjectRepository projects, AuditLog audit, Ids ids) {
        this.access = access;
        this.projects = projects;
        this.audit = audit;
        this.ids = ids;
    }

    public Outcome<Project> add(Transaction tx, Actor actor, UUID projectId, int seenVersion, LotDraft draft) {
        return access.drafting(tx, actor, projectId, seenVersion).then(project -> {
            int no = project.lots().stream().mapToInt(Lot::no).max().orElse(0) + 1;
            if (no > 200) {
                return Outcome.refused(Refusal.Invalid.of("", "标段不得超过200个", "A project has 200 lots at most"));
            }
            return methodDigest(draft).map(digest -> {
                Lot lot = new Lot(
                        ids.next(),
                        no,
                        draft.name(),
                        draft.ceilingPrice(),
                        draft.floorPrice(),
                        draft.method(),
                        digest,
                        null,
                        new LotPhase.Draft(),
                        Lot.Dates.NONE);
                projects.insertLot(tx, projectId, lot);
                return written(tx, actor, project, AuditKind.LOT_ADD, lot);
            });
        });
    }

    public Outcome<Project> change(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, int seenVersion, LotDraft draft) {
        return access.drafting(tx, actor, projectId, seenVersion)
                .then(project -> ProjectAccess.lotOf(project, lotId)
                        .then(before -> methodDigest(draft).map(digest -> {
                            Lot lot = new Lot(
                                    lotId,
                                    before.no(),
                                    draft.name(),
                                    draft.ceilingPrice(),
                                    draft.floorPrice(),
                                    draft.method(),
                                    digest,
                                    null,
                                    before.phase(),
                                    before.dates());
                            projects.updateLot(tx, projectId, lot);
                            return written(tx, actor, project, AuditKind.LOT_UPDATE, lot);
                        })));
    }

    public Outcome<Project> remove(Transaction tx, Actor actor, UUID projectId, UUID lotId, int seenVersion) {
        return access.drafting(tx, actor, projectId, seenVersion)
                .then(project -> ProjectAccess.lotOf(project, lotId).map(lot -> {
                    projects.deleteLot(tx, projectId, lotId);
                    projects.touch(tx, projectId);
                    audit.append(
                            tx, step(AuditKind.LOT_REMOVE, actor, project, lot).with("no", lot.no()));
                    return projects.find(tx, projectId).orElseThrow();
                }));
    }

    private Project written(Transaction tx, Actor actor, Project project, AuditKind kind, Lot lot) {
        projects.touch(tx, project.id());
        audit.append(
                tx,
                step(kind, actor, project, lot)
                        .with("no", lot.no())
                        .with("name", lot.name())
                        .with("ceilingPrice", lot.ceilingPrice())
                        .with("methodDigest", lot.methodDigest()));
        return projects.find(tx, project.id()).orElseThrow();
    }

    private static AuditStep step(AuditKind kind, Actor actor, Project project, Lot lot) {
        return AuditStep.inTender(kind, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                .object("lot", lot.id());
    }

    /** Digest of the definition of a lot that can be shown; one that does not even read is refused with every reason. */
    private static Outcome<String> methodDigest(LotDraft draft) {
        if (!ShownText.isSound(draft.name())) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/name",
                    "标段名称不得为空白，不得含有不可见或控制方向的字符",
                    "The name is not blank and has no characters that cannot be seen or turn the direction of text"));
        }
        List<Refusal.FieldError> errors = new ArrayList<>();
        requirePositive(errors, "/ceilingPrice", draft.ceilingPrice());
        requirePositive(errors, "/floorPrice", draft.floorPrice());
        if (!errors.isEmpty()) {
            return Outcome.refused(new Refusal.Invalid(errors));
        }
        if (draft.method() == null) {
            return Outcome.done(null);
        }
        return switch (MethodReader.read(draft.method())) {
            case Reading.Accepted<MethodDefinition>(MethodDefinition method) -> Outcome.done(method.digest());
            case Reading.Refused<MethodDefinition>(List<Finding> findings) ->
                Outcome.refused(new Refusal.Invalid(findings.stream()
                        .map(finding -> new Refusal.FieldError(
                                "/method" + finding.pointer(), finding.messageZh(), finding.messageEn()))
                        .toList()));
        };
    }

    private static void requirePositive(List<Refusal.FieldError> errors, String pointer, BigDecimal price) {
        if (price != null && price.signum() == 0) {
            errors.add(new Refusal.FieldError(pointer, "价格须大于零", "A price limit is more than nothing"));
        }
    }
}
