package org.gongping.core.tender.gate;

/** The event by which a deposit falls due. */
public enum RefundCause {
    /** The bid was withdrawn before the deadline (撤回). */
    WITHDRAWN,
    /** The award notice went out to another bidder. */
    AWARD_NOTICE,
    /** The contract was signed with another bidder. */
    CONTRACT_LOST,
    /** The contract was signed with this bidder. */
    CONTRACT_WON,
    /** The tender failed (流标). */
    FAILED,
    /** The tender was terminated (终止招标). */
    TERMINATED,
    /** It came too late or could not be taken, so it secures no bid. */
    NOT_ACCEPTED,
    /** No bid had been received by the deadline, which counts as withdrawn (rule S03; 电子招标投标办法 Art. 27). */
    NOT_SUBMITTED
}
