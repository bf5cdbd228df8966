package org.gongping.core.deposit;

import java.time.Instant;
import java.util.UUID;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.bid.OnWithdrawal;
import org.gongping.core.bid.Registration;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectLaw;

/** Starts the clock of D05 and D07 when a bid is withdrawn before the deadline, in the transaction of the withdrawal. */
public final class ReleaseWithdrawn implements OnWithdrawal {
    private final ProjectLaw laws;
    private final DepositRepository deposits;
    private final DepositSteps steps;

    public ReleaseWithdrawn(ProjectLaw laws, BidderDesk desk, DepositRepository deposits, AuditLog audit) {
        this.laws = laws;
        this.deposits = deposits;
        this.steps = new DepositSteps(desk, deposits, audit);
    }

    @Override
    public void withdrawn(Transaction tx, Actor actor, Project project, UUID lotId, Registration bidder, Instant at) {
        Lot lot = project.lot(lotId).orElseThrow();
        for (Deposit deposit : deposits.ofBidder(tx, project.id(), lotId, bidder.id())) {
            if (!deposit.stands()) {
                continue;
            }
            Deposit locked = deposits.lock(tx, project.id(), deposit.id()).orElseThrow();
            steps.take(
                    tx,
                    new DepositSteps.At(actor, Role.BIDDER, project, lot, laws.locked(tx, project), locked),
                    AuditKind.DEPOSIT_WITHDRAW,
                    DepositEvent.of(DepositEvent.Kind.WITHDRAWN, at));
        }
    }
}
