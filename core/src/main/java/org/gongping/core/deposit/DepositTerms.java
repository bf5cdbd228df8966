package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.tender.gate.DepositTermsFacts;

/**
 * The deposit that the tender document asks for a lot. It is valid as long as the bid (rule D03), so it has no validity
 * of its own.
 *
 * @param base yuan: estimated price or budget of the lot
 * @param rate percent of the base; null where an amount is asked
 * @param amount yuan; null where a rate is asked
 * @param policySet relief policies that the document offers; null for none
 */
public record DepositTerms(
        UUID lotId, BigDecimal base, BigDecimal rate, BigDecimal amount, Set<DepositForm> forms, String policySet) {
    public DepositTerms {
        forms = Collections.unmodifiableSet(
                forms.isEmpty() ? EnumSet.noneOf(DepositForm.class) : EnumSet.copyOf(forms));
    }

    /** As the gate asks for them. */
    public DepositTermsFacts facts(String label) {
        return new DepositTermsFacts(
                label,
                Optional.of(base),
                Optional.ofNullable(rate),
                Optional.ofNullable(amount),
                forms.stream().map(DepositForm::name).collect(Collectors.toUnmodifiableSet()));
    }
}
