package org.gongping.core.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.db.Transaction;

/**
 * Appends steps to the audit trail ({@code spec/audit-log.md} §2 and §3). The record and its entry are written in the
 * caller's transaction: both they and the change they tell of become durable, or neither does.
 */
public final class AuditLog {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final AuditRepository repository;
    private final PersonalData personalData;
    private final InstantSource clock;
    private final RandomSource random;
    private final Ids ids;

    public AuditLog(
            AuditRepository repository, PersonalData personalData, InstantSource clock, RandomSource random, Ids ids) {
        this.repository = repository;
        this.personalData = personalData;
        this.clock = clock;
        this.random = random;
        this.ids = ids;
    }

    /**
     * Appends one step. Takes the row lock of the step's stream, so that records of one stream are chained in the
     * order of their commits.
     *
     * @throws IllegalArgumentException for a body member that the kind does not name
     */
    public AuditEntry append(Transaction tx, AuditStep step) {
        refuseUnknownMembers(step);
        String actorRef = personalData.actorRef(tx, step.projectId, step.actor.account());
        UUID id = ids.next();
        String previous = repository.lockStream(tx, step.stream, step.projectId);
        Instant now = clock.instant();
        ObjectNode record = record(step, id, now, actorRef, previous);
        byte[] salt = random.bytes(32);
        byte[] bytes = CanonicalJson.bytes(record);
        Commitment commitment = Commitment.of(salt, bytes);
        AuditEntry entry = new AuditEntry(
                id,
                now,
                step.projectId,
                step.stream,
                step.kind.code(),
                new String(bytes, StandardCharsets.UTF_8),
                salt,
                commitment);
        repository.insert(tx, entry);
        if (step.kind.isCritical()) {
            tx.enclose(entry);
        }
        return entry;
    }

    /**
     * Joins the bidders' streams to the tender's own chain, at the deadline: one record that lists the last commitment
     * of each. Does nothing when no bidder stream is left to join.
     */
    public void joinBidderStreams(Transaction tx, AuditStep step) {
        var heads = repository.unjoinedBidderHeads(tx, step.projectId);
        if (!heads.isEmpty()) {
            append(tx, step.with("streams", heads));
            repository.markJoined(tx, heads.keySet());
        }
    }

    private static ObjectNode record(AuditStep step, UUID id, Instant now, String actorRef, String previous) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("v", 1);
        record.put("id", id.toString());
        record.put("t", MILLIS.format(now));
        record.put("tender", step.tender);
        record.put("kind", step.kind.code());
        record.putObject("actor").put("role", step.side).put("ref", actorRef);
        if (!step.objects.isEmpty()) {
            step.objects.forEach(record.putArray("obj")::add);
        }
        if (!step.body.isEmpty()) {
            record.set("body", step.body);
        }
        if (!step.documents.isEmpty()) {
            var docs = record.putArray("docs");
            step.documents.forEach(document -> docs.addObject()
                    .put("name", document.name())
                    .put("alg", "sha256")
                    .put("hash", document.sha256())
                    .put("size", document.size()));
        }
        record.put("prev", previous);
        if (step.rule != null) {
            record.put("rule", step.rule);
        }
        return record;
    }

    private static void refuseUnknownMembers(AuditStep step) {
        for (Iterator<String> names = step.body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!step.kind.members().contains(name)) {
                throw new IllegalArgumentException(step.kind.code() + " has no member " + name);
            }
        }
    }
}
