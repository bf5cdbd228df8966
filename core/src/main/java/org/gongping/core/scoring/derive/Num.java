package org.gongping.core.scoring.derive;

import java.math.BigDecimal;

/** A figure inside a derivation: either the value of an earlier step or a literal of the formula itself. */
public sealed class Num permits NumList {
    private static final int LITERAL = 0;

    private final int id;
    private final BigDecimal value;

    Num(int id, BigDecimal value) {
        this.id = id;
        this.value = value;
    }

    /** A figure that belongs to the formula, such as the 100 of a percentage or the 1 of {@code 1 − K}. */
    public static Num literal(BigDecimal value) {
        return new Num(LITERAL, value);
    }

    public static Num literal(long value) {
        return new Num(LITERAL, BigDecimal.valueOf(value));
    }

    public BigDecimal value() {
        return value;
    }

    public boolean isTrue() {
        return value.signum() != 0;
    }

    /** As it stands in {@code args}: {@code s12} for a step, the plain decimal for a literal. */
    public String reference() {
        return id == LITERAL ? Decimals.plain(value) : "s" + id;
    }

    public boolean isStep() {
        return id != LITERAL;
    }
}
