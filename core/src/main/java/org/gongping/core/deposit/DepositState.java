package org.gongping.core.deposit;

/** Where a deposit stands; always computed from its events and from what happened to the lot. */
public enum DepositState {
    /** Asked for; nothing has been given. */
    REQUIRED,
    WAIVED,
    /** Given; not verified. */
    LODGED,
    /** In order; the deadline has not come. */
    VERIFIED,
    /** In order, from the deadline on. */
    HELD,
    /** The event has happened by which it falls due. */
    REFUND_DUE,
    REFUNDED,
    /** Kept by decision (收取不退), in whole or what was not refunded. */
    RETAINED,
    DISPUTED,
    /** Another form was chosen before anything had been given. */
    REPLACED
}
