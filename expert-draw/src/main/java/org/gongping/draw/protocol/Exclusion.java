package org.gongping.draw.protocol;

/**
 * Why an expert of the library cannot be drawn. To work for the same employer as another member is no exclusion.
 *
 * @param evidence SHA-256 of the evidence, hex; empty in the known-answer file alone
 */
public record Exclusion(Reason reason, String evidence) {
    /** The reasons that the protocol knows (§4.2), by the names that stand in the records. */
    public enum Reason {
        CONFLICT_EMPLOYER,
        CONFLICT_PAST_3Y,
        CONFLICT_RELATIVE,
        CONFLICT_OTHER,
        AGENT_STAFF,
        SUPERVISOR_STAFF,
        SUSPENDED,
        QUALIFICATION_EXPIRED,
        UNAVAILABLE,
        FREQUENCY_CAP,
        TIME_CLASH,
        SELF_RECUSAL,
        /** Decided by a person; the written reason is in the evidence. */
        MANUAL
    }
}
