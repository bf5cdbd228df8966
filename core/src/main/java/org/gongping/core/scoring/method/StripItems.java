package org.gongping.core.scoring.method;

import java.util.List;

/** Amounts that are no matter of competition and leave the ceiling and the bids before the benchmark. */
public record StripItems(List<String> items, boolean fromCeiling, boolean fromBids, boolean addBack) {
    public boolean isEmpty() {
        return items.isEmpty();
    }
}
