package org.gongping.draw.pool;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One row of the pool.
 *
 * @param duplicateOf the row of the same person that counts in draws, where it is another one
 * @param ref by which records speak of this expert: a salted digest
 * @param version grows by one with each change
 */
public record Expert(
        UUID id,
        ExpertContent content,
        State state,
        Optional<UUID> duplicateOf,
        String ref,
        int version,
        Instant registeredAt,
        Instant changedAt) {
    /** Whether the person is in the pool; what bars a person for a time stands apart. */
    public enum State {
        ACTIVE,
        /** Left the pool (出库) for good. */
        RETIRED
    }
}
