package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One record out of which figures are summed: a waiver that helped a bid, or money that went back.
 *
 * @param key names the record for ever
 * @param region six digits of the administrative division in the owner's credit code
 * @param policy set and policy as {@code set/policy}; null where nothing was waived
 * @param day legal day to which it counts: of the bid deadline for a waiver, of the payment for a refund
 * @param startedOn day on which the refund fell due; null for a waiver
 * @param amount yuan; below zero for a refund that came back
 * @param base yuan, with rate and percent: how the amount of a waiver was computed; null for a refund
 * @param due yuan: what the waiver left to give; null for a refund
 * @param secured yuan: what was given of it and verified; null for a refund
 * @param bidState what became of the bid at the opening, as {@code Bid.State}; null for a refund
 */
public record DepositRecord(
        Kind kind,
        String key,
        UUID depositId,
        UUID projectId,
        UUID lotId,
        String projectCode,
        String projectTitle,
        int lotNo,
        String bidderName,
        String creditCode,
        String region,
        String projectType,
        String form,
        String policy,
        String basis,
        String creditClass,
        String base,
        String rate,
        String askedRounding,
        String asked,
        String percent,
        String rounding,
        String due,
        String secured,
        String bidState,
        LocalDate day,
        LocalDate startedOn,
        BigDecimal amount,
        BigDecimal interest,
        BigDecimal fee) {
    /** What a record is about. */
    public enum Kind {
        WAIVED,
        RELEASED
    }
}
