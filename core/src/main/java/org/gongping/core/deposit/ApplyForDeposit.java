package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.RandomSource;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.gate.DepositLodgingFacts;
import org.gongping.core.tender.gate.DepositLodgingGate;

/**
 * A bidder chooses how it gives its deposit, and gets the decision at once: waived by policy, an account number to pay
 * to, or a guarantee on record. Nobody else learns of it until the deadline (rule S06).
 */
public final class ApplyForDeposit {
    private static final char[] TOKEN = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TOKEN_LENGTH = 26;

    private final BidderDesk desk;
    private final AskedDeposits asked;
    private final DepositRepository deposits;
    private final GuaranteeVerifier verifier;
    private final DepositSteps steps;
    private final AuditLog audit;
    private final RandomSource random;
    private final Ids ids;

    public ApplyForDeposit(
            BidderDesk desk,
            AskedDeposits asked,
            DepositRepository deposits,
            GuaranteeVerifier verifier,
            AuditLog audit,
            RandomSource random,
            Ids ids) {
        this.desk = desk;
        this.asked = asked;
        this.deposits = deposits;
        this.verifier = verifier;
        this.steps = new DepositSteps(desk, deposits, audit);
        this.audit = audit;
        this.random = random;
        this.ids = ids;
    }

    /**
     * The bidder's choice.
     *
     * @param undertaking the bidder signs the credit undertaking
     * @param instrument the paper; null unless the form is one
     * @param account the basic account; null unless the form is money
     */
    public record Command(
            DepositForm form,
            boolean undertaking,
            Deposit.Instrument instrument,
            Deposit.Account account,
            List<GateCheck.Acknowledgement> acknowledgements) {}

    public Outcome<DepositStanding> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, Command command) {
        return desk.acting(tx, actor, projectId, lotId).then(place -> {
            if (!place.isBeforeDeadline()) {
                return Outcome.refused(new Refusal.WrongPhase(
                        place.lot().phase().code(), "PUBLISHED", "投标截止时间已过", "The bid deadline has passed"));
            }
            Optional<AskedDeposits.Asked> terms = asked.of(tx, place.project(), place.lot(), place.law());
            if (terms.isEmpty()) {
                return Outcome.refused(new Refusal.Conflict(
                        "no-deposit-asked", "本标段不要求投标保证金", "This lot asks for no deposit", Optional.empty()));
            }
            return replaceFormer(tx, actor, place).then(_ -> decide(tx, actor, place, terms.get(), command));
        });
    }

    /** One deposit counts: whatever was chosen before gives way, unless something was given on it. */
    private Outcome<Boolean> replaceFormer(Transaction tx, Actor actor, BidderDesk.Place place) {
        for (Deposit former : former(tx, place)) {
            Deposit bare = withoutPaper(tx, actor, place, former);
            DepositEvent event = DepositEvent.of(DepositEvent.Kind.REPLACED, place.now());
            Optional<Refusal> refusal = DepositSteps.refusal(bare, event);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            deposits.append(tx, bare, event);
            audit.append(
                    tx,
                    DepositSteps.step(
                            AuditKind.DEPOSIT_REPLACE,
                            actor,
                            Role.BIDDER.token(),
                            place.project(),
                            former,
                            place.now()));
        }
        return Outcome.done(true);
    }

    /** A paper that nobody has verified yet is its bidder's to take back, and to hand in corrected. */
    private Deposit withoutPaper(Transaction tx, Actor actor, BidderDesk.Place place, Deposit former) {
        boolean isOpen = former.form().isInstrument()
                && !former.ledger().isVerified()
                && !former.ledger().isRefused();
        DepositEvent event = DepositEvent.of(
                        DepositEvent.Kind.TAKEN_BACK,
                        place.now(),
                        former.ledger().balances().held())
                .with("by", "bidder");
        if (!isOpen || DepositSteps.refusal(former, event).isPresent()) {
            return former;
        }
        audit.append(
                tx,
                DepositSteps.step(
                                AuditKind.DEPOSIT_TAKE_BACK,
                                actor,
                                Role.BIDDER.token(),
                                place.project(),
                                former,
                                place.now())
                        .with("event", event.kind().name())
                        .with("amount", event.amount())
                        .with("body", event.body()));
        return deposits.append(tx, former, event);
    }

    private List<Deposit> former(Transaction tx, BidderDesk.Place place) {
        return deposits
                .ofBidder(
                        tx,
                        place.project().id(),
                        place.lot().id(),
                        place.registration().id())
                .stream()
                .filter(Deposit::stands)
                .filter(deposit -> deposit.ledger().state(false, false) != DepositState.REFUNDED)
                .map(deposit ->
                        deposits.lock(tx, deposit.projectId(), deposit.id()).orElseThrow())
                .toList();
    }

    private Outcome<DepositStanding> decide(
            Transaction tx, Actor actor, BidderDesk.Place place, AskedDeposits.Asked terms, Command command) {
        Optional<Relief> offered = asked.decide(
                        tx,
                        place.project(),
                        terms,
                        place.registration().organisation().id())
                .relief();
        Optional<Relief> relief = offered.filter(each -> command.undertaking() || !each.undertaking());
        BigDecimal waived = relief.map(Relief::waived).orElse(BigDecimal.ZERO.setScale(2));
        BigDecimal due = terms.asked().subtract(waived);
        List<Refusal.FieldError> errors =
                errors(terms, offered, command, due, place.registration().organisation());
        if (!errors.isEmpty()) {
            return Outcome.refused(new Refusal.Invalid(errors));
        }
        List<Verdict> verdicts = new DepositLodgingGate(place.law())
                .check(new DepositLodgingFacts(
                        place.project().mustTenderByLaw(),
                        LegalPeriod.day(place.project().bidDeadline())
                                .plusDays(place.project().bidValidityDays()),
                        Optional.ofNullable(command.instrument()).map(Deposit.Instrument::validUntil),
                        Optional.empty()));
        return GateCheck.pass(verdicts, command.acknowledgements())
                .map(passed -> record(tx, actor, place, terms, command, relief, due, passed));
    }

    private static List<Refusal.FieldError> errors(
            AskedDeposits.Asked terms, Optional<Relief> offered, Command command, BigDecimal due, Organisation bidder) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        boolean taken = command.form() == DepositForm.WAIVER
                ? terms.policies().isPresent()
                : terms.terms().forms().contains(command.form());
        if (!taken) {
            errors.add(new Refusal.FieldError("/form", "招标文件未规定这种缴纳方式", "The tender document does not take this form"));
        }
        if (command.form() == DepositForm.WAIVER && due.signum() > 0) {
            boolean unsigned = offered.filter(Relief::undertaking).isPresent() && !command.undertaking();
            errors.add(
                    unsigned
                            ? new Refusal.FieldError("/undertaking", "请先签署信用承诺", "Sign the credit undertaking first")
                            : new Refusal.FieldError(
                                    "/form",
                                    "没有可以全额免收的政策，请选择其他方式",
                                    "No policy waives the whole amount: choose another form"));
        }
        if (command.form() != DepositForm.WAIVER && due.signum() == 0) {
            errors.add(new Refusal.FieldError(
                    "/form", "贵单位可以全额免收，无须缴纳", "The whole amount is waived for you: nothing is to be given"));
        }
        if (command.form().isInstrument() != (command.instrument() != null)) {
            errors.add(new Refusal.FieldError(
                    "/instrument", "保函、保单、年度保证金须填写凭证，其他方式不填", "A paper belongs to guarantees and the like alone"));
        }
        if (command.instrument() != null && command.instrument().amount().compareTo(due) < 0) {
            errors.add(new Refusal.FieldError(
                    "/instrument/amount",
                    "金额不得少于应缴 " + due.toPlainString() + " 元",
                    "The amount is at least what is due, " + due.toPlainString()));
        }
        if (command.instrument() != null && !command.instrument().isOf(bidder.name())) {
            errors.add(new Refusal.FieldError(
                    "/instrument/applicant",
                    "凭证的申请人须为投标人本单位：" + bidder.name(),
                    "The applicant of the paper is the bidder: " + bidder.name()));
        }
        if (command.instrument() != null
                && command.instrument().amount().stripTrailingZeros().scale() > 2) {
            errors.add(new Refusal.FieldError("/instrument/amount", "精确到分", "To the fen"));
        }
        if ((command.form() == DepositForm.TRANSFER) != (command.account() != null)) {
            errors.add(new Refusal.FieldError(
                    "/account", "以转账方式缴纳的须填写基本账户，其他方式不填", "A basic account belongs to transfers alone"));
        }
        if (command.account() != null && !command.account().isOf(bidder)) {
            errors.add(new Refusal.FieldError(
                    "/account/name",
                    "保证金须从投标人的基本账户转出，户名须与投标人名称一致（规则 D04）",
                    "The deposit comes out of the bidder's basic account, in its own name (rule D04)"));
        }
        return errors;
    }

    private DepositStanding record(
            Transaction tx,
            Actor actor,
            BidderDesk.Place place,
            AskedDeposits.Asked terms,
            Command command,
            Optional<Relief> relief,
            BigDecimal due,
            GateCheck.Passed passed) {
        Deposit deposit = new Deposit(
                place.project().id(),
                ids.next(),
                place.lot().id(),
                place.registration().id(),
                place.registration().organisation(),
                command.form(),
                terms.asked(),
                terms.asked().subtract(due),
                due,
                relief.map(each -> json(each, terms)).orElse(null),
                command.instrument(),
                command.account(),
                command.form() == DepositForm.TRANSFER ? freeAccount(tx, place) : null,
                token(),
                place.now(),
                Ledger.open(terms.asked(), due));
        deposits.insert(tx, deposit);
        audit.append(
                tx,
                passed.into(DepositSteps.step(
                                AuditKind.DEPOSIT_APPLY,
                                actor,
                                Role.BIDDER.token(),
                                place.project(),
                                deposit,
                                place.now())
                        .with("form", deposit.form().name())
                        .with("asked", deposit.asked())
                        .with("waived", deposit.waived())
                        .with("due", deposit.due())
                        .with("virtualAccount", deposit.virtualAccount())
                        .with("undertaking", command.undertaking() ? "yes" : "no")));
        if (relief.isPresent()) {
            deposit = waive(tx, actor, place, deposit, relief.get());
        }
        if (command.instrument() != null) {
            deposit = lodge(tx, actor, place, deposit, command.instrument());
        }
        return desk.standing(tx, place.law(), place.project(), place.lot(), deposit, place.now());
    }

    private Deposit waive(Transaction tx, Actor actor, BidderDesk.Place place, Deposit deposit, Relief relief) {
        audit.append(
                tx,
                DepositSteps.step(
                                AuditKind.DEPOSIT_WAIVE,
                                actor,
                                Role.BIDDER.token(),
                                place.project(),
                                deposit,
                                place.now())
                        .with("asked", deposit.asked())
                        .with("waived", relief.waived())
                        .with("policySet", relief.policySet())
                        .with("policySetDigest", relief.policySetDigest())
                        .with("policy", relief.policyId())
                        .with("basis", relief.basis().zh())
                        .with("creditClass", relief.creditClass())
                        .with("creditSource", relief.creditSource())
                        .with("firmSize", relief.firmSize()));
        return deposits.append(
                tx,
                deposit,
                DepositEvent.of(DepositEvent.Kind.WAIVED, place.now(), relief.waived())
                        .with("policy", relief.policyId()));
    }

    private Deposit lodge(
            Transaction tx, Actor actor, BidderDesk.Place place, Deposit deposit, Deposit.Instrument instrument) {
        DepositEvent event = DepositEvent.of(DepositEvent.Kind.LODGED, place.now(), instrument.amount())
                .with("issuer", instrument.issuer())
                .with("number", instrument.number())
                .with("applicant", instrument.applicant())
                .with("validUntil", instrument.validUntil().toString())
                .with("documentSha256", instrument.documentSha256());
        var at = new DepositSteps.At(actor, Role.BIDDER, place.project(), place.lot(), place.law(), deposit);
        Deposit lodged = taken(steps.take(tx, at, AuditKind.DEPOSIT_LODGE, event));
        Optional<GuaranteeVerifier.Judgement> judgement = GuaranteeVerifier.judge(
                verifier.ask(deposit.form(), instrument),
                instrument,
                deposit.bidder().name());
        if (judgement.isEmpty()) {
            return lodged;
        }
        DepositEvent verified = DepositEvent.of(
                        judgement.get().stands() ? DepositEvent.Kind.VERIFIED : DepositEvent.Kind.REFUSED, place.now())
                .with("by", "issuer")
                .with("reason", judgement.get().why().zh());
        return taken(steps.take(
                tx,
                new DepositSteps.At(actor, Role.BIDDER, place.project(), place.lot(), place.law(), lodged),
                AuditKind.DEPOSIT_VERIFY,
                verified));
    }

    private static Deposit taken(Outcome<DepositStanding> outcome) {
        return switch (outcome) {
            case Outcome.Done<DepositStanding>(DepositStanding standing) -> standing.deposit();
            case Outcome.Refused<DepositStanding>(Refusal refusal) ->
                throw new IllegalStateException("a new ledger admits it: " + refusal);
        };
    }

    private String freeAccount(Transaction tx, BidderDesk.Place place) {
        for (int no = 0; ; no++) {
            String number = VirtualAccount.derive(
                    place.project().id(), place.lot().id(), place.registration().id(), no);
            if (deposits.byVirtualAccount(tx, number).isEmpty()) {
                return number;
            }
        }
    }

    /** 130 random bits. */
    private String token() {
        StringBuilder token = new StringBuilder();
        for (byte each : random.bytes(TOKEN_LENGTH)) {
            token.append(TOKEN[each & 31]);
        }
        return token.toString();
    }

    /** What the decision rests on, frozen with it; nothing where something is not known. */
    private static ObjectNode json(Relief relief, AskedDeposits.Asked terms) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("policySet", relief.policySet());
        json.put("policySetDigest", relief.policySetDigest());
        json.put("policyId", relief.policyId());
        json.put("nameZh", relief.name().zh());
        json.put("nameEn", relief.name().en());
        json.put("basisZh", relief.basis().zh());
        json.put("basisEn", relief.basis().en());
        json.put("tag", relief.tag().name());
        json.put("sample", relief.sample());
        json.put("undertaking", relief.undertaking());
        json.put("percent", relief.percent().toPlainString());
        json.put("rounding", relief.rounding().name());
        json.put("region", relief.region());
        putIfKnown(json, "creditClass", relief.creditClass());
        putIfKnown(json, "creditSource", relief.creditSource());
        putIfKnown(json, "firmSize", relief.firmSize());
        json.put("waived", relief.waived().toPlainString());
        json.put("base", terms.terms().base().toPlainString());
        json.put("askedRounding", terms.rounding().name());
        if (terms.terms().rate() != null) {
            json.put("rate", terms.terms().rate().toPlainString());
        }
        return json;
    }

    private static void putIfKnown(ObjectNode json, String member, String value) {
        if (value != null) {
            json.put(member, value);
        }
    }
}
