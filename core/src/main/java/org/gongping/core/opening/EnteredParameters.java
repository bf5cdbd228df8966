package org.gongping.core.opening;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters that were drawn in the room and that the agency has entered, where bids are sealed. They do not count before the
 * supervisor has confirmed them (rule O08).
 *
 * @param values by name
 * @param manner how they were drawn, and who saw it
 * @param at when they were entered
 * @param returned why the supervisor gave them back; empty while they wait for the supervisor
 */
public record EnteredParameters(Map<String, BigDecimal> values, String manner, Instant at, Optional<String> returned) {
    boolean isWaiting() {
        return returned.isEmpty();
    }
}
