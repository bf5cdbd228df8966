package org.gongping.service.deposit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.deposit.ApplyForDeposit;
import org.gongping.core.deposit.ConfirmRefunds;
import org.gongping.core.deposit.Deposit;
import org.gongping.core.deposit.DepositForm;
import org.gongping.core.deposit.DepositStanding;
import org.gongping.core.deposit.DepositTerms;
import org.gongping.core.deposit.ReadDeposits;
import org.gongping.core.deposit.Relief;
import org.gongping.core.deposit.RetainDeposit;
import org.gongping.core.deposit.RetentionGround;
import org.gongping.core.deposit.ReturnRefund;
import org.gongping.core.deposit.SetDepositTerms;
import org.gongping.core.deposit.VerifyDeposit;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.RuleTag;
import org.gongping.core.tender.GateCheck;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.VerdictJson;
import org.gongping.service.tender.ProjectAnswers;
import org.gongping.service.wire.Acknowledged;

/** What bidder, owner and agency do with the deposits of a lot. */
public final class DepositRoutes implements Routes {
    private final SetDepositTerms terms;
    private final ReadDeposits read;
    private final ApplyForDeposit apply;
    private final ConfirmRefunds refunds;
    private final VerifyDeposit verify;
    private final RetainDeposit retain;
    private final ReturnRefund returned;
    private final ProjectAnswers answers;

    public DepositRoutes(
            SetDepositTerms terms,
            ReadDeposits read,
            ApplyForDeposit apply,
            ConfirmRefunds refunds,
            VerifyDeposit verify,
            RetainDeposit retain,
            ReturnRefund returned,
            ProjectAnswers answers) {
        this.terms = terms;
        this.read = read;
        this.apply = apply;
        this.refunds = refunds;
        this.verify = verify;
        this.retain = retain;
        this.returned = returned;
        this.answers = answers;
    }

    record TermsInput(
            boolean asked,
            BigDecimal base,
            BigDecimal rate,
            BigDecimal amount,
            List<DepositForm> forms,
            String policySet) {
        DepositTerms terms(UUID lotId) {
            Set<DepositForm> taken = EnumSet.noneOf(DepositForm.class);
            if (forms != null) {
                taken.addAll(forms);
            }
            return asked
                    ? new DepositTerms(lotId, base == null ? BigDecimal.ZERO : base, rate, amount, taken, policySet)
                    : null;
        }
    }

    record InstrumentInput(
            String issuer,
            String number,
            String applicant,
            BigDecimal amount,
            LocalDate validUntil,
            String documentSha256) {}

    record AccountInput(String name, String number, String bank) {
        Deposit.Account account() {
            return new Deposit.Account(name.strip(), number.strip(), bank.strip());
        }
    }

    record Application(
            DepositForm form,
            Boolean undertaking,
            InstrumentInput instrument,
            AccountInput account,
            List<GateCheck.Acknowledgement> acknowledgements) {
        ApplyForDeposit.Command command() {
            return new ApplyForDeposit.Command(
                    form,
                    Boolean.TRUE.equals(undertaking),
                    instrument == null
                            ? null
                            : new Deposit.Instrument(
                                    instrument.issuer().strip(),
                                    instrument.number().strip(),
                                    instrument.applicant(),
                                    instrument.amount(),
                                    instrument.validUntil(),
                                    instrument.documentSha256()),
                    account == null ? null : account.account(),
                    Acknowledged.orNone(acknowledgements));
        }
    }

    record RefundInput(UUID depositId, String reference, String bidderCause, BigDecimal interest, BigDecimal fee) {}

    record RefundsInput(List<RefundInput> refunds, List<GateCheck.Acknowledgement> acknowledgements) {}

    record VerificationInput(boolean accepted, String reason) {}

    record RetentionInput(BigDecimal amount, String ground, String reason, String evidenceSha256) {}

    record ReasonInput(String reason) {}

    record SettlementInput(BigDecimal released, String reason, String evidenceSha256) {}

    record GroundJson(String code, String nameZh, String nameEn, String articleZh, String articleEn) {
        static GroundJson of(RetentionGround ground) {
            return new GroundJson(
                    ground.code(),
                    ground.name().zh(),
                    ground.name().en(),
                    ground.article().zh(),
                    ground.article().en());
        }
    }

    record ListJson(List<DepositJson> items, List<VerdictJson> clues, List<GroundJson> grounds) {
        static ListJson of(ReadDeposits.Desk desk, DepositJson.Eyes eyes) {
            return new ListJson(
                    desk.deposits().stream()
                            .map(each -> DepositJson.of(each, eyes))
                            .toList(),
                    VerdictJson.of(desk.clues()),
                    RetentionGround.of(desk.project().regime()).stream()
                            .map(GroundJson::of)
                            .toList());
        }
    }

    record OfferJson(
            String policySet,
            String policyId,
            String nameZh,
            String nameEn,
            String basisZh,
            String basisEn,
            boolean sample,
            boolean toVerify,
            boolean undertaking,
            String percent,
            String waived,
            String due,
            String creditClass,
            String firmSize) {
        static OfferJson of(Relief relief, BigDecimal asked) {
            return new OfferJson(
                    relief.policySet(),
                    relief.policyId(),
                    relief.name().zh(),
                    relief.name().en(),
                    relief.basis().zh(),
                    relief.basis().en(),
                    relief.sample(),
                    relief.tag() == RuleTag.TO_VERIFY,
                    relief.undertaking(),
                    relief.percent().toPlainString(),
                    DepositJson.yuan(relief.waived()),
                    DepositJson.yuan(asked.subtract(relief.waived())),
                    relief.creditClass(),
                    relief.firmSize());
        }
    }

    record NotGivenJson(
            String policyId, String nameZh, String nameEn, List<String> reasonsZh, List<String> reasonsEn) {}

    record MyDepositJson(
            Instant bidDeadline,
            LocalDate validUntil,
            TermsJson terms,
            OfferJson offer,
            List<NotGivenJson> notGiven,
            List<DepositJson> deposits) {
        static MyDepositJson of(ReadDeposits.Own own) {
            return new MyDepositJson(
                    own.project().bidDeadline(),
                    LegalPeriod.day(own.project().bidDeadline())
                            .plusDays(own.project().bidValidityDays()),
                    TermsJson.of(own.lot().id(), own.asked(), List.of()),
                    own.decision()
                            .relief()
                            .map(relief -> OfferJson.of(
                                    relief, own.asked().orElseThrow().asked()))
                            .orElse(null),
                    own.decision().refused().stream()
                            .map(each -> new NotGivenJson(
                                    each.policyId(),
                                    each.name().zh(),
                                    each.name().en(),
                                    each.reasons().stream().map(Bilingual::zh).toList(),
                                    each.reasons().stream().map(Bilingual::en).toList()))
                            .toList(),
                    own.deposits().stream()
                            .map(each -> DepositJson.of(each, DepositJson.Eyes.BIDDER))
                            .toList());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "getDepositTerms",
                call -> Answer.ok(
                        read.terms(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId")),
                        found -> TermsJson.of(found.lot().id(), found.asked(), found.verdicts())));
        operations.handle("setDepositTerms", this::setTerms);
        operations.handle(
                "getMyDeposit",
                call -> Answer.ok(
                        read.own(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId")),
                        MyDepositJson::of));
        operations.handle("listDeposits", this::list);
        operations.handle(
                "applyForDeposit",
                call -> Answer.created(
                        apply.execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                call.body(Application.class).command()),
                        done -> DepositJson.of(done, DepositJson.Eyes.BIDDER)));
        operations.handle("confirmRefunds", this::confirm);
        operations.handle("verifyDeposit", this::verify);
        operations.handle("retainDeposit", this::retain);
        operations.handle("disputeDeposit", this::dispute);
        operations.handle("settleDeposit", this::settle);
        operations.handle("recordReturnedRefund", this::cameBack);
        operations.handle("correctRefundAccount", this::correctAccount);
    }

    private Answer setTerms(Call call) {
        return answers.ok(
                call,
                terms.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        (int) call.expectedVersion(),
                        call.body(TermsInput.class).terms(call.uuid("lotId"))));
    }

    private static DepositJson.Eyes eyes(Actor actor) {
        return actor.has(Role.TENDER_AGENT) || actor.has(Role.PROJECT_OWNER)
                ? DepositJson.Eyes.PAYING
                : DepositJson.Eyes.WATCHING;
    }

    private Answer list(Call call) {
        return Answer.ok(
                read.ofLot(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId")),
                desk -> ListJson.of(desk, eyes(call.actor())));
    }

    private Answer confirm(Call call) {
        RefundsInput input = call.body(RefundsInput.class);
        return Answer.ok(
                refunds.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        input.refunds().stream()
                                .map(each -> new ConfirmRefunds.Item(
                                        each.depositId(),
                                        each.reference(),
                                        each.bidderCause(),
                                        each.interest(),
                                        each.fee()))
                                .toList(),
                        Acknowledged.orNone(input.acknowledgements())),
                done -> new ListJson(
                        done.stream()
                                .map(each -> DepositJson.of(each, DepositJson.Eyes.PAYING))
                                .toList(),
                        null,
                        null));
    }

    private Answer verify(Call call) {
        VerificationInput input = call.body(VerificationInput.class);
        return paying(verify.execute(
                call.transaction(),
                call.actor(),
                call.uuid("projectId"),
                call.uuid("lotId"),
                call.uuid("depositId"),
                input.accepted(),
                input.reason()));
    }

    private Answer retain(Call call) {
        RetentionInput input = call.body(RetentionInput.class);
        return paying(retain.retain(
                call.transaction(),
                call.actor(),
                call.uuid("projectId"),
                call.uuid("lotId"),
                call.uuid("depositId"),
                new RetainDeposit.Decision(input.amount(), input.ground(), input.reason(), input.evidenceSha256())));
    }

    private Answer dispute(Call call) {
        return Answer.ok(
                retain.dispute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        call.uuid("depositId"),
                        call.body(ReasonInput.class).reason()),
                done -> DepositJson.of(done, DepositJson.Eyes.BIDDER));
    }

    private Answer settle(Call call) {
        SettlementInput input = call.body(SettlementInput.class);
        return paying(retain.settle(
                call.transaction(),
                call.actor(),
                call.uuid("projectId"),
                call.uuid("lotId"),
                call.uuid("depositId"),
                new RetainDeposit.Settlement(input.released(), input.reason(), input.evidenceSha256())));
    }

    private Answer cameBack(Call call) {
        return paying(returned.cameBack(
                call.transaction(),
                call.actor(),
                call.uuid("projectId"),
                call.uuid("lotId"),
                call.uuid("depositId"),
                call.body(ReasonInput.class).reason()));
    }

    private Answer correctAccount(Call call) {
        return Answer.ok(
                returned.correctAccount(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        call.uuid("depositId"),
                        call.body(AccountInput.class).account()),
                done -> DepositJson.of(done, DepositJson.Eyes.BIDDER));
    }

    private static Answer paying(Outcome<DepositStanding> outcome) {
        return Answer.ok(outcome, done -> DepositJson.of(done, DepositJson.Eyes.PAYING));
    }
}
