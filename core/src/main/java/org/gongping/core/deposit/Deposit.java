package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.gongping.core.organisation.Organisation;

/**
 * One bidder's deposit for one lot.
 *
 * @param asked yuan: what the tender document asks
 * @param waived yuan: what a policy takes off
 * @param due yuan: what is left; asked = waived + due
 * @param relief on which policy and grounds; null if nothing is waived
 * @param instrument the paper; null unless the form is one
 * @param account basic account, to which money goes back too; null unless the form is money
 * @param virtualAccount number to which the money is paid; null unless the form is money
 * @param token opens the certificate
 */
public record Deposit(
        UUID projectId,
        UUID id,
        UUID lotId,
        UUID registrationId,
        Organisation bidder,
        DepositForm form,
        BigDecimal asked,
        BigDecimal waived,
        BigDecimal due,
        JsonNode relief,
        Instrument instrument,
        Account account,
        String virtualAccount,
        String token,
        Instant createdAt,
        Ledger ledger) {
    /**
     * A guarantee, policy or certificate of an annual deposit.
     *
     * @param applicant who asked the issuer for it
     * @param amount yuan
     * @param validUntil last day
     * @param documentSha256 digest of the paper; null if none was handed in
     */
    public record Instrument(
            String issuer,
            String number,
            String applicant,
            BigDecimal amount,
            LocalDate validUntil,
            String documentSha256) {
        /** Whether both name the same paper: its issuer and number, however they are spaced. */
        boolean isSame(Instrument other) {
            return plain(issuer).equals(plain(other.issuer())) && plain(number).equals(plain(other.number()));
        }

        /** Whether the bidder of this name is its applicant. */
        boolean isOf(String bidder) {
            return applicant == null || applicant.strip().equals(bidder);
        }

        private static String plain(String text) {
            return text.replaceAll("\\s", "").toUpperCase(java.util.Locale.ROOT);
        }
    }

    /** A bank account. */
    public record Account(String name, String number, String bank) {
        /** Whether it is in the firm's own name. */
        boolean isOf(Organisation firm) {
            return name.strip().equals(firm.name());
        }

        /** Digits and letters alone: the same account is written in many ways. */
        public static String normal(String number) {
            return number.replaceAll("[^0-9A-Za-z]", "").toUpperCase(java.util.Locale.ROOT);
        }
    }

    /** The same deposit with another ledger. */
    Deposit with(Ledger other) {
        return new Deposit(
                projectId,
                id,
                lotId,
                registrationId,
                bidder,
                form,
                asked,
                waived,
                due,
                relief,
                instrument,
                account,
                virtualAccount,
                token,
                createdAt,
                other);
    }

    /** Whether it is the one that counts for the bid: not replaced, not refused, and its bid not withdrawn. */
    public boolean stands() {
        return !ledger.isReplaced()
                && !ledger.isRefused()
                && ledger.withdrawnAt().isEmpty();
    }
}
