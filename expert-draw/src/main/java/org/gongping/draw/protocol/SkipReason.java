package org.gongping.draw.protocol;

/** Why an expert was passed over, by the names that stand in the result. */
public enum SkipReason {
    /** Chosen in an earlier stratum, or seated anywhere. */
    ALREADY,
    /** The employer has as many members as it may have. */
    EMPLOYER_CAP,
    /** Was called before in this attempt; for replacements alone. */
    CALLED
}
