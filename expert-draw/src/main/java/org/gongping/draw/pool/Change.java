package org.gongping.draw.pool;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One change of an expert, never altered afterwards.
 *
 * @param actor login of whoever made it
 * @param content {@code was} and {@code is}, of the members that changed, in clear
 * @param digest stands in the audit record: SHA-256 of a salt and the content in RFC 8785 form
 */
public record Change(
        UUID id, Instant at, Action action, String actor, Optional<UUID> importId, JsonNode content, String digest) {
    /** What was done. */
    public enum Action {
        REGISTER,
        CHANGE,
        SUSPEND,
        LIFT,
        UNAVAILABLE,
        AVAILABLE,
        RETIRE,
        PERFORMANCE,
        /** Another row of the same person began to count, or this one did. */
        DUPLICATE
    }
}
