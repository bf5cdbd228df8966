package org.gongping.core.opening;

import java.time.Instant;
import java.util.UUID;

/**
 * An objection raised at the opening (招标投标法实施条例 Art. 44).
 *
 * @param isByAgency the agency wrote it down for a bidder that spoke at a meeting on site
 * @param answer null while it is open
 */
public record OpeningObjection(
        UUID id, UUID bidId, String text, boolean isByAgency, Instant raisedAt, String answer, Instant answeredAt) {
    public boolean isOpen() {
        return answer == null;
    }
}
