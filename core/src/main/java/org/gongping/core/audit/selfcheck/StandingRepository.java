package org.gongping.core.audit.selfcheck;

import static org.gongping.core.db.jooq.Tables.AUDIT_SELFCHECK;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.db.Transaction;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Where the self-check says how the log is. Its login alone may write there; the server reads. */
public final class StandingRepository {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Standing.Told>> TOLD = new TypeReference<>() {};

    /** Puts what a pass has found in place of what the one before had found. */
    public void passed(Transaction tx, Findings findings) {
        Field<Instant> now = now();
        Field<Instant> rolledSince = findings.rollingPassAge()
                .map(age -> DSL.field(
                        "{0} - {1} * interval '1 millisecond'",
                        AUDIT_SELFCHECK.PASSED_AT.getDataType(), now, age.toMillis()))
                .orElse(DSL.inline(null, AUDIT_SELFCHECK.ROLLED_SINCE.getDataType()));
        tx.dsl()
                .insertInto(AUDIT_SELFCHECK)
                .set(AUDIT_SELFCHECK.PASSED_AT, now)
                .set(AUDIT_SELFCHECK.SIZE, findings.size())
                .set(AUDIT_SELFCHECK.ENTRIES, findings.entries())
                .set(AUDIT_SELFCHECK.TOOK_MS, findings.took().toMillis())
                .set(AUDIT_SELFCHECK.ROLLED_SINCE, rolledSince)
                .set(AUDIT_SELFCHECK.FINDINGS, json(findings.findings()))
                .onConflict(AUDIT_SELFCHECK.ONLY_ROW)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    /** Adds what a pass that is under way has found; does nothing before the first pass was over. */
    public void found(Transaction tx, List<Finding> findings) {
        tx.dsl()
                .update(AUDIT_SELFCHECK)
                .set(AUDIT_SELFCHECK.FINDINGS, json(findings))
                .execute();
    }

    /** Empty when the self-check has never said anything. */
    public Optional<Standing> standing(Transaction tx) {
        Field<Long> age = since(AUDIT_SELFCHECK.PASSED_AT);
        Field<Long> rolled = since(AUDIT_SELFCHECK.ROLLED_SINCE);
        return tx.dsl()
                .select(
                        AUDIT_SELFCHECK.PASSED_AT,
                        age,
                        AUDIT_SELFCHECK.SIZE,
                        AUDIT_SELFCHECK.ENTRIES,
                        AUDIT_SELFCHECK.TOOK_MS,
                        rolled,
                        AUDIT_SELFCHECK.FINDINGS)
                .from(AUDIT_SELFCHECK)
                .fetchOptional(row -> new Standing(
                        row.value1(),
                        Duration.ofMillis(row.value2()),
                        row.value3(),
                        row.value4(),
                        Duration.ofMillis(row.value5()),
                        Optional.ofNullable(row.value6()).map(Duration::ofMillis),
                        told(row.value7())));
    }

    private static Field<Instant> now() {
        return DSL.field("clock_timestamp()", AUDIT_SELFCHECK.PASSED_AT.getDataType());
    }

    private static Field<Long> since(Field<Instant> instant) {
        return DSL.field("(extract(epoch FROM clock_timestamp() - {0}) * 1000)::bigint", SQLDataType.BIGINT, instant);
    }

    private static String json(List<Finding> findings) {
        List<Standing.Told> told = findings.stream()
                .map(each -> new Standing.Told(each.code().code(), each.place(), each.zh(), each.en()))
                .toList();
        try {
            return JSON.writeValueAsString(told);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("four texts are always JSON", e);
        }
    }

    private static List<Standing.Told> told(String json) {
        try {
            return JSON.readValue(json, TOLD);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the standing of the self-check cannot be read", e);
        }
    }
}
