package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * The deposit that a tender document asks for one lot.
 *
 * @param label names the lot where the project has several, else empty
 * @param base yuan: estimated price (E) or budget (G) of the lot; empty if the draft does not state it
 * @param bound yuan: what the base is held to, as the project states it elsewhere; empty if it states nothing
 * @param rate percent of the base; empty where an amount is asked
 * @param amount yuan; empty where a rate is asked
 * @param forms names of the forms that are taken
 */
public record DepositTermsFacts(
        String label,
        Optional<BigDecimal> base,
        Optional<BigDecimal> bound,
        Optional<BigDecimal> rate,
        Optional<BigDecimal> amount,
        Set<String> forms) {
    public DepositTermsFacts {
        forms = Set.copyOf(forms);
    }
}
