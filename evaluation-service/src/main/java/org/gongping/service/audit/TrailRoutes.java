package org.gongping.service.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.trail.ReadReceipt;
import org.gongping.core.trail.ReadTrail;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** The audit trail of a project, for those entitled to open its records. */
public final class TrailRoutes implements Routes {
    private static final ObjectMapper RECORDS = new ObjectMapper();

    private final ReadTrail read;
    private final ReadReceipt receipt;

    public TrailRoutes(ReadTrail read, ReadReceipt receipt) {
        this.read = read;
        this.receipt = receipt;
    }

    record AuditEntryJson(
            UUID id,
            Instant at,
            String kind,
            String actorRole,
            String actorRef,
            String actorName,
            String ruleSet,
            JsonNode record,
            String salt,
            String commitment,
            String leafHash,
            String prev,
            Optional<Long> index) {
        static AuditEntryJson of(AuditEntry entry, ReadTrail.Page page) {
            JsonNode record = parse(entry.record());
            String ref = record.path("actor").path("ref").asText();
            return new AuditEntryJson(
                    entry.id(),
                    entry.createdAt(),
                    entry.kind(),
                    record.path("actor").path("role").asText(),
                    ref,
                    page.actors().get(ref),
                    record.hasNonNull("rule") ? record.path("rule").asText() : null,
                    record,
                    HexFormat.of().formatHex(entry.salt()),
                    entry.commitment().hex(),
                    HexFormat.of().formatHex(entry.commitment().leafHash()),
                    record.path("prev").asText(),
                    Optional.ofNullable(page.indexes().get(entry.id())));
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handleTraced("listAuditEntries", this::list);
        operations.handle("getAuditReceipt", this::receipt);
    }

    private Answer list(Call call) {
        int limit = call.integer("limit");
        return Answer.ok(
                Page.after(call)
                        .then(before -> read.execute(
                                call.transaction(), call.actor(), call.uuid("projectId"), before, limit + 1)),
                page -> Page.of(
                        page.rows(),
                        limit,
                        entry -> entry.id().toString(),
                        (AuditEntry entry) -> AuditEntryJson.of(entry, page)));
    }

    record ReceiptJson(long index, String receipt) {}

    private Answer receipt(Call call) {
        return Answer.ok(
                receipt.execute(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("entryId")),
                found -> new ReceiptJson(found.index(), found.write()));
    }

    private static JsonNode parse(String record) {
        try {
            return RECORDS.readTree(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the trail is not JSON", e);
        }
    }
}
