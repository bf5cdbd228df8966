package org.gongping.core.scoring.method;

import java.util.List;
import java.util.Optional;

/**
 * How a bid price becomes the review price.
 *
 * @param deductions policy deductions from the price; a bid has at most one
 * @param scoreBonuses shares added to the price score instead; a bid has at most one
 * @param arithmeticCorrection whether the document allows the committee to correct arithmetic
 */
public record ReviewPriceRule(List<Deduction> deductions, List<Deduction> scoreBonuses, boolean arithmeticCorrection) {
    public Optional<Deduction> deduction(String kind) {
        return deductions.stream().filter(d -> d.kind().equals(kind)).findFirst();
    }

    public Optional<Deduction> bonus(String kind) {
        return scoreBonuses.stream().filter(d -> d.kind().equals(kind)).findFirst();
    }
}
