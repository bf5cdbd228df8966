package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The committee that a tender asks for.
 *
 * @param size members, the owner's representatives included
 * @param experts members who are drawn
 * @param budget yuan
 * @param complex technically complex
 * @param socialEffect of great social effect
 * @param minRatio eligible experts that the draw asks for each seat
 * @param minCapRatio employers' capacity that the draw asks for each seat
 * @param drawAt when the experts are to be drawn
 * @param quotas members at each venue, the main venue first; empty when they all sit in one place that is not named
 * @param widenings steps by which the need was widened, in words, oldest first
 */
public record CommitteeFacts(
        int size,
        int experts,
        Optional<BigDecimal> budget,
        boolean complex,
        boolean socialEffect,
        int minRatio,
        int minCapRatio,
        Instant drawAt,
        Instant evaluationAt,
        List<Integer> quotas,
        List<String> widenings) {
    public CommitteeFacts {
        quotas = List.copyOf(quotas);
        widenings = List.copyOf(widenings);
    }
}
