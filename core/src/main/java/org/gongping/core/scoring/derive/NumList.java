package org.gongping.core.scoring.derive;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** A list inside a derivation. As a figure it is the number of its members. */
public final class NumList extends Num {
    private final BigDecimal[] values;
    private BigDecimal[] sorted;

    NumList(int id, BigDecimal[] values) {
        super(id, BigDecimal.valueOf(values.length), false);
        this.values = values;
    }

    public int size() {
        return values.length;
    }

    List<BigDecimal> values() {
        return Arrays.asList(values);
    }

    BigDecimal[] ascending() {
        if (sorted == null) {
            sorted = values.clone();
            Arrays.sort(sorted);
        }
        return sorted;
    }
}
