package org.gongping.core.audit.recover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;

/**
 * What a person has decided about a log that had stopped, as its record says.
 *
 * @param by the office that decided
 * @param found what contradicted what
 * @param change what became of the origin; empty where the log went on under its own
 */
public record Decision(Instant at, String by, String reason, String found, Optional<Change> change) {
    private static final int SHOWN = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A log that continues another.
     *
     * @param root base64, of the first {@code size} entries of the log before
     * @param path where the files of the log before are served, below the log's own
     * @param lost entries of the log before that this one does not have
     */
    public record Change(String origin, String before, long size, String root, String path, long lost) {}

    /** The decisions on record, the latest first. */
    public static List<Decision> all(Transaction tx) {
        return new RecoveryRepository()
                .decisions(tx, List.of(AuditKind.LOG_ORIGIN.code(), AuditKind.LOG_RECOVER.code()), SHOWN).stream()
                        .map(Decision::of)
                        .toList();
    }

    /** The last change of the origin that the database knows of. */
    public static Optional<Change> lastChange(Transaction tx) {
        return new RecoveryRepository().lastOrigin(tx).map(Decision::of).flatMap(Decision::change);
    }

    static Decision of(RecoveryRepository.Opening opening) {
        try {
            JsonNode record = JSON.readTree(opening.record());
            JsonNode body = record.path("body");
            Optional<Change> change = body.has("before")
                    ? Optional.of(new Change(
                            body.path("origin").asText(),
                            body.path("before").asText(),
                            body.path("beforeSize").asLong(),
                            body.path("beforeRoot").asText(),
                            body.path("beforePath").asText(),
                            body.path("lost").asLong()))
                    : Optional.empty();
            return new Decision(
                    Instant.parse(record.path("t").asText()),
                    body.path("by").asText(),
                    body.path("reason").asText(),
                    body.path("found").asText(),
                    change);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the trail is not JSON", e);
        }
    }
}
