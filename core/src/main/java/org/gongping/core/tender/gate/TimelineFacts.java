package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a lot stands.
 *
 * @param events the moments known so far; an event that has not come is absent
 */
public record TimelineFacts(Instant now, boolean mustTenderByLaw, Map<ProjectEvent, Instant> events) {
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
