package org.gongping.core.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * One record of the trail with what opens it.
 *
 * @param projectId null for a step that belongs to no tender
 * @param record RFC 8785 text, private
 * @param salt 32 bytes, private
 */
public record AuditEntry(
        UUID id,
        Instant createdAt,
        UUID projectId,
        String stream,
        String kind,
        String record,
        byte[] salt,
        Commitment commitment) {}
