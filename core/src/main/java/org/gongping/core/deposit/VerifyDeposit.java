package org.gongping.core.deposit;

import java.util.Optional;
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
    private final DepositRepository deposits;
    private final DepositSteps steps;

    public VerifyDeposit(
            ProjectAccess access, ProjectLaw laws, BidderDesk desk, DepositRepository deposits, AuditLog audit) {
        this.access = access;
        this.laws = laws;
        this.desk = desk;
        this.deposits = deposits;
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
                                .then(deposit -> accepted ? ownPaper(tx, deposit) : Outcome.done(deposit))
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

    /** A paper is the bidder's own, and stands for one bidder of a lot. */
    private Outcome<Deposit> ownPaper(Transaction tx, Deposit deposit) {
        Deposit.Instrument paper = deposit.instrument();
        if (paper == null) {
            return Outcome.done(deposit);
        }
        if (!paper.isOf(deposit.bidder().name())) {
            return Outcome.refused(new Refusal.Conflict(
                    "applicant",
                    "凭证的申请人“" + paper.applicant() + "”不是投标人，不得接受",
                    "The applicant of the paper, " + paper.applicant() + ", is not the bidder: it cannot be taken",
                    Optional.empty()));
        }
        return deposits.ofLot(tx, deposit.projectId(), deposit.lotId()).stream()
                .filter(other -> !other.registrationId().equals(deposit.registrationId())
                        && other.stands()
                        && other.instrument() != null
                        && paper.isSame(other.instrument()))
                .findFirst()
                .<Outcome<Deposit>>map(other -> Outcome.refused(new Refusal.Conflict(
                        "paper-twice",
                        "同一出具机构、同一编号的凭证也由“" + other.bidder().name() + "”提交；请核实，并不予接受不真实的一份",
                        other.bidder().name() + " has handed in the paper of the same issuer and number: find out which"
                                + " is false, and refuse it",
                        Optional.empty())))
                .orElseGet(() -> Outcome.done(deposit));
    }
}
