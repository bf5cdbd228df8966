package org.gongping.core.bid;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * One bid of a lot as received and read out.
 *
 * @param no place in the list of received bids, from 1
 * @param price yuan; null until read
 * @param periodDays offered period in calendar days; null if not stated
 * @param projectManager the datum that holds the name; null if not stated or erased
 * @param firmSize null if not stated
 * @param smallFirmShare share of small firms in a consortium or subcontract, 0 to 1; null if none
 * @param reason why it could not be opened; null if it was
 * @param rejection null unless the committee rejected the bid
 * @param submissionId the sealed bid that was received; null where it was entered at the opening
 */
public record Bid(
        UUID id,
        int no,
        String bidderName,
        String creditCode,
        State state,
        BigDecimal price,
        Integer periodDays,
        UUID projectManager,
        FirmSize firmSize,
        BigDecimal smallFirmShare,
        String reason,
        Instant readAt,
        Rejection rejection,
        UUID submissionId,
        int version) {
    /** What became of a received bid. A failed decryption is revocation by the bidder's own cause, else withdrawal (O02). */
    public enum State {
        RECEIVED,
        OPENED,
        NOT_OPENED_BIDDER_CAUSE,
        NOT_OPENED_OTHER_CAUSE,
        /** It did not pass the first stage of two: its price envelope stays sealed. */
        NOT_PASSED
    }

    /** Size class of the firm (中小企业划型). */
    public enum FirmSize {
        LARGE,
        MEDIUM,
        SMALL,
        MICRO
    }

    /** The committee's decision to reject: one of the seven grounds of 招标投标法实施条例 Art. 51, page and reason. */
    public record Rejection(int ground, String page, String reason) {}

    /** A bid as it stands on the list of received bids. */
    public static Bid received(UUID id, int no, String bidderName, String creditCode, UUID submissionId) {
        return new Bid(
                id,
                no,
                bidderName,
                creditCode,
                State.RECEIVED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                submissionId,
                1);
    }

    /** The same bid, rejected. */
    public Bid rejected(Rejection decision) {
        return new Bid(
                id,
                no,
                bidderName,
                creditCode,
                state,
                price,
                periodDays,
                projectManager,
                firmSize,
                smallFirmShare,
                reason,
                readAt,
                decision,
                submissionId,
                version);
    }

    /** How the scoring engine and its results name the bid. */
    public String label() {
        return String.valueOf(no);
    }
}
