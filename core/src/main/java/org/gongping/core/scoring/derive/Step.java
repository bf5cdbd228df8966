package org.gongping.core.scoring.derive;

import java.math.BigDecimal;
import java.util.List;

/**
 * One step of a derivation.
 *
 * @param id counted from 1, in order; an argument only ever names an earlier step
 * @param source of an INPUT, else null
 * @param relation of a CMP or COUNT_IF, else null
 * @param rounding of a ROUND, else null
 * @param bid the bid that the step belongs to, null for a step shared by all
 */
public record Step(
        int id,
        Op op,
        List<Num> args,
        BigDecimal value,
        Source source,
        Relation relation,
        Rounding rounding,
        String bid,
        Label label) {

    public String name() {
        return "s" + id;
    }

    /** The value in writing: a rounded figure keeps its scale, any other is written as short as possible. */
    public String writtenValue() {
        return op == Op.ROUND && rounding.scale() >= 0 ? value.toPlainString() : Decimals.plain(value);
    }
}
