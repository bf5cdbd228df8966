package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Regime;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.gate.RefundCause;
import org.gongping.core.tender.gate.RefundFacts;
import org.gongping.core.tender.gate.RefundGate;

/**
 * Where a deposit stands at a moment. The clock of its refund is read off what happened to the lot, so it runs from the
 * event without anybody asking for it.
 *
 * @param started by which event it fell due; empty while it is not
 * @param term until when it must be back; empty while it is not due, or where the law knows no term
 * @param owed what is owed beside the principal if it were paid now; empty while it is not due
 */
public record DepositStanding(
        Deposit deposit,
        DepositState state,
        Optional<Started> started,
        Optional<RefundGate.Term> term,
        Optional<RefundGate.Owed> owed,
        boolean overdue) {
    /** The event by which a deposit fell due. */
    public record Started(RefundCause cause, Instant at) {}

    /**
     * What is known of the bids of a lot.
     *
     * @param winner credit code of the winner; empty before the decision
     * @param received credit codes on the list of the opening; empty until there is one, which is never before the deadline
     */
    public record Bids(Optional<String> winner, Optional<Set<String>> received) {
        public Bids {
            received = received.map(Set::copyOf);
        }

        private boolean areWithout(String creditCode) {
            return received.filter(codes -> !codes.contains(creditCode)).isPresent();
        }
    }

    public static DepositStanding of(Law law, Project project, Lot lot, Bids bids, Deposit deposit, Instant now) {
        boolean afterDeadline = !now.isBefore(project.bidDeadline());
        Optional<Started> started = deposit.ledger().balances().lodged().signum() == 0
                ? Optional.empty()
                : started(project, lot, bids, deposit, now);
        boolean isOpen = deposit.ledger().balances().held().signum() > 0;
        RefundGate gate = new RefundGate(law);
        Optional<RefundGate.Term> term = started.flatMap(start -> gate.term(start.cause(), start.at()));
        Optional<RefundGate.Owed> owed = started.filter(_ -> isOpen)
                .map(start -> gate.owed(new RefundFacts(start.cause(), start.at(), now, parts(deposit), false)));
        return new DepositStanding(
                deposit,
                deposit.ledger().state(afterDeadline, started.isPresent()),
                started,
                term,
                owed,
                isOpen && term.filter(end -> !now.isBefore(end.end().endsAt())).isPresent());
    }

    private static Optional<Started> started(Project project, Lot lot, Bids bids, Deposit deposit, Instant now) {
        Optional<Instant> withdrawn = deposit.ledger().withdrawnAt();
        if (withdrawn.isPresent()) {
            return Optional.of(new Started(RefundCause.WITHDRAWN, withdrawn.get()));
        }
        boolean won =
                bids.winner().filter(deposit.bidder().creditCode()::equals).isPresent();
        Lot.Dates dates = lot.dates();
        boolean isRefused = deposit.ledger().isRefused();
        if (isRefused && !now.isBefore(project.bidDeadline())) {
            return Optional.of(new Started(RefundCause.NOT_ACCEPTED, project.bidDeadline()));
        }
        if (bids.areWithout(deposit.bidder().creditCode())) {
            return Optional.of(new Started(RefundCause.NOT_SUBMITTED, project.bidDeadline()));
        }
        if (dates.failedAt() != null) {
            return Optional.of(new Started(RefundCause.FAILED, dates.failedAt()));
        }
        if (project.regime() == Regime.GOV_PROCUREMENT && !won && dates.awardedAt() != null) {
            return Optional.of(new Started(RefundCause.AWARD_NOTICE, dates.awardedAt()));
        }
        if (dates.contractedAt() != null) {
            return Optional.of(
                    new Started(won ? RefundCause.CONTRACT_WON : RefundCause.CONTRACT_LOST, dates.contractedAt()));
        }
        return Optional.empty();
    }

    /** The money that is still held, by the day on which it came; what came first has left first. */
    public static List<RefundFacts.Part> parts(Deposit deposit) {
        if (deposit.form() != DepositForm.TRANSFER) {
            return List.of();
        }
        Ledger.Balances balances = deposit.ledger().balances();
        BigDecimal gone = balances.refunded().add(balances.retained());
        List<RefundFacts.Part> parts = new ArrayList<>();
        for (DepositEvent event : deposit.ledger().events()) {
            if (event.kind() != DepositEvent.Kind.LODGED) {
                continue;
            }
            BigDecimal left = event.amount().subtract(gone).max(BigDecimal.ZERO);
            gone = gone.subtract(event.amount()).max(BigDecimal.ZERO);
            if (left.signum() > 0) {
                parts.add(new RefundFacts.Part(left, receivedOn(event)));
            }
        }
        return parts;
    }

    private static LocalDate receivedOn(DepositEvent event) {
        String day = event.body().path("receivedOn").asText("");
        return day.isEmpty() ? LegalPeriod.day(event.at()) : LocalDate.parse(day);
    }
}
