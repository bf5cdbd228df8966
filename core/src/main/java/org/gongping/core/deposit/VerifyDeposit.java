package org.gongping.core.deposit;

import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;

/** The agency looks at a guarantee, from the deadline on, and takes it or not, with a reason. */
public final class VerifyDeposit {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final BidderDesk desk;
    private final DepositSteps steps;

    public VerifyDeposit(
            ProjectAccess access, ProjectLaw laws, BidderDesk desk, DepositRepository deposits, AuditLog audit) {
        this.access = access;
        this.laws = laws;
        this.desk = desk;
        this.steps = new DepositSteps(desk, deposits, audit);
    }

    /** @param reason may be null where it is accepted */
    public Outcome<DepositStanding> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId, boolean accepted, String reason) {
        if (!accepted && (reason == null || reason.isBlank())) {
            return Outcome.refused(Refusal.Invalid.of("/reason", "不予接受的须写明理由", "Say why it is not taken"));
        }
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> ProjectAccess.lotOf(project, lotId)
                        .then(lot -> steps.ofParty(tx, project, lot, depositId)
                                .then(deposit -> steps.take(
                                        tx,
                                        new DepositSteps.At(
                                                actor,
                                                Role.TENDER_AGENT,
                                                project,
                                                lot,
                                                laws.locked(tx, project),
                                                deposit),
                                        AuditKind.DEPOSIT_VERIFY,
                                        DepositEvent.of(
                                                        accepted
                                                                ? DepositEvent.Kind.VERIFIED
                                                                : DepositEvent.Kind.REFUSED,
                                                        desk.now())
                                                .with("by", "agent")
                                                .with("reason", reason)))));
    }
}
