package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a lot stands.
 *
 * @param events the moments known so far; an event that has not come is absent
 * @param receivedBids how many sealed bids there are, once that may be known
 */
public record TimelineFacts(
        Instant now, boolean mustTenderByLaw, Map<ProjectEvent, Instant> events, OptionalInt receivedBids) {
    public TimelineFacts {
        events = Map.copyOf(events);
    }

    Optional<Instant> at(ProjectEvent event) {
        return Optional.ofNullable(events.get(event));
    }

    boolean isPast(ProjectEvent event) {
        return at(event).filter(moment -> !moment.isAfter(now)).isPresent();
    }
}
