package org.gongping.draw.calling;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.jooq.JSONB;

/** What the trail's records say of a draw. */
final class DrawRecordRepository {
    /** Bodies of the records of a kind that name the draw, oldest first. */
    List<JsonNode> bodies(Transaction tx, DoneDraw draw, AuditKind kind) {
        return tx
                .dsl()
                .select(AUDIT_ENTRY.RECORD)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.PROJECT_ID.eq(draw.projectId()))
                .and(AUDIT_ENTRY.KIND.eq(kind.code()))
                .orderBy(AUDIT_ENTRY.INSERTED)
                .fetch(AUDIT_ENTRY.RECORD)
                .stream()
                .map(record -> Json.read(JSONB.valueOf(record)).path("body"))
                .filter(body -> body.path("draw_id").asText().equals(draw.id().toString()))
                .toList();
    }
}
