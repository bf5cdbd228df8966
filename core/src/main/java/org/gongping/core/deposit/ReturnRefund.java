package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.util.List;
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

/** A refund came back, as when the account is closed; the bidder names another account of its own, without a visit. */
public final class ReturnRefund {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final BidderDesk desk;
    private final DepositSteps steps;

    public ReturnRefund(
            ProjectAccess access, ProjectLaw laws, BidderDesk desk, DepositRepository deposits, AuditLog audit) {
        this.access = access;
        this.laws = laws;
        this.desk = desk;
        this.steps = new DepositSteps(desk, deposits, audit);
    }

    /** The last refund is undone: what was paid is held again, and its clock runs on. */
    public Outcome<DepositStanding> cameBack(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId, String reason) {
        return access.acting(tx, actor, projectId, Role.PROJECT_OWNER)
                .then(project -> ProjectAccess.lotOf(project, lotId)
                        .then(lot -> steps.ofParty(tx, project, lot, depositId).then(deposit -> {
                            List<DepositEvent> refunds = deposit.ledger().events().stream()
                                    .filter(event -> event.kind() == DepositEvent.Kind.REFUNDED)
                                    .toList();
                            if (deposit.form() != DepositForm.TRANSFER) {
                                return Outcome.refused(Refusal.Invalid.of(
                                        "",
                                        "只有转账缴纳的保证金才有退款退回",
                                        "Only what was paid can come back when it is refunded"));
                            }
                            if (refunds.isEmpty()) {
                                return Outcome.refused(Refusal.Invalid.of("", "没有退还过", "Nothing was refunded"));
                            }
                            DepositEvent last = refunds.getLast();
                            return steps.take(
                                    tx,
                                    new DepositSteps.At(
                                            actor, Role.PROJECT_OWNER, project, lot, laws.locked(tx, project), deposit),
                                    AuditKind.DEPOSIT_RETURN,
                                    DepositEvent.refund(
                                                    DepositEvent.Kind.RETURNED,
                                                    desk.now(),
                                                    last.amount(),
                                                    last.interest(),
                                                    last.fee())
                                            .with(DepositEvent.OWED_INTEREST, owed(last, DepositEvent.OWED_INTEREST))
                                            .with(DepositEvent.OWED_FEE, owed(last, DepositEvent.OWED_FEE))
                                            .with("reason", reason));
                        })));
    }

    /** What comes back leaves the figures by as much as it had entered them. */
    private static String owed(DepositEvent refund, String member) {
        return refund.body().path(member).textValue();
    }

    /** Where the refund goes from now on. The name of the account is the bidder's own. */
    public Outcome<DepositStanding> correctAccount(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId, Deposit.Account account) {
        return desk.acting(tx, actor, projectId, lotId)
                .then(place -> steps.ofBidder(tx, place, depositId).then(deposit -> {
                    if (!account.isOf(deposit.bidder())) {
                        return Outcome.refused(Refusal.Invalid.of(
                                "/name", "退款账户户名须与投标人名称一致", "A refund goes to an account in the bidder's own name"));
                    }
                    return steps.take(
                            tx,
                            new DepositSteps.At(actor, Role.BIDDER, place.project(), place.lot(), place.law(), deposit),
                            AuditKind.DEPOSIT_ACCOUNT,
                            DepositEvent.of(
                                            DepositEvent.Kind.ACCOUNT_CORRECTED,
                                            place.now(),
                                            BigDecimal.ZERO.setScale(2))
                                    .with("name", account.name())
                                    .with("number", account.number())
                                    .with("bank", account.bank()));
                }));
    }
}
