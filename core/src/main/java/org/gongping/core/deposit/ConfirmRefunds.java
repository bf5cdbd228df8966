package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.gate.RefundFacts;
import org.gongping.core.tender.gate.RefundGate;

/**
 * The owner confirms that deposits went back, several at once (rules D05 to D08, D13). What is owed beside the principal
 * is computed; who pays less or more than that, or too late, gives the reason on record.
 */
public final class ConfirmRefunds {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final BidderDesk desk;
    private final DepositRepository deposits;
    private final AuditLog audit;
    private final DepositSteps steps;

    public ConfirmRefunds(
            ProjectAccess access, ProjectLaw laws, BidderDesk desk, DepositRepository deposits, AuditLog audit) {
        this.steps = new DepositSteps(desk, deposits, audit);
        this.access = access;
        this.laws = laws;
        this.desk = desk;
        this.deposits = deposits;
        this.audit = audit;
    }

    /**
     * One refund.
     *
     * @param reference what the bank calls the payment; null if none is known
     * @param bidderCause why the bidder itself caused the delay; null if it did not
     * @param interest yuan that were paid; null for what is owed
     * @param fee yuan that were paid; null for what is owed
     */
    public record Item(UUID depositId, String reference, String bidderCause, BigDecimal interest, BigDecimal fee) {}

    private record Ready(DepositStanding standing, Item item, DepositEvent event) {}

    public Outcome<List<DepositStanding>> execute(
            Transaction tx,
            Actor actor,
            UUID projectId,
            UUID lotId,
            List<Item> items,
            List<GateCheck.Acknowledgement> acknowledgements) {
        return access.acting(tx, actor, projectId, Role.PROJECT_OWNER)
                .then(project -> ProjectAccess.lotOf(project, lotId).then(lot -> {
                    Law law = laws.locked(tx, project);
                    Instant now = desk.now();
                    List<Ready> ready = new ArrayList<>();
                    List<Verdict> verdicts = new ArrayList<>();
                    Set<UUID> seen = new HashSet<>();
                    for (int i = 0; i < items.size(); i++) {
                        Item item = items.get(i);
                        if (!seen.add(item.depositId())) {
                            return Outcome.refused(
                                    Refusal.Invalid.of("/refunds/" + i + "/depositId", "重复列出", "It is listed twice"));
                        }
                        Outcome<Ready> one = ready(tx, law, project, lot, item, "/refunds/" + i, now, verdicts);
                        switch (one) {
                            case Outcome.Done<Ready>(Ready done) -> ready.add(done);
                            case Outcome.Refused<Ready>(Refusal refusal) -> {
                                return Outcome.refused(refusal);
                            }
                        }
                    }
                    return GateCheck.pass(verdicts, acknowledgements)
                            .map(passed -> ready.stream()
                                    .map(each -> pay(tx, actor, law, project, lot, each, passed, now))
                                    .toList());
                }));
    }

    private Outcome<Ready> ready(
            Transaction tx,
            Law law,
            Project project,
            Lot lot,
            Item item,
            String pointer,
            Instant now,
            List<Verdict> verdicts) {
        return steps.ofParty(tx, project, lot, item.depositId()).then(deposit -> {
            DepositStanding standing = desk.standing(tx, law, project, lot, deposit, now);
            if (standing.started().isEmpty()) {
                return Outcome.refused(new Refusal.Conflict(
                        "not-due",
                        deposit.bidder().name() + " 的保证金尚未到退还的情形",
                        "The deposit of " + deposit.bidder().name() + " is not due for refund",
                        Optional.empty()));
            }
            if (!RetainDeposit.isToTheFen(item.interest()) || !RetainDeposit.isToTheFen(item.fee())) {
                return Outcome.refused(Refusal.Invalid.of(pointer, "金额精确到分", "Amounts are to the fen"));
            }
            DepositStanding.Started start = standing.started().get();
            RefundFacts facts = new RefundFacts(
                    start.cause(),
                    start.at(),
                    now,
                    DepositStanding.parts(deposit),
                    item.bidderCause() != null && !item.bidderCause().isBlank());
            RefundGate gate = new RefundGate(law);
            RefundGate.Owed owed = gate.owed(facts);
            BigDecimal interest = item.interest() == null ? owed.interest() : item.interest();
            BigDecimal fee = item.fee() == null ? owed.occupationFee() : item.fee();
            DepositEvent event = DepositEvent.refund(
                            DepositEvent.Kind.REFUNDED,
                            now,
                            deposit.ledger().balances().held(),
                            interest,
                            fee)
                    .with("cause", start.cause().name())
                    .with("dueFrom", start.at().toString())
                    .with(DepositEvent.OWED_INTEREST, owed.interest().toPlainString())
                    .with(DepositEvent.OWED_FEE, owed.occupationFee().toPlainString())
                    .with("rule", standing.term().map(RefundGate.Term::ruleId).orElse(null))
                    .with("derivation", owed.derivation().zh())
                    .with("reference", item.reference())
                    .with("bidderCause", item.bidderCause());
            Optional<Refusal> refusal = DepositSteps.refusal(deposit, event);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            verdicts.addAll(gate.inTime(facts));
            verdicts.addAll(gate.sums(facts, interest, fee));
            return Outcome.done(new Ready(standing, item, event));
        });
    }

    private DepositStanding pay(
            Transaction tx,
            Actor actor,
            Law law,
            Project project,
            Lot lot,
            Ready ready,
            GateCheck.Passed passed,
            Instant now) {
        Deposit deposit = ready.standing().deposit();
        Deposit after = deposits.append(tx, deposit, ready.event());
        audit.append(
                tx,
                passed.into(DepositSteps.step(
                                AuditKind.DEPOSIT_REFUND, actor, Role.PROJECT_OWNER.token(), project, deposit, now)
                        .with("event", ready.event().kind().name())
                        .with("amount", ready.event().amount())
                        .with("interest", ready.event().interest())
                        .with("fee", ready.event().fee())
                        .with("body", ready.event().body())));
        return desk.standing(tx, law, project, lot, after, now);
    }
}
