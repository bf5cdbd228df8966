package org.gongping.core.scoring.derive;

import java.math.BigDecimal;

/** A comparison of two figures by value; the scale in which they are written never matters. */
public enum Relation {
    LT("<"),
    LE("≤"),
    GT(">"),
    GE("≥"),
    EQ("=");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    public boolean holds(BigDecimal left, BigDecimal right) {
        int c = left.compareTo(right);
        return switch (this) {
            case LT -> c < 0;
            case LE -> c <= 0;
            case GT -> c > 0;
            case GE -> c >= 0;
            case EQ -> c == 0;
        };
    }
}
