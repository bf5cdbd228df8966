package org.gongping.core.scoring.input;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one bid when prices are computed. The price is kept as it was read: whether it is a figure at all is
 * for the engine to say.
 *
 * @param readings every price read from the bid; more than one is an anomaly
 * @param priceParts parts whose sum is the price, empty when the price is given whole
 * @param firmKind policy kind of the firm (P02), empty for none
 * @param rejection when and why the bid was rejected
 * @param correction price after an arithmetic correction that the committee voted
 * @param marks item → member → mark
 * @param explained objective items whose difference is explained
 */
public record BidInput(
        String bid,
        List<String> readings,
        List<BigDecimal> priceParts,
        Optional<String> currency,
        Optional<String> firmKind,
        Optional<Rejection> rejection,
        Optional<Correction> correction,
        Map<String, BigDecimal> stripped,
        Map<String, BigDecimal> parts,
        Map<String, Map<String, BigDecimal>> marks,
        Set<String> explained,
        List<ReplacedMark> replacedMarks,
        List<Quantity> adjustments,
        List<Payment> payments,
        Map<String, BigDecimal> unitPrices,
        Map<String, Money> components,
        List<String> wonLots,
        Optional<Concern> concern) {

    /** A rejection, effective at an instant. */
    public record Rejection(Instant at, String reason) {}

    /** An arithmetic correction and the vote behind it. */
    public record Correction(BigDecimal price, String vote) {}

    /** A member's mark on an item, replaced by the mean of the others (V12). */
    public record ReplacedMark(String item, String member) {}

    /** A quantity that the committee entered for an adjustment, with its evidence. */
    public record Quantity(String name, BigDecimal quantity, String evidence) {}

    /** A payment and the period in which it falls due. */
    public record Payment(BigDecimal amount, int period) {}

    /** An amount; without a currency it is in that of the evaluation. */
    public record Money(BigDecimal amount, Optional<String> currency) {}

    /** A statement of the committee on a price that it holds too low. */
    public record Concern(String trigger, String reason) {}

    /** A bid with a price and nothing else. */
    public static BidInput priced(String bid, String price) {
        return new BidInput(
                bid,
                List.of(price),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty());
    }
}
