package org.gongping.core.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * The RFC 8785 text of a record ({@code spec/audit-log.md} §2) in parts, around what only the database knows when it
 * appends: the actor's pseudonym, the commitment of the record before, and the time.
 */
record RecordText(String beforePrev, String beforeTime, String rest) {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static RecordText of(AuditStep step, UUID id) {
        // The order of the members is that of RFC 8785, 3.2.3.
        var beforePrev = new StringBuilder("\",\"role\":")
                .append(CanonicalJson.text(JSON.textNode(step.side)))
                .append('}');
        if (!step.body.isEmpty()) {
            beforePrev.append(",\"body\":").append(CanonicalJson.text(step.body));
        }
        if (!step.documents.isEmpty()) {
            var docs = JSON.arrayNode();
            step.documents.forEach(document -> docs.addObject()
                    .put("name", document.name())
                    .put("alg", "sha256")
                    .put("hash", document.sha256())
                    .put("size", document.size()));
            beforePrev.append(",\"docs\":").append(CanonicalJson.text(docs));
        }
        beforePrev.append(",\"id\":\"").append(id);
        beforePrev.append("\",\"kind\":").append(CanonicalJson.text(JSON.textNode(step.kind.code())));
        if (!step.objects.isEmpty()) {
            var objects = JSON.arrayNode();
            step.objects.forEach(objects::add);
            beforePrev.append(",\"obj\":").append(CanonicalJson.text(objects));
        }
        beforePrev.append(",\"prev\":\"");
        String rule = step.rule == null ? "" : ",\"rule\":" + CanonicalJson.text(JSON.textNode(step.rule));
        return new RecordText(
                beforePrev.toString(),
                "\"" + rule + ",\"t\":\"",
                "\",\"tender\":" + CanonicalJson.text(JSON.textNode(step.tender)) + ",\"v\":1}");
    }

    /** The whole text. */
    String of(String actorRef, String prev, Instant time) {
        return "{\"actor\":{\"ref\":\"" + actorRef + beforePrev + prev + beforeTime + MILLIS.format(time) + rest;
    }
}
