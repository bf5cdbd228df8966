package org.gongping.core.opening.hall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.db.Transaction;

/** What the opening record says of the course of a meeting online, beside what was read out. */
public final class HallCourse {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HallRepository halls;
    private final AuditRepository audit;

    public HallCourse(HallRepository halls, AuditRepository audit) {
        this.halls = halls;
        this.audit = audit;
    }

    /** The supervisor stopped the meeting. */
    public record Pause(Instant at, String reason) {}

    /**
     * @param openedByHolders bids that the announced remedy opened (rule O04)
     * @param pauses in order
     */
    public record Told(Set<UUID> openedByHolders, List<Pause> pauses) {}

    public Told of(Transaction tx, UUID projectId, UUID lotId) {
        List<Pause> pauses = audit.ofKinds(tx, projectId, List.of(AuditKind.OPENING_PAUSE.code()), false).stream()
                .filter(entry -> entry.record().contains("\"lot:" + lotId + "\""))
                .map(entry ->
                        new Pause(entry.createdAt(), body(entry).path("reason").asText()))
                .toList()
                .reversed();
        return new Told(halls.openedByHolders(tx, projectId, lotId), pauses);
    }

    private static JsonNode body(AuditEntry entry) {
        try {
            return JSON.readTree(entry.record()).path("body");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is no JSON", e);
        }
    }
}
