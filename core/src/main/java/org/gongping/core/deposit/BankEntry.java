package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Money that came in, or was booked back, as a bank states it.
 *
 * @param kind whether it came, or the bank took it back
 * @param reference what the bank calls the entry; the same reference is the same money
 * @param amount yuan
 * @param receivedOn day on which it came
 * @param receivedAt null where the bank states the day alone
 * @param virtualAccount number to which it was paid; null if the bank states none
 */
public record BankEntry(
        Kind kind,
        String reference,
        BigDecimal amount,
        LocalDate receivedOn,
        Instant receivedAt,
        String payerName,
        String payerAccount,
        String virtualAccount,
        String remittance) {
    /** Which way the money went. */
    public enum Kind {
        CREDIT,
        /** A credit that the bank has booked back. */
        REVERSAL
    }

    /** What became of an entry. */
    public enum Outcome {
        MATCHED,
        OPEN,
        SENT_BACK
    }

    /** Why an entry is on the work list. */
    public enum Reason {
        /** No virtual account is named. */
        NO_ACCOUNT,
        /** The number belongs to no deposit. */
        UNKNOWN_ACCOUNT,
        AMOUNT_DIFFERS,
        /** It came after the bid deadline. */
        TOO_LATE,
        /** The bank states the day alone, and it is the day of the deadline. */
        TIME_MISSING,
        /** The deposit takes no more money. */
        NOT_OPEN,
        /** The bank took money back: somebody looks at the deposit that it was for. */
        REVERSED,
        /** Booked later than now. */
        IN_THE_FUTURE
    }

    /**
     * An entry as stored.
     *
     * @param reason null unless it is open
     * @param note what was said when it was settled by hand; null before
     */
    public record Stored(
            UUID id,
            UUID statementId,
            BankEntry entry,
            Outcome outcome,
            Reason reason,
            String note,
            Instant resolvedAt) {}

    /** A file of the bank. */
    public record Statement(UUID id, String sha256, Format format, String name, String messageId, Instant importedAt) {}

    /** In what the bank wrote it. */
    public enum Format {
        CAMT_053,
        CAMT_054,
        CSV,
        /** Entered by hand. */
        MANUAL
    }
}
