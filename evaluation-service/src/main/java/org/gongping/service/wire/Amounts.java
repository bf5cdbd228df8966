package org.gongping.service.wire;

import java.math.BigDecimal;

/** Decimals as the contract writes them. */
public final class Amounts {
    private Amounts() {}

    /** Without the zeros that a column adds; null stays null. */
    public static BigDecimal plain(BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
