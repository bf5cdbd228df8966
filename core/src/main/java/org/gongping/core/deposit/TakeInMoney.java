package org.gongping.core.deposit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.DepositLodgingFacts;
import org.gongping.core.tender.gate.DepositLodgingGate;

/**
 * Takes in money that a bank reports: finds the deposit by its virtual account and amount, checks the basic account
 * (rule D04), and puts on a work list what it cannot place, with the reason. Whoever imports the file is told of the work
 * list alone; that money was placed shows from the deadline on (rule S06).
 */
public final class TakeInMoney {
    private static final Pattern SIXTEEN_DIGITS = Pattern.compile("(?<![0-9])[0-9]{16}(?![0-9])");

    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final BidderDesk desk;
    private final DepositRepository deposits;
    private final BankEntryRepository bank;
    private final DepositSteps steps;
    private final AuditLog audit;
    private final Ids ids;

    public TakeInMoney(
            ProjectRepository projects,
            ProjectLaw laws,
            BidderDesk desk,
            DepositRepository deposits,
            BankEntryRepository bank,
            AuditLog audit,
            Ids ids) {
        this.projects = projects;
        this.laws = laws;
        this.desk = desk;
        this.deposits = deposits;
        this.bank = bank;
        this.steps = new DepositSteps(desk, deposits, audit);
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * A file that was read.
     *
     * @param passedOver how many of its entries are no deposit whatever they say: debits, pending ones, other currencies
     */
    public record File(
            BankEntry.Format format,
            String name,
            String sha256,
            String messageId,
            List<BankEntry> entries,
            int passedOver) {}

    /**
     * What the importer is told.
     *
     * @param duplicates references that came before; their money is not taken twice
     * @param open entries of this file that nobody could place
     * @param passedOver as of the file
     */
    public record Taken(
            BankEntry.Statement statement, List<String> duplicates, List<BankEntry.Stored> open, int passedOver) {}

    public Outcome<Taken> file(Transaction tx, Actor actor, File file) {
        Instant now = desk.now();
        BankEntry.Statement statement =
                new BankEntry.Statement(ids.next(), file.sha256(), file.format(), file.name(), file.messageId(), now);
        if (!bank.insert(tx, statement)) {
            return Outcome.refused(new Refusal.Conflict(
                    "imported-already",
                    "这个文件已经导入过",
                    "This very file was imported before: nothing was taken again",
                    Optional.empty()));
        }
        List<String> duplicates = new ArrayList<>();
        List<BankEntry.Stored> open = new ArrayList<>();
        for (int i = 0; i < file.entries().size(); i++) {
            BankEntry entry = file.entries().get(i);
            if (bank.isKnown(tx, entry.reference())) {
                duplicates.add(entry.reference());
                continue;
            }
            UUID id = ids.next();
            int no = i + 1;
            switch (place(tx, actor, entry, number(entry))) {
                case Placed.Found(Deposit deposit) -> bank.insertMatched(tx, id, statement.id(), no, entry, deposit);
                case Placed.Nowhere(BankEntry.Reason reason) -> {
                    bank.insert(tx, id, statement.id(), no, entry, reason);
                    open.add(new BankEntry.Stored(
                            id, statement.id(), entry, BankEntry.Outcome.OPEN, reason, null, null));
                }
            }
        }
        audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.DEPOSIT_BANK, actor, Role.VENUE_OPERATOR.token())
                        .object("statement", statement.id())
                        .with("format", file.format().name())
                        .with("messageId", file.messageId())
                        .with("sha256", file.sha256()));
        return Outcome.done(new Taken(statement, duplicates, open, file.passedOver()));
    }

    /** Places an entry of the work list by hand: the number of the deposit it is for. */
    public Outcome<Boolean> assign(Transaction tx, Actor actor, UUID entryId, String virtualAccount, String note) {
        return open(tx, entryId).then(stored -> switch (place(tx, actor, stored.entry(), virtualAccount)) {
            case Placed.Found(Deposit deposit) -> {
                bank.match(tx, entryId, deposit, note, desk.now());
                resolved(tx, actor, entryId, BankEntry.Outcome.MATCHED, note);
                yield Outcome.done(true);
            }
            case Placed.Nowhere(BankEntry.Reason reason) ->
                Outcome.refused(new Refusal.Conflict(
                        "not-placed",
                        "这笔款项不能记入该账号：" + reason,
                        "This money cannot be taken for that account: " + reason,
                        Optional.empty()));
        });
    }

    /** The money went back to its payer. */
    public Outcome<Boolean> sendBack(Transaction tx, Actor actor, UUID entryId, String note) {
        return open(tx, entryId).map(_ -> {
            bank.sendBack(tx, entryId, note, desk.now());
            resolved(tx, actor, entryId, BankEntry.Outcome.SENT_BACK, note);
            return true;
        });
    }

    private Outcome<BankEntry.Stored> open(Transaction tx, UUID entryId) {
        return bank.lockOpen(tx, entryId)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("bank entry")));
    }

    private void resolved(Transaction tx, Actor actor, UUID entryId, BankEntry.Outcome outcome, String note) {
        audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.DEPOSIT_BANK_RESOLVE, actor, Role.VENUE_OPERATOR.token())
                        .object("entry", entryId)
                        .with("outcome", outcome.name())
                        .with("note", note));
    }

    /** Where an entry belongs. */
    private sealed interface Placed {
        record Found(Deposit deposit) implements Placed {}

        record Nowhere(BankEntry.Reason reason) implements Placed {}
    }

    /** The number that the bank names, else the first sound one in the remittance text; null for none. */
    static String number(BankEntry entry) {
        if (VirtualAccount.isValid(entry.virtualAccount())) {
            return entry.virtualAccount();
        }
        if (entry.remittance() != null) {
            Matcher matcher = SIXTEEN_DIGITS.matcher(entry.remittance());
            while (matcher.find()) {
                if (VirtualAccount.isValid(matcher.group())) {
                    return matcher.group();
                }
            }
        }
        return null;
    }

    private Placed place(Transaction tx, Actor actor, BankEntry entry, String number) {
        boolean isReversal = entry.kind() == BankEntry.Kind.REVERSAL;
        if (!VirtualAccount.isValid(number)) {
            return new Placed.Nowhere(isReversal ? BankEntry.Reason.REVERSED : BankEntry.Reason.NO_ACCOUNT);
        }
        Optional<Deposit> found = deposits.byVirtualAccount(tx, number);
        if (found.isEmpty()) {
            return new Placed.Nowhere(isReversal ? BankEntry.Reason.REVERSED : BankEntry.Reason.UNKNOWN_ACCOUNT);
        }
        Project project = projects.hold(tx, found.get().projectId()).orElseThrow();
        Deposit deposit = deposits.lock(tx, project.id(), found.get().id()).orElseThrow();
        if (isReversal) {
            return bookBack(tx, actor, project, deposit, entry);
        }
        Optional<BankEntry.Reason> reason = reason(project, deposit, entry);
        if (reason.isPresent()) {
            return new Placed.Nowhere(reason.get());
        }
        lodge(tx, actor, project, deposit, entry);
        return new Placed.Found(deposit);
    }

    /** What the bank took back no longer stands for a bid; what was refunded or kept meanwhile is for people to look at. */
    private Placed bookBack(Transaction tx, Actor actor, Project project, Deposit deposit, BankEntry entry) {
        DepositEvent event = DepositEvent.of(DepositEvent.Kind.TAKEN_BACK, desk.now(), entry.amount())
                .with("by", "bank")
                .with("reference", entry.reference());
        if (DepositSteps.refusal(deposit, event).isPresent()) {
            return new Placed.Nowhere(BankEntry.Reason.REVERSED);
        }
        Lot lot = project.lot(deposit.lotId()).orElseThrow();
        var at = new DepositSteps.At(actor, Role.VENUE_OPERATOR, project, lot, laws.locked(tx, project), deposit);
        done(steps.take(tx, at, AuditKind.DEPOSIT_TAKE_BACK, event));
        return new Placed.Found(deposit);
    }

    private Optional<BankEntry.Reason> reason(Project project, Deposit deposit, BankEntry entry) {
        boolean open = deposit.stands() && deposit.ledger().balances().lodged().signum() == 0;
        if (!open) {
            return Optional.of(BankEntry.Reason.NOT_OPEN);
        }
        boolean late = entry.receivedAt() != null
                ? !entry.receivedAt().isBefore(project.bidDeadline())
                : entry.receivedOn().isAfter(LegalPeriod.day(project.bidDeadline()));
        if (late) {
            return Optional.of(BankEntry.Reason.TOO_LATE);
        }
        if (entry.receivedAt() == null && entry.receivedOn().equals(LegalPeriod.day(project.bidDeadline()))) {
            return Optional.of(BankEntry.Reason.TIME_MISSING);
        }
        Instant now = desk.now();
        boolean isInTheFuture = entry.receivedAt() != null
                ? entry.receivedAt().isAfter(now)
                : entry.receivedOn().isAfter(LegalPeriod.day(now));
        if (isInTheFuture) {
            return Optional.of(BankEntry.Reason.IN_THE_FUTURE);
        }
        return entry.amount().compareTo(deposit.due()) == 0
                ? Optional.empty()
                : Optional.of(BankEntry.Reason.AMOUNT_DIFFERS);
    }

    private void lodge(Transaction tx, Actor actor, Project project, Deposit deposit, BankEntry entry) {
        Lot lot = project.lot(deposit.lotId()).orElseThrow();
        Law law = laws.locked(tx, project);
        boolean fromBasicAccount = entry.payerAccount() != null
                && Deposit.Account.normal(entry.payerAccount())
                        .equals(Deposit.Account.normal(deposit.account().number()));
        List<Verdict> verdicts = new DepositLodgingGate(law)
                .check(new DepositLodgingFacts(
                        project.mustTenderByLaw(),
                        LegalPeriod.day(project.bidDeadline()).plusDays(project.bidValidityDays()),
                        Optional.empty(),
                        Optional.of(fromBasicAccount)));
        DepositEvent lodged = DepositEvent.of(DepositEvent.Kind.LODGED, desk.now(), entry.amount())
                .with("reference", entry.reference())
                .with("payerName", entry.payerName())
                .with("payerAccount", entry.payerAccount())
                .with("receivedOn", entry.receivedOn().toString())
                .with(
                        "receivedAt",
                        entry.receivedAt() == null ? null : entry.receivedAt().toString());
        var at = new DepositSteps.At(actor, Role.VENUE_OPERATOR, project, lot, law, deposit);
        done(steps.take(tx, at, AuditKind.DEPOSIT_LODGE, lodged));
        Deposit after = deposits.lock(tx, project.id(), deposit.id()).orElseThrow();
        boolean taken = !Verdict.anyBlocks(verdicts);
        DepositEvent verified = DepositEvent.of(
                        taken ? DepositEvent.Kind.VERIFIED : DepositEvent.Kind.REFUSED, desk.now())
                .with("by", "bank")
                .with(
                        "reason",
                        taken
                                ? null
                                : verdicts.stream()
                                        .filter(Verdict::blocks)
                                        .map(verdict -> verdict.message().zh() + "（"
                                                + verdict.article().zh() + "）")
                                        .findFirst()
                                        .orElse(null));
        done(steps.take(
                tx,
                new DepositSteps.At(actor, Role.VENUE_OPERATOR, project, lot, law, after),
                AuditKind.DEPOSIT_VERIFY,
                verified));
    }

    private static void done(Outcome<DepositStanding> outcome) {
        if (outcome instanceof Outcome.Refused<DepositStanding>(Refusal refusal)) {
            throw new IllegalStateException("the ledger was looked at before: " + refusal);
        }
    }
}
