package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.rule.ProcurementKind;

/**
 * What the law asks about the scoring method of a lot. {@link MethodReading} takes it from a definition.
 *
 * @param label name of the lot for the messages; empty if there is one lot only
 * @param kind what is procured
 * @param priceFamily family of the price part, F1 to F9
 * @param priceWeight full marks of the price part in percent of all marks; empty if not stated
 * @param scoresPrices prices get a score; they do not in evaluated-price methods (F7) and ballots (F9)
 * @param fixedPrice the price is fixed by the state or the purchaser and is no matter of scoring
 * @param droppedPrices the method leaves out highest or lowest prices: how many at least
 * @param deductions price deductions for small and micro firms
 * @param rounding members of the rounding of each stage, as they stand in the definition
 * @param usesCeiling the document says that a ceiling price is used
 * @param ceiling the ceiling price, in yuan
 * @param floorPrices number of floor prices anywhere in the lot or its method
 * @param estimateUses what the tender estimate is used for: VALIDITY_BAND, NEAREST_WINS, ANCHOR
 * @param texts every text that a bidder reads, by its JSON pointer
 */
public record MethodFacts(
        String label,
        ProcurementKind kind,
        String priceFamily,
        Optional<BigDecimal> priceWeight,
        boolean scoresPrices,
        boolean fixedPrice,
        int droppedPrices,
        List<Deduction> deductions,
        Map<String, Map<String, String>> rounding,
        boolean usesCeiling,
        Optional<BigDecimal> ceiling,
        int floorPrices,
        Set<String> estimateUses,
        List<Text> texts) {
    public MethodFacts {
        deductions = List.copyOf(deductions);
        rounding = Map.copyOf(rounding);
        estimateUses = Set.copyOf(estimateUses);
        texts = List.copyOf(texts);
    }

    /** For whom a deduction is. */
    public enum DeductionFor {
        SMALL_MICRO,
        CONSORTIUM
    }

    /**
     * @param percent taken off the price, 10 for 10 %
     * @param minSmallFirmShare least share of small firms in a consortium or subcontract, in percent; if stated
     */
    public record Deduction(DeductionFor who, BigDecimal percent, Optional<BigDecimal> minSmallFirmShare) {}

    /** @param pointer where it stands */
    public record Text(String pointer, String text) {}
}
