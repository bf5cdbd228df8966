package org.gongping.core.scoring.method;

/** The five readings of "每 1%": for how many steps points are taken. There is no default. */
public enum PartialStep {
    CEIL,
    INTEGER_FLOOR,
    INTEGER_HALF_UP,
    LINEAR,
    LINEAR_AFTER_ROUNDING
}
