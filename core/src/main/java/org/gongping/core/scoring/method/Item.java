package org.gongping.core.scoring.method;

import java.math.BigDecimal;
import java.util.List;

/**
 * One item that members mark.
 *
 * @param objective all members must give the same value (V13)
 * @param values the allowed marks of a FIXED item
 */
public record Item(
        String id,
        String nameZh,
        Type type,
        BigDecimal min,
        Figure max,
        List<BigDecimal> values,
        boolean objective,
        String pointer) {
    /** Kinds of item (F8). */
    public enum Type {
        FIXED,
        RANGE,
        /** Carries no marks: 1 passes, 0 fails. */
        PASS_FAIL,
        /** Members enter the deduction from the item's greatest mark. */
        DEDUCTION
    }
}
