package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One event of a deposit's ledger. Amounts are yuan with two decimals, zero where the kind has none.
 *
 * @param at when it happened
 * @param body what else belongs to it: reasons, references, digests
 */
public record DepositEvent(
        Kind kind, Instant at, BigDecimal amount, BigDecimal interest, BigDecimal fee, ObjectNode body) {
    /** Members of a refund's body: what was owed beside the principal when it was paid. */
    static final String OWED_INTEREST = "owedInterest";

    static final String OWED_FEE = "owedFee";

    private static final BigDecimal NONE = BigDecimal.ZERO.setScale(2);

    /** What can happen to a deposit. */
    public enum Kind {
        WAIVED,
        LODGED,
        /** The bank took back what had come, or the bidder a paper that nobody had verified: it is as if nothing had come. */
        TAKEN_BACK,
        VERIFIED,
        /** Looked at and not taken. */
        REFUSED,
        /** The bid was withdrawn before the deadline. */
        WITHDRAWN,
        /** Another bid was submitted before the deadline, and nothing had been paid back. */
        REINSTATED,
        REFUNDED,
        /** A refund came back, as when the account is closed. */
        RETURNED,
        RETAINED,
        DISPUTED,
        /** A dispute ended; the amount is what goes back from what was retained. */
        SETTLED,
        /** The account for the refund is another one. */
        ACCOUNT_CORRECTED,
        /** The bidder chose another form before anything was given. */
        REPLACED
    }

    public DepositEvent {
        amount = amount.setScale(2);
        interest = interest.setScale(2);
        fee = fee.setScale(2);
    }

    /** One that moves nothing. */
    public static DepositEvent of(Kind kind, Instant at) {
        return of(kind, at, NONE);
    }

    /** One that moves an amount. */
    public static DepositEvent of(Kind kind, Instant at, BigDecimal amount) {
        return new DepositEvent(kind, at, amount, NONE, NONE, JsonNodeFactory.instance.objectNode());
    }

    /** Principal, with what is paid beside it. */
    public static DepositEvent refund(
            Kind kind, Instant at, BigDecimal principal, BigDecimal interest, BigDecimal fee) {
        return new DepositEvent(kind, at, principal, interest, fee, JsonNodeFactory.instance.objectNode());
    }

    /** The same with one more member of its body; null adds nothing. */
    public DepositEvent with(String member, String value) {
        if (value == null) {
            return this;
        }
        ObjectNode more = body.deepCopy();
        more.put(member, value);
        return new DepositEvent(kind, at, amount, interest, fee, more);
    }
}
