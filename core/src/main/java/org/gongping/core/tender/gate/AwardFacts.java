package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known when the winner is to be decided, or the award notice to be issued.
 *
 * @param noticeStartedAt when the notice of candidates was published
 * @param noticeEndsAt when it ends by its own words
 * @param reportReceivedAt when the owner or purchaser received the report
 * @param decidedAt when the winner was decided
 */
public record AwardFacts(
        boolean mustTenderByLaw,
        Instant now,
        Optional<Instant> noticeStartedAt,
        Optional<Instant> noticeEndsAt,
        Optional<Instant> reportReceivedAt,
        Optional<Instant> decidedAt) {}
