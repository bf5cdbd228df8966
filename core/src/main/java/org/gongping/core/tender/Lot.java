package org.gongping.core.tender;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * One lot (标段).
 *
 * @param ceilingPrice yuan; null if none is set
 * @param floorPrice yuan; forbidden by law, kept only so that a draft which names one is refused with the rule (V18)
 * @param method scoring-method definition; null in an unfinished draft
 * @param methodDigest hex SHA-256 of the definition
 * @param performanceSecurity yuan, as the contract takes it (履约保证金); null before the contract, or where it takes none
 */
public record Lot(
        UUID id,
        int no,
        String name,
        BigDecimal ceilingPrice,
        BigDecimal floorPrice,
        JsonNode method,
        String methodDigest,
        BigDecimal performanceSecurity,
        LotPhase phase,
        Dates dates) {
    /** The bid that won; null before the decision. */
    public UUID winner() {
        return switch (phase) {
            case LotPhase.AwardDecided decided -> decided.winner();
            case LotPhase.Awarded awarded -> awarded.winner();
            case LotPhase.Contracted contracted -> contracted.winner();
            default -> null;
        };
    }

    /** The same lot in another phase, with what else changes. */
    public Lot in(LotPhase newPhase, Dates newDates) {
        return new Lot(
                id, no, name, ceilingPrice, floorPrice, method, methodDigest, performanceSecurity, newPhase, newDates);
    }

    /** The same lot with what its contract takes as performance security; null for none. */
    public Lot securedBy(BigDecimal security) {
        return new Lot(id, no, name, ceilingPrice, floorPrice, method, methodDigest, security, phase, dates);
    }

    /** When the lot passed each gate; null where it has not. */
    public record Dates(
            Instant openedAt,
            Instant openingEndedAt,
            Instant evaluationEndedAt,
            Instant reportReceivedAt,
            Instant noticeAt,
            Instant noticeEndsAt,
            Instant decidedAt,
            Instant awardedAt,
            Instant contractedAt,
            Instant writtenReportAt,
            Instant failedAt) {
        /** A lot that has passed none. */
        public static final Dates NONE = new Dates(null, null, null, null, null, null, null, null, null, null, null);

        /** The opening meeting began. */
        public Dates withOpening(Instant at) {
            return new Dates(
                    at,
                    openingEndedAt,
                    evaluationEndedAt,
                    reportReceivedAt,
                    noticeAt,
                    noticeEndsAt,
                    decidedAt,
                    awardedAt,
                    contractedAt,
                    writtenReportAt,
                    failedAt);
        }

        /** The opening meeting ended. */
        public Dates withOpeningEnded(Instant at) {
            return new Dates(
                    openedAt,
                    at,
                    evaluationEndedAt,
                    reportReceivedAt,
                    noticeAt,
                    noticeEndsAt,
                    decidedAt,
                    awardedAt,
                    contractedAt,
                    writtenReportAt,
                    failedAt);
        }

        /** The committee's report came in. */
        public Dates withReport(Instant evaluationEnded, Instant received) {
            return new Dates(
                    openedAt,
                    openingEndedAt,
                    evaluationEnded,
                    received,
                    noticeAt,
                    noticeEndsAt,
                    decidedAt,
                    awardedAt,
                    contractedAt,
                    writtenReportAt,
                    failedAt);
        }

        /** The candidates were published. */
        public Dates withNotice(Instant at, Instant ends) {
            return new Dates(
                    openedAt,
                    openingEndedAt,
                    evaluationEndedAt,
                    reportReceivedAt,
                    at,
                    ends,
                    decidedAt,
                    awardedAt,
                    contractedAt,
                    writtenReportAt,
                    failedAt);
        }

        /** The owner decided. */
        public Dates withDecision(Instant at) {
            return new Dates(
                    openedAt,
                    openingEndedAt,
                    evaluationEndedAt,
                    reportReceivedAt,
                    noticeAt,
                    noticeEndsAt,
                    at,
                    awardedAt,
                    contractedAt,
                    writtenReportAt,
                    failedAt);
        }

        /** The award notice went out. */
        public Dates withAward(Instant at) {
            return new Dates(
                    openedAt,
                    openingEndedAt,
                    evaluationEndedAt,
                    reportReceivedAt,
                    noticeAt,
                    noticeEndsAt,
                    decidedAt,
                    at,
                    contractedAt,
                    writtenReportAt,
                    failedAt);
        }

        /** The contract was signed. */
        public Dates withContract(Instant at) {
            return new Dates(
                    openedAt,
                    openingEndedAt,
                    evaluationEndedAt,
                    reportReceivedAt,
                    noticeAt,
                    noticeEndsAt,
                    decidedAt,
                    awardedAt,
                    at,
                    writtenReportAt,
                    failedAt);
        }

        /** The written report went to the authority. */
        public Dates withWrittenReport(Instant at) {
            return new Dates(
                    openedAt,
                    openingEndedAt,
                    evaluationEndedAt,
                    reportReceivedAt,
                    noticeAt,
                    noticeEndsAt,
                    decidedAt,
                    awardedAt,
                    contractedAt,
                    at,
                    failedAt);
        }

        /** The lot failed. */
        public Dates withFailure(Instant at) {
            return new Dates(
                    openedAt,
                    openingEndedAt,
                    evaluationEndedAt,
                    reportReceivedAt,
                    noticeAt,
                    noticeEndsAt,
                    decidedAt,
                    awardedAt,
                    contractedAt,
                    writtenReportAt,
                    at);
        }
    }
}
