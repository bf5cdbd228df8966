package org.gongping.core.tender;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a lot stands. Each phase carries what only a lot in that phase has, so that a step which needs, say, the end of
 * the candidate notice cannot be written for a lot that has none.
 */
public sealed interface LotPhase {
    /** Being prepared; everything may change. */
    record Draft() implements LotPhase {}

    /** Notice and tender document are out; bids are awaited. */
    record Published() implements LotPhase {}

    /** The opening meeting is being held. */
    record Opening(Instant openedAt) implements LotPhase {}

    /** The opening record is published; the committee evaluates. */
    record Evaluating(Instant openedAt, Instant openingEndedAt) implements LotPhase {}

    /** The committee's report is with the owner. */
    record ReportReceived(Instant evaluationEndedAt, Instant receivedAt) implements LotPhase {}

    /** The winning candidates are published (招标投标法实施条例 Art. 54). */
    record CandidateNotice(Instant reportReceivedAt, Instant publishedAt, Instant endsAt) implements LotPhase {}

    /** The owner has decided; the award notice is not out yet. */
    record AwardDecided(UUID winner, Instant reportReceivedAt, Instant decidedAt) implements LotPhase {}

    /** The award notice is out. */
    record Awarded(UUID winner, Instant decidedAt, Instant awardedAt) implements LotPhase {}

    /** The contract is signed. */
    record Contracted(UUID winner, Instant decidedAt, Instant awardedAt, Instant contractedAt) implements LotPhase {}

    /** The tender of this lot has failed (流标). */
    record Failed(Instant at, String ruleId) implements LotPhase {}

    /** Name in the database and on the wire. */
    default String code() {
        return switch (this) {
            case Draft _ -> "DRAFT";
            case Published _ -> "PUBLISHED";
            case Opening _ -> "OPENING";
            case Evaluating _ -> "EVALUATING";
            case ReportReceived _ -> "REPORT_RECEIVED";
            case CandidateNotice _ -> "CANDIDATE_NOTICE";
            case AwardDecided _ -> "AWARD_DECIDED";
            case Awarded _ -> "AWARDED";
            case Contracted _ -> "CONTRACTED";
            case Failed _ -> "FAILED";
        };
    }
}
