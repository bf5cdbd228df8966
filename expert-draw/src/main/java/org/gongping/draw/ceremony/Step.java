package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A step of an attempt that is on record.
 *
 * @param slot what it did; taken once for each party. {@code ESCROW_OPEN} takes the slot of what it stands for
 * @param party empty for a step of nobody's own
 * @param body of the record, as {@link org.gongping.draw.transcript.StepBodies} makes it
 */
record Step(Slot slot, String party, Kind kind, JsonNode body, UUID entryId, Instant at) {
    /** What happens once in an attempt, or once for each contributor. */
    enum Slot {
        RULES,
        POOL,
        COMMIT,
        DEPOSIT,
        DEPOSIT_CHECK,
        REVEAL,
        FINAL,
        END
    }

    /** As the transcript names it. */
    enum Kind {
        RULES,
        POOL,
        COMMIT,
        DEPOSIT,
        DEPOSIT_CHECK,
        REVEAL,
        ESCROW_OPEN,
        FINAL,
        RESULT,
        ABORT
    }

    String text(String member) {
        return body.path(member).asText();
    }
}
