package org.gongping.core.audit.selfcheck;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;
import org.jooq.impl.DSL;

/** The records of alarms. */
final class AlarmRepository {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READ = 1_000;

    /** A record of an alarm, or of its end. */
    record Noted(boolean isEnd, Instant at, JsonNode body) {
        String text(String member) {
            return body.path(member).asText();
        }
    }

    /** One server at a time writes alarms, until the end of the transaction. */
    void lock(Transaction tx) {
        tx.dsl().execute("SELECT pg_advisory_xact_lock(hashtext('gongping.log.alarm'))");
    }

    /** The latest first. */
    List<Noted> latest(Transaction tx) {
        return tx.dsl()
                .select(AUDIT_ENTRY.KIND, AUDIT_ENTRY.RECORD)
                .from(AUDIT_ENTRY)
                // In the statement itself: only so does the planner see that the index of these kinds will do.
                .where(AUDIT_ENTRY.KIND.in(
                        DSL.inline(AuditKind.LOG_ALARM.code()), DSL.inline(AuditKind.LOG_ALARM_END.code())))
                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                .limit(READ)
                .fetch(row -> noted(row.value1(), row.value2()));
    }

    private static Noted noted(String kind, String record) {
        try {
            JsonNode read = JSON.readTree(record);
            return new Noted(
                    kind.equals(AuditKind.LOG_ALARM_END.code()),
                    Instant.parse(read.path("t").asText()),
                    read.path("body"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the trail is not JSON", e);
        }
    }
}
