package org.gongping.core.deposit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.bid.OnSubmission;
import org.gongping.core.bid.Registration;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectLaw;

/**
 * Lets the deposit of a withdrawn bid stand again when the bidder submits another one before the deadline, in the
 * transaction of the submission: the clock of its refund (D05, D07) ends. What was paid back, even in part, stays so, and
 * nothing is reinstated beside a deposit that the bidder has chosen since.
 */
public final class ReinstateDeposit implements OnSubmission {
    private final ProjectLaw laws;
    private final DepositRepository deposits;
    private final DepositSteps steps;

    public ReinstateDeposit(ProjectLaw laws, BidderDesk desk, DepositRepository deposits, AuditLog audit) {
        this.laws = laws;
        this.deposits = deposits;
        this.steps = new DepositSteps(desk, deposits, audit);
    }

    @Override
    public void submitted(Transaction tx, Actor actor, Project project, UUID lotId, Registration bidder, Instant at) {
        Lot lot = project.lot(lotId).orElseThrow();
        List<Deposit> own = deposits.ofBidder(tx, project.id(), lotId, bidder.id());
        if (own.stream().anyMatch(Deposit::stands)) {
            return;
        }
        for (Deposit deposit : own.reversed()) {
            Deposit locked = deposits.lock(tx, project.id(), deposit.id()).orElseThrow();
            Outcome<DepositStanding> taken = steps.take(
                    tx,
                    new DepositSteps.At(actor, Role.BIDDER, project, lot, laws.locked(tx, project), locked),
                    AuditKind.DEPOSIT_REINSTATE,
                    DepositEvent.of(DepositEvent.Kind.REINSTATED, at));
            if (taken instanceof Outcome.Done<DepositStanding>) {
                return;
            }
        }
    }
}
