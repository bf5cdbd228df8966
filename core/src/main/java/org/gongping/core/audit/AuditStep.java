package org.gongping.core.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.identity.Actor;

/**
 * One step of a tender as it goes into the trail. Built by the use case, completed and written by {@link AuditLog}.
 * Absent values are left out, never written as null.
 */
public final class AuditStep {
    /** Stands where a tender's code stands, in steps that belong to no tender; no tender may be called so. */
    public static final String PLATFORM = "platform";

    /** Between {@link #PLATFORM} and a number: the stream of the first record of a log that continues another. */
    public static final String ORIGIN_STREAM = "/origin/";

    /** Stream of the records that mean nothing: they come at all times and must not make others wait. */
    public static final String COVER_STREAM = PLATFORM + "/cover";

    final AuditKind kind;
    final Actor actor;
    final String side;
    final UUID projectId;
    final String tender;
    final List<String> objects = new ArrayList<>();
    final List<DocumentHash> documents = new ArrayList<>();
    final ObjectNode body = JsonNodeFactory.instance.objectNode();
    String stream;
    String rule;

    /** A document that the step touches: it never enters the log, its hash does. */
    public record DocumentHash(String name, String sha256, long size) {}

    private AuditStep(AuditKind kind, Actor actor, String side, UUID projectId, String tender) {
        this.kind = kind;
        this.actor = actor;
        this.side = side;
        this.projectId = projectId;
        this.tender = tender;
        this.stream = tender;
    }

    /** A step in a tender, taken by the actor on the given side of it. */
    public static AuditStep inTender(AuditKind kind, Actor actor, String side, UUID projectId, String tender) {
        return new AuditStep(kind, actor, side, projectId, tender);
    }

    /** A step that belongs to no tender. */
    public static AuditStep onPlatform(AuditKind kind, Actor actor, String side) {
        return new AuditStep(kind, actor, side, null, PLATFORM);
    }

    /** A step that means nothing, so that the public log grows when nothing happens too. */
    public static AuditStep cover(Actor actor) {
        AuditStep step = onPlatform(AuditKind.COVER, actor, "server");
        step.stream = COVER_STREAM;
        return step;
    }

    /** Puts the step on the bidder's own stream: a chain over the whole tender would tell that others came between. */
    public AuditStep onBidderStream(UUID registration) {
        stream = bidderStream(tender, registration);
        return this;
    }

    /** The stream of one bidder. */
    public static String bidderStream(String tender, UUID registration) {
        return tender + "/bidder/" + registration;
    }

    /** Puts the step at the head of a log, on a stream that it has for itself: what follows it is older. */
    public AuditStep asOrigin(int number) {
        stream = PLATFORM + ORIGIN_STREAM + number;
        return this;
    }

    /** Rule version in force. */
    public AuditStep rule(String ruleSet) {
        rule = ruleSet;
        return this;
    }

    public AuditStep object(String type, UUID id) {
        objects.add(type + ":" + id);
        return this;
    }

    public AuditStep document(DocumentHash hash) {
        documents.add(hash);
        return this;
    }

    public AuditStep with(String member, String value) {
        if (value != null) {
            body.put(member, value);
        }
        return this;
    }

    public AuditStep with(String member, long value) {
        body.put(member, value);
        return this;
    }

    public AuditStep with(String member, BigDecimal amount) {
        return with(member, amount == null ? null : amount.toPlainString());
    }

    public AuditStep with(String member, Instant instant) {
        return with(member, instant == null ? null : instant.toString());
    }

    public AuditStep with(String member, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(body.putArray(member)::add);
        }
        return this;
    }

    /** A value of any shape, written as RFC 8785 has it. */
    public AuditStep with(String member, JsonNode value) {
        body.set(member, value);
        return this;
    }

    public AuditStep with(String member, Map<String, String> values) {
        if (!values.isEmpty()) {
            values.forEach(body.putObject(member)::put);
        }
        return this;
    }
}
