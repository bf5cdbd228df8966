package org.gongping.core.scoring.method;

/** The legal regime of a method: engineering (E), government procurement (G), or neither. */
public enum Regime {
    ENGINEERING,
    GOVERNMENT_PROCUREMENT,
    /** Exercises, foreign tenders: no statute of the two regimes is applied. */
    OTHER
}
