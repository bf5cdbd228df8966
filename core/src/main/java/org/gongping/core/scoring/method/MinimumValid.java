package org.gongping.core.scoring.method;

/** What happens below the least number of valid bids (O12, V09, V20). */
public record MinimumValid(int n, Below below) {
    /** The three answers. */
    public enum Below {
        /** E: computed, held until the committee has recorded its judgement on competition. */
        COMMITTEE_JUDGES,
        /** G: no result. */
        NO_RESULT,
        /** Computed and not held; for exercises. */
        COMPUTE
    }
}
