package org.gongping.core.deposit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;

/** Writes into the draft what the tender document asks as deposit of a lot, or that it asks none. */
public final class SetDepositTerms {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final DepositTermsRepository terms;
    private final WaiverPolicyRepository policies;
    private final AuditLog audit;

    public SetDepositTerms(
            ProjectAccess access,
            ProjectRepository projects,
            DepositTermsRepository terms,
            WaiverPolicyRepository policies,
            AuditLog audit) {
        this.access = access;
        this.projects = projects;
        this.terms = terms;
        this.policies = policies;
        this.audit = audit;
    }

    /** @param asks what the document asks; null for no deposit */
    public Outcome<Project> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, int seenVersion, DepositTerms asks) {
        return access.drafting(tx, actor, projectId, seenVersion)
                .then(project -> ProjectAccess.lotOf(project, lotId)
                        .then(lot -> check(tx, project, lot, asks).map(_ -> write(tx, actor, project, lot, asks))));
    }

    private Outcome<Project> check(Transaction tx, Project project, Lot lot, DepositTerms asks) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        if (asks == null) {
            return Outcome.done(project);
        }
        if (asks.base().signum() == 0 || asks.base().stripTrailingZeros().scale() > 2) {
            errors.add(
                    new Refusal.FieldError("/base", "估算价（预算）须大于零，精确到分", "The base is more than nothing, to the fen"));
        }
        if ((asks.rate() == null) == (asks.amount() == null)) {
            errors.add(new Refusal.FieldError(
                    "/rate", "比例和金额须填写其中一项，且只能填写一项", "State a rate or an amount, one of the two"));
        }
        if (asks.rate() != null && asks.rate().signum() == 0) {
            errors.add(new Refusal.FieldError("/rate", "比例须大于零", "A rate is more than nothing"));
        }
        if (asks.amount() != null
                && (asks.amount().signum() == 0
                        || asks.amount().stripTrailingZeros().scale() > 2)) {
            errors.add(new Refusal.FieldError("/amount", "金额须大于零，精确到分", "An amount is more than nothing, to the fen"));
        }
        DepositTerms.bound(project, lot)
                .filter(bound -> asks.base().compareTo(bound) > 0)
                .ifPresent(bound -> errors.add(new Refusal.FieldError(
                        "/base",
                        "估算价（预算）不得超过本项目载明的最高投标限价或者预算 "
                                + bound.stripTrailingZeros().toPlainString() + " 元（规则 D01、D02）",
                        "The base is not above the ceiling price or budget that the project states, "
                                + bound.stripTrailingZeros().toPlainString() + " (rules D01, D02)")));
        if (asks.policySet() != null && policies.find(tx, asks.policySet()).isEmpty()) {
            errors.add(new Refusal.FieldError("/policySet", "没有载入该减免政策", "No such set of relief policies is loaded"));
        }
        if (asks.forms().stream().allMatch(form -> form == DepositForm.WAIVER)) {
            errors.add(new Refusal.FieldError("/forms", "请至少接受一种缴纳方式", "Take at least one form besides the waiver"));
        }
        return errors.isEmpty() ? Outcome.done(project) : Outcome.refused(new Refusal.Invalid(errors));
    }

    private Project write(Transaction tx, Actor actor, Project project, Lot lot, DepositTerms asks) {
        AuditStep step = AuditStep.inTender(
                        AuditKind.DEPOSIT_TERMS, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                .object("lot", lot.id());
        if (asks == null) {
            terms.remove(tx, project.id(), lot.id());
            step.with("asked", "no");
        } else {
            terms.put(tx, project.id(), asks);
            step.with("asked", "yes")
                    .with("base", asks.base())
                    .with("rate", asks.rate())
                    .with("amount", asks.amount())
                    .with("forms", asks.forms().stream().map(DepositForm::name).toList())
                    .with("policySet", asks.policySet());
        }
        projects.touch(tx, project.id());
        audit.append(tx, step);
        return projects.find(tx, project.id()).orElseThrow();
    }
}
