package org.gongping.core.rule;

/** Where the last day of a period counted backwards moves when it is a rest day. No statute says; counsel verifies. */
public enum BackwardRoll {
    /** To the working day before: the other side loses nothing. */
    EARLIER,
    /** To the working day after. */
    LATER,
    /** It stays. */
    NONE
}
