package org.gongping.core.scoring.result;

/** What a computation came to. */
public enum State {
    COMPUTED,
    /** Computed, but without effect until the committee has recorded its judgement (V09, V13). */
    HELD,
    /** No valid bid: no benchmark; the tender fails. */
    NO_VALID_BID,
    /** Too few valid bids for this regime to have a result (O12, V20). */
    NO_RESULT,
    /** The benchmark is not positive: the definition does not fit; shown to the supervisor. */
    DEFINITION_ERROR,
    /** The inputs do not fit the definition; see {@code refusals}. */
    INPUT_REFUSED,
    /** A ballot among those left equal is needed (F9). */
    BALLOT_REQUIRED
}
