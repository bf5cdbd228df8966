package org.gongping.core.scoring.derive;

import java.math.BigDecimal;

/** A figure inside a derivation: either the value of an earlier step or a literal of the formula itself. */
public sealed class Num permits NumList {
    private static final int LITERAL = 0;

    private final int id;
    private final BigDecimal value;
    private final boolean rounded;

    Num(int id, BigDecimal value, boolean rounded) {
        this.id = id;
        this.value = value;
        this.rounded = rounded;
    }

    /** A figure that belongs to the formula, such as the 100 of a percentage or the 1 of {@code 1 − K}. */
    public static Num literal(BigDecimal value) {
        return new Num(LITERAL, value, false);
    }

    public static Num literal(long value) {
        return new Num(LITERAL, BigDecimal.valueOf(value), false);
    }

    public BigDecimal value() {
        return value;
    }

    /** In writing: a rounded figure keeps the decimals of its stage, any other is written as short as possible. */
    public String text() {
        return rounded && value.scale() >= 0 ? value.toPlainString() : Decimals.plain(value);
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
