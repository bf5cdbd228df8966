package org.gongping.service.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.TrailRepository;
import org.gongping.core.trail.CompareRecord;
import org.gongping.core.trail.ReadReceipt;
import org.gongping.core.trail.ReadTrail;
import org.gongping.core.trail.ShownEntries;
import org.gongping.core.trail.WatchTrail;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** The audit trail of a project, for those entitled to open its records. */
public final class TrailRoutes implements Routes {
    private static final ObjectMapper RECORDS = new ObjectMapper();

    private final ReadTrail read;
    private final WatchTrail watch;
    private final CompareRecord compare;
    private final ReadReceipt receipt;

    public TrailRoutes(ReadTrail read, WatchTrail watch, CompareRecord compare, ReadReceipt receipt) {
        this.read = read;
        this.watch = watch;
        this.compare = compare;
        this.receipt = receipt;
    }

    record ObjectJson(String ref, String name) {}

    record AuditEntryJson(
            UUID id,
            Instant at,
            String kind,
            String actorRole,
            String actorRef,
            String actorName,
            String ruleSet,
            List<ObjectJson> objects,
            JsonNode record,
            String salt,
            String commitment,
            String leafHash,
            String prev,
            Optional<Long> index) {
        static AuditEntryJson of(AuditEntry entry, ShownEntries.Shown shown) {
            JsonNode record = parse(entry.record());
            String ref = record.path("actor").path("ref").asText();
            List<ObjectJson> objects = new ArrayList<>();
            for (JsonNode object : record.path("obj")) {
                String name = shown.objects().get(object.asText());
                if (name != null) {
                    objects.add(new ObjectJson(object.asText(), name));
                }
            }
            return new AuditEntryJson(
                    entry.id(),
                    entry.createdAt(),
                    entry.kind(),
                    record.path("actor").path("role").asText(),
                    ref,
                    shown.actors().get(ref),
                    record.hasNonNull("rule") ? record.path("rule").asText() : null,
                    objects,
                    record,
                    HexFormat.of().formatHex(entry.salt()),
                    entry.commitment().hex(),
                    HexFormat.of().formatHex(entry.commitment().leafHash()),
                    record.path("prev").asText(),
                    Optional.ofNullable(shown.indexes().get(entry.id())));
        }
    }

    record AnchorJson(UUID id, Instant at) {}

    record OutlineJson(long total, int every, List<AnchorJson> anchors) {
        static OutlineJson of(TrailRepository.Outline outline, int every) {
            return new OutlineJson(
                    outline.total(),
                    every,
                    outline.anchors().stream()
                            .map(anchor -> new AnchorJson(anchor.id(), anchor.at()))
                            .toList());
        }
    }

    record AuditPageJson(List<AuditEntryJson> items, String next, Optional<OutlineJson> outline) {
        static AuditPageJson of(ShownEntries.Shown shown, int limit, Optional<OutlineJson> outline) {
            Page<AuditEntryJson> page = Page.of(
                    shown.rows(), limit, entry -> entry.id().toString(), entry -> AuditEntryJson.of(entry, shown));
            return new AuditPageJson(page.items(), page.next(), outline);
        }
    }

    record AuditNewsJson(int count, boolean more) {}

    record ReceiptJson(long index, String receipt) {}

    @Override
    public void mount(Operations operations) {
        operations.handleTraced("listAuditEntries", this::list);
        operations.handle("watchAuditTrail", this::watch);
        operations.handle("compareAuditEntry", this::compare);
        operations.handle("getAuditReceipt", this::receipt);
    }

    private Answer list(Call call) {
        int limit = call.integer("limit");
        Optional<Integer> every = Boolean.parseBoolean(call.text("outline")) ? Optional.of(limit) : Optional.empty();
        return Answer.ok(
                Page.after(call)
                        .then(before -> TrailQueries.of(call)
                                .then(query -> read.execute(
                                        call.transaction(),
                                        call.actor(),
                                        call.uuid("projectId"),
                                        query,
                                        new ReadTrail.Part(before, limit + 1, every)))),
                page -> AuditPageJson.of(
                        page.shown(), limit, page.outline().map(outline -> OutlineJson.of(outline, limit))));
    }

    private Answer watch(Call call) {
        return Answer.ok(
                TrailQueries.of(call)
                        .then(query -> watch.execute(
                                call.transaction(), call.actor(), call.uuid("projectId"), query, call.uuid("than"))),
                count -> new AuditNewsJson(count, count == WatchTrail.MOST_COUNTED));
    }

    private Answer compare(Call call) {
        return Answer.ok(
                compare.execute(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("entryId")),
                shown -> AuditPageJson.of(shown, 1, Optional.empty()));
    }

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
