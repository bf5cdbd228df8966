package org.gongping.draw.calling;

/** How far the calling of an attempt is. */
public enum CallingState {
    /** Seats are open, or a member has left. */
    CALLING,
    /** Every seat is confirmed; no server holds the key any more. */
    SEALED,
    /** A list of alternates is exhausted (E07): the committee needs another attempt. */
    SHORT,
    /** Another attempt has taken its place. */
    CLOSED
}
