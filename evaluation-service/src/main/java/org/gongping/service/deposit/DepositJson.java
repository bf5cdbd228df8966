package org.gongping.service.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.gongping.core.deposit.Deposit;
import org.gongping.core.deposit.DepositEvent;
import org.gongping.core.deposit.DepositForm;
import org.gongping.core.deposit.DepositStanding;
import org.gongping.core.deposit.DepositState;
import org.gongping.core.deposit.Ledger;
import org.gongping.core.tender.gate.RefundGate;
import org.gongping.service.wire.ProjectJson.OrganisationJson;

/** A deposit as the contract writes it. Amounts are yuan to the fen. */
record DepositJson(
        UUID id,
        OrganisationJson bidder,
        DepositForm form,
        DepositState state,
        String asked,
        String waived,
        String due,
        JsonNode relief,
        InstrumentJson instrument,
        AccountJson account,
        String virtualAccount,
        String certificateToken,
        BalancesJson balances,
        boolean secures,
        RefundJson refund,
        List<EventJson> events,
        Instant createdAt) {
    /** Who looks: what is shown of accounts differs. */
    enum Eyes {
        BIDDER,
        /** Owner and agency, who pay back. */
        PAYING,
        /** Those who look on. */
        WATCHING
    }

    record InstrumentJson(
            String issuer,
            String number,
            String applicant,
            String amount,
            LocalDate validUntil,
            String documentSha256) {}

    record AccountJson(String name, String number, String bank) {}

    record BalancesJson(
            String waived, String lodged, String held, String refunded, String retained, String interest, String fee) {}

    record RefundJson(
            String cause,
            Instant startedAt,
            String ruleId,
            String articleZh,
            String articleEn,
            LocalDate lastDay,
            Instant latestAt,
            boolean overdue,
            boolean provisional,
            boolean toVerify,
            String interest,
            String fee,
            Long lateDays,
            String derivationZh,
            String derivationEn,
            List<String> countingZh,
            List<String> countingEn) {}

    record EventJson(DepositEvent.Kind kind, Instant at, String amount, String interest, String fee, JsonNode body) {}

    static String yuan(BigDecimal amount) {
        return amount.setScale(2, java.math.RoundingMode.UNNECESSARY).toPlainString();
    }

    static DepositJson of(DepositStanding standing, Eyes eyes) {
        Deposit deposit = standing.deposit();
        Ledger.Balances balances = deposit.ledger().balances();
        return new DepositJson(
                deposit.id(),
                OrganisationJson.of(deposit.bidder()),
                deposit.form(),
                standing.state(),
                yuan(deposit.asked()),
                yuan(deposit.waived()),
                yuan(deposit.due()),
                deposit.relief(),
                instrument(deposit.instrument()),
                account(deposit.account(), eyes),
                deposit.virtualAccount(),
                eyes == Eyes.BIDDER ? deposit.token() : null,
                new BalancesJson(
                        yuan(balances.waived()),
                        yuan(balances.lodged()),
                        yuan(balances.held()),
                        yuan(balances.refunded()),
                        yuan(balances.retained()),
                        yuan(balances.interest()),
                        yuan(balances.fee())),
                deposit.ledger().secures(),
                standing.started().map(start -> refund(standing, start)).orElse(null),
                deposit.ledger().events().stream()
                        .map(event -> new EventJson(
                                event.kind(),
                                event.at(),
                                yuan(event.amount()),
                                yuan(event.interest()),
                                yuan(event.fee()),
                                body(event.body(), eyes)))
                        .toList(),
                deposit.createdAt());
    }

    private static InstrumentJson instrument(Deposit.Instrument instrument) {
        return instrument == null
                ? null
                : new InstrumentJson(
                        instrument.issuer(),
                        instrument.number(),
                        instrument.applicant(),
                        yuan(instrument.amount()),
                        instrument.validUntil(),
                        instrument.documentSha256());
    }

    private static AccountJson account(Deposit.Account account, Eyes eyes) {
        return account == null ? null : new AccountJson(account.name(), shown(account.number(), eyes), account.bank());
    }

    /** Account numbers in the body of an event are shown as the account itself is. */
    private static JsonNode body(ObjectNode body, Eyes eyes) {
        ObjectNode copy = body.deepCopy();
        for (String member : List.of("payerAccount", "number")) {
            if (copy.path(member).isTextual() && !copy.has("issuer")) {
                copy.put(member, shown(copy.path(member).textValue(), eyes));
            }
        }
        return copy;
    }

    private static String shown(String number, Eyes eyes) {
        return eyes == Eyes.WATCHING && number.length() > 4
                ? "*".repeat(number.length() - 4) + number.substring(number.length() - 4)
                : number;
    }

    private static RefundJson refund(DepositStanding standing, DepositStanding.Started start) {
        RefundGate.Term term = standing.term().orElse(null);
        RefundGate.Owed owed = standing.owed().orElse(null);
        return new RefundJson(
                start.cause().name(),
                start.at(),
                term == null ? null : term.ruleId(),
                term == null ? null : term.article().zh(),
                term == null ? null : term.article().en(),
                term == null ? null : term.end().lastDay(),
                term == null ? null : term.end().endsAt(),
                standing.overdue(),
                term != null && term.end().provisional(),
                term != null && term.toVerify() || owed != null && owed.toVerify(),
                owed == null ? null : yuan(owed.interest()),
                owed == null ? null : yuan(owed.occupationFee()),
                owed == null ? null : owed.lateDays(),
                owed == null ? null : owed.derivation().zh(),
                owed == null ? null : owed.derivation().en(),
                term == null
                        ? null
                        : term.end().days().stream().map(day -> day.note().zh()).toList(),
                term == null
                        ? null
                        : term.end().days().stream().map(day -> day.note().en()).toList());
    }
}
