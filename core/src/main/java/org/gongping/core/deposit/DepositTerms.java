package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gongping.core.rule.Regime;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
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

    /**
     * What the base of a lot may not exceed: in government procurement the budget, in engineering the lot's ceiling price
     * and the budget, as far as the draft states them.
     */
    static Optional<BigDecimal> bound(Project project, Lot lot) {
        BigDecimal ceiling = project.regime() == Regime.GOV_PROCUREMENT ? null : lot.ceilingPrice();
        return Stream.of(Optional.ofNullable(ceiling), Optional.ofNullable(project.budget()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** As the gate asks for them. */
    public DepositTermsFacts facts(Project project, Lot lot) {
        return new DepositTermsFacts(
                project.lots().size() == 1 ? "" : lot.name(),
                Optional.of(base),
                bound(project, lot),
                Optional.ofNullable(rate),
                Optional.ofNullable(amount),
                forms.stream().map(DepositForm::name).collect(Collectors.toUnmodifiableSet()));
    }
}
