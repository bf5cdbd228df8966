package org.gongping.core.award;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.bid.Bid;

/**
 * A bid in the ranking of the committee's report.
 *
 * @param rank 1 for the first; null for a bid that is not ranked
 * @param priceScore null for a bid without one
 * @param parts scores of the other parts
 * @param total null for a bid without one
 */
public record RankedBid(
        UUID bidId,
        Integer rank,
        String bidderName,
        BigDecimal price,
        String priceScore,
        Map<String, String> parts,
        String total,
        Integer periodDays,
        UUID projectManager,
        Bid.Rejection rejection) {}
