package org.gongping.core.scoring.derive;

/** The closed set of operations of a derivation. Their meaning is fixed in docs/scoring.md. */
public enum Op {
    /** A figure taken over unchanged from the method definition or from the inputs of the result. */
    INPUT,
    /** Names its arguments, in order; as a figure it is their number. */
    LIST,
    /** The members of a list in ascending order without the first {@code a} and the last {@code b}. */
    SLICE,
    ADD,
    SUB,
    MUL,
    /** 34 significant digits, half even. */
    DIV,
    ABS,
    NEG,
    /** To the next integer towards negative infinity. */
    FLOOR,
    /** To the next integer towards positive infinity. */
    CEIL,
    /** To a scale, by a mode, at a declared stage. */
    ROUND,
    /** A non-negative integer power, exact. */
    POW,
    MIN,
    MAX,
    /** Exact sum of a list. */
    SUM,
    /** Exact sum of a list over its number, 34 significant digits, half even. */
    MEAN,
    /** The n-th root of the product of a list, cut to 34 significant digits. */
    GEOMEAN,
    /** The k-th smallest member of a list, counted from 1. */
    NTH_SORTED,
    /** 1 where the relation holds between the two arguments, else 0. */
    CMP,
    /** How many members of a list stand in the relation to a figure. */
    COUNT_IF,
    /** The second argument where the first is not 0, else the third. */
    SELECT
}
