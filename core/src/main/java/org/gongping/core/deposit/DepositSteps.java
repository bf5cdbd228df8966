package org.gongping.core.deposit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Law;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** Adds an event to a ledger and its record to the trail, in one transaction. */
final class DepositSteps {
    private final BidderDesk desk;
    private final DepositRepository deposits;
    private final AuditLog audit;

    DepositSteps(BidderDesk desk, DepositRepository deposits, AuditLog audit) {
        this.desk = desk;
        this.deposits = deposits;
        this.audit = audit;
    }

    /** Where the deposit is, and who moves it. */
    record At(Actor actor, Role side, Project project, Lot lot, Law law, Deposit deposit) {}

    /** The deposit of a lot, locked. Before the deadline it does not exist for the parties (rule S06). */
    Outcome<Deposit> ofParty(Transaction tx, Project project, Lot lot, UUID depositId) {
        if (project.isDraft() || desk.now().isBefore(project.bidDeadline())) {
            return Outcome.refused(new Refusal.NotFound("deposit"));
        }
        return found(deposits.lock(tx, project.id(), depositId)
                .filter(deposit -> deposit.lotId().equals(lot.id())));
    }

    /** The caller's own deposit, locked. */
    Outcome<Deposit> ofBidder(Transaction tx, BidderDesk.Place place, UUID depositId) {
        return found(deposits.lock(tx, place.project().id(), depositId)
                .filter(deposit -> deposit.lotId().equals(place.lot().id())
                        && deposit.registrationId().equals(place.registration().id())));
    }

    private static Outcome<Deposit> found(Optional<Deposit> deposit) {
        return deposit.map(Outcome::done).orElseGet(() -> Outcome.refused(new Refusal.NotFound("deposit")));
    }

    /** Records the event with its amounts and body, or refuses it and changes nothing. */
    Outcome<DepositStanding> take(Transaction tx, At at, AuditKind kind, DepositEvent event) {
        Optional<Refusal> refusal = refusal(at.deposit(), event);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Deposit after = deposits.append(tx, at.deposit(), event);
        AuditStep step = step(kind, at.actor(), at.side().token(), at.project(), at.deposit(), desk.now())
                .with("event", event.kind().name())
                .with("body", event.body());
        if (event.amount().signum() > 0) {
            step.with("amount", event.amount());
        }
        if (event.interest().signum() > 0) {
            step.with("interest", event.interest());
        }
        if (event.fee().signum() > 0) {
            step.with("fee", event.fee());
        }
        audit.append(tx, step);
        return Outcome.done(desk.standing(tx, at.law(), at.project(), at.lot(), after, desk.now()));
    }

    /** Why the ledger does not admit the event; empty if it does. */
    static Optional<Refusal> refusal(Deposit deposit, DepositEvent event) {
        return deposit.ledger()
                .fault(event)
                .map(fault -> new Refusal.Conflict(
                        "deposit-state", fault.zh(), "This cannot come next: " + fault.en(), Optional.empty()));
    }

    /**
     * A step about a deposit. Until the deadline it goes on the bidder's own stream: a chain over the whole tender would
     * tell that somebody gave one (rule S06).
     */
    static AuditStep step(AuditKind kind, Actor actor, String side, Project project, Deposit deposit, Instant now) {
        AuditStep step = AuditStep.inTender(kind, actor, side, project.id(), project.code())
                .object("lot", deposit.lotId())
                .object("deposit", deposit.id())
                .rule(project.ruleSet());
        return now.isBefore(project.bidDeadline()) ? step.onBidderStream(deposit.registrationId()) : step;
    }
}
