package org.gongping.core.bid.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Regime;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/** Says in the draft how bids are sealed and opened; after publication it stands as it was published (rule O04). */
public final class PutOpeningPlan {
    private final ProjectAccess access;
    private final OpeningPlanRepository plans;
    private final AuditLog audit;

    public PutOpeningPlan(ProjectAccess access, OpeningPlanRepository plans, AuditLog audit) {
        this.access = access;
        this.plans = plans;
        this.audit = audit;
    }

    /** @param seenVersion 0 where the writer saw none */
    public Outcome<OpeningPlan> execute(
            Transaction tx, Actor actor, UUID projectId, int seenVersion, OpeningPlan wanted) {
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT).then(project -> {
            if (!project.isDraft()) {
                return Outcome.refused(new Refusal.WrongPhase(
                        project.phase(),
                        "DRAFT",
                        "开标安排随招标文件发布后锁定（规则 O04）",
                        "The opening plan was published with the tender document and is locked (rule O04)"));
            }
            Optional<OpeningPlan> before = plans.find(tx, projectId);
            if (before.map(OpeningPlan::version).orElse(0) != seenVersion) {
                return Outcome.refused(new Refusal.Conflict(
                        "changed-meanwhile",
                        "开标安排已被他人修改，请核对后再提交",
                        "Somebody changed the opening plan meanwhile: look again",
                        Optional.empty()));
            }
            return check(project, wanted).map(sound -> write(tx, actor, project, seenVersion + 1, sound));
        });
    }

    private static Outcome<OpeningPlan> check(Project project, OpeningPlan plan) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        if (EnumSet.copyOf(plan.kinds()).size() != plan.kinds().size()
                || !plan.kinds().contains(EnvelopeKind.PRICE)) {
            errors.add(new Refusal.FieldError(
                    "/kinds", "须含价格信封，且不得重复", "The price envelope must be among them, and none twice"));
        }
        if (plan.twoEnvelopes() && plan.kinds().size() < 2) {
            errors.add(new Refusal.FieldError(
                    "/twoEnvelopes", "双信封须另有价格以外的信封", "Two envelopes need another one beside the price"));
        }
        if (plan.twoEnvelopes() && project.regime() == Regime.GOV_PROCUREMENT) {
            errors.add(new Refusal.FieldError(
                    "/twoEnvelopes",
                    "政府采购项目开标后由采购人或代理机构审查资格，不采用双信封（依据：87号令第四十四条，规则 O12）",
                    "In government procurement qualification is reviewed after the opening of whole bids (rule O12)"));
        }
        plan.remedy().ifPresent(remedy -> {
            if (EnumSet.copyOf(remedy.holders()).size() != remedy.holders().size()
                    || remedy.k() > remedy.holders().size()) {
                errors.add(new Refusal.FieldError(
                        "/remedy",
                        "密钥保管方不得重复，且开启所需人数不得多于保管方数",
                        "No holder twice, and no more of them needed than there are"));
            }
        });
        return errors.isEmpty() ? Outcome.done(plan) : Outcome.refused(new Refusal.Invalid(errors));
    }

    private OpeningPlan write(Transaction tx, Actor actor, Project project, int version, OpeningPlan wanted) {
        OpeningPlan plan = new OpeningPlan(
                version,
                wanted.kinds(),
                wanted.twoEnvelopes(),
                wanted.decryptionWindow(),
                wanted.confirmWindow(),
                wanted.remedy(),
                wanted.publicMayWatch());
        plans.write(tx, project.id(), plan);
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.OPENING_PLAN, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                        .with("version", version)
                        .with(
                                "kinds",
                                plan.kinds().stream().map(EnvelopeKind::token).toList())
                        .with("sittings", plan.sittings())
                        .with("decryptionMinutes", plan.decryptionWindow().toMinutes())
                        .with("confirmMinutes", plan.confirmWindow().toMinutes())
                        .with(
                                "remedyOf",
                                plan.remedy().map(OpeningPlan.Remedy::k).orElse(0))
                        .with(
                                "remedyMinutes",
                                plan.remedy()
                                        .map(remedy -> remedy.window().toMinutes())
                                        .orElse(0L))
                        .with(
                                "holders",
                                plan.holders().stream().map(Holder::token).toList())
                        .with("public", String.valueOf(plan.publicMayWatch())));
        return plan;
    }
}
