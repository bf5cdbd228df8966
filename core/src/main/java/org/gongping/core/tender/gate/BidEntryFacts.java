package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A price that was read out.
 *
 * @param price in yuan
 * @param limits in yuan, by name: CEILING_PRICE, BUDGET; those that the project has
 */
public record BidEntryFacts(BigDecimal price, Map<String, BigDecimal> limits) {
    public BidEntryFacts {
        limits = Map.copyOf(limits);
    }
}
