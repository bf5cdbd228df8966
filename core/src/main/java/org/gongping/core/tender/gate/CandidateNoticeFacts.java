package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.List;

/**
 * A notice of candidates that is to be published.
 *
 * @param reportReceivedAt when the owner received the evaluation report
 * @param startsAt when the notice is published
 * @param endsAt when it is to end
 * @param ranks rank of each candidate, in the order in which the notice lists them
 */
public record CandidateNoticeFacts(
        boolean mustTenderByLaw, Instant reportReceivedAt, Instant startsAt, Instant endsAt, List<Integer> ranks) {
    public CandidateNoticeFacts {
        ranks = List.copyOf(ranks);
    }
}
