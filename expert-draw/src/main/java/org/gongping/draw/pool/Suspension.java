package org.gongping.draw.pool;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A decision that an expert takes part in no draw for a time.
 *
 * @param endsAt empty: until it is lifted
 * @param documentNo number of the decision; empty where it has none
 * @param documentSha256 of the decision as it was served
 */
public record Suspension(
        UUID id,
        Instant startsAt,
        Optional<Instant> endsAt,
        String reason,
        String decidedBy,
        Optional<String> documentNo,
        String documentSha256,
        Instant recordedAt,
        Optional<Lifting> lifting) {
    /** @param documentSha256 of the decision to lift it; empty where none was served */
    public record Lifting(Instant at, String reason, String decidedBy, Optional<String> documentSha256) {}

    public boolean runsAt(Instant now) {
        return lifting.isEmpty()
                && !startsAt.isAfter(now)
                && endsAt.map(now::isBefore).orElse(true);
    }
}
