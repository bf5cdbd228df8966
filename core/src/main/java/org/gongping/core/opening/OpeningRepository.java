package org.gongping.core.opening;

import static org.gongping.core.db.jooq.Tables.DRAWN_PARAMETER;
import static org.gongping.core.db.jooq.Tables.ENTERED_PARAMETER;
import static org.gongping.core.db.jooq.Tables.OPENING_OBJECTION;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.EnteredParameterRecord;

/** Objections and drawn parameters of an opening, and those that were entered and wait for the supervisor. */
public final class OpeningRepository {
    /** Oldest first. */
    public List<OpeningObjection> objections(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectFrom(OPENING_OBJECTION)
                .where(OPENING_OBJECTION.PROJECT_ID.eq(projectId))
                .and(OPENING_OBJECTION.LOT_ID.eq(lotId))
                .orderBy(OPENING_OBJECTION.RAISED_AT, OPENING_OBJECTION.ID)
                .fetch(row -> new OpeningObjection(
                        row.getId(),
                        row.getBidId(),
                        row.getText(),
                        row.getByAgency(),
                        row.getRaisedAt(),
                        row.getAnswer(),
                        row.getAnsweredAt()));
    }

    void insert(Transaction tx, UUID projectId, UUID lotId, OpeningObjection objection) {
        tx.dsl()
                .insertInto(OPENING_OBJECTION)
                .set(OPENING_OBJECTION.PROJECT_ID, projectId)
                .set(OPENING_OBJECTION.LOT_ID, lotId)
                .set(OPENING_OBJECTION.ID, objection.id())
                .set(OPENING_OBJECTION.BID_ID, objection.bidId())
                .set(OPENING_OBJECTION.TEXT, objection.text())
                .set(OPENING_OBJECTION.BY_AGENCY, objection.isByAgency())
                .set(OPENING_OBJECTION.RAISED_AT, objection.raisedAt())
                .execute();
    }

    void answer(Transaction tx, UUID projectId, UUID lotId, UUID objectionId, String answer, Instant now) {
        tx.dsl()
                .update(OPENING_OBJECTION)
                .set(OPENING_OBJECTION.ANSWER, answer)
                .set(OPENING_OBJECTION.ANSWERED_AT, now)
                .where(OPENING_OBJECTION.PROJECT_ID.eq(projectId))
                .and(OPENING_OBJECTION.LOT_ID.eq(lotId))
                .and(OPENING_OBJECTION.ID.eq(objectionId))
                .execute();
    }

    /** Drawn values by parameter. */
    public Map<String, BigDecimal> drawn(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .select(DRAWN_PARAMETER.NAME, DRAWN_PARAMETER.VALUE)
                .from(DRAWN_PARAMETER)
                .where(DRAWN_PARAMETER.PROJECT_ID.eq(projectId))
                .and(DRAWN_PARAMETER.LOT_ID.eq(lotId))
                .orderBy(DRAWN_PARAMETER.RECORDED_AT, DRAWN_PARAMETER.NAME)
                .fetchMap(DRAWN_PARAMETER.NAME, DRAWN_PARAMETER.VALUE);
    }

    /** How the parameters were drawn, as whoever recorded them said; empty while none is. */
    List<String> manners(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectDistinct(DRAWN_PARAMETER.MANNER)
                .from(DRAWN_PARAMETER)
                .where(DRAWN_PARAMETER.PROJECT_ID.eq(projectId))
                .and(DRAWN_PARAMETER.LOT_ID.eq(lotId))
                .orderBy(DRAWN_PARAMETER.MANNER)
                .fetch(DRAWN_PARAMETER.MANNER);
    }

    void insertDrawn(
            Transaction tx, UUID projectId, UUID lotId, String name, BigDecimal value, String manner, Instant now) {
        tx.dsl()
                .insertInto(DRAWN_PARAMETER)
                .set(DRAWN_PARAMETER.PROJECT_ID, projectId)
                .set(DRAWN_PARAMETER.LOT_ID, lotId)
                .set(DRAWN_PARAMETER.NAME, name)
                .set(DRAWN_PARAMETER.VALUE, value)
                .set(DRAWN_PARAMETER.MANNER, manner)
                .set(DRAWN_PARAMETER.RECORDED_AT, now)
                .execute();
    }

    /** What waits for the supervisor, or was returned; none where nothing is entered or all of it is confirmed. */
    Optional<EnteredParameters> entered(Transaction tx, UUID projectId, UUID lotId) {
        List<EnteredParameterRecord> rows = tx.dsl()
                .selectFrom(ENTERED_PARAMETER)
                .where(ENTERED_PARAMETER.PROJECT_ID.eq(projectId))
                .and(ENTERED_PARAMETER.LOT_ID.eq(lotId))
                .orderBy(ENTERED_PARAMETER.NAME)
                .fetch();
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        rows.forEach(row -> values.put(row.getName(), row.getValue()));
        return rows.stream()
                .findFirst()
                .map(row -> new EnteredParameters(
                        values, row.getManner(), row.getEnteredAt(), Optional.ofNullable(row.getReturned())));
    }

    void insertEntered(Transaction tx, UUID projectId, UUID lotId, EnteredParameters entered) {
        entered.values()
                .forEach((name, value) -> tx.dsl()
                        .insertInto(ENTERED_PARAMETER)
                        .set(ENTERED_PARAMETER.PROJECT_ID, projectId)
                        .set(ENTERED_PARAMETER.LOT_ID, lotId)
                        .set(ENTERED_PARAMETER.NAME, name)
                        .set(ENTERED_PARAMETER.VALUE, value)
                        .set(ENTERED_PARAMETER.MANNER, entered.manner())
                        .set(ENTERED_PARAMETER.ENTERED_AT, entered.at())
                        .execute());
    }

    void returnEntered(Transaction tx, UUID projectId, UUID lotId, String reason) {
        tx.dsl()
                .update(ENTERED_PARAMETER)
                .set(ENTERED_PARAMETER.RETURNED, reason)
                .where(ENTERED_PARAMETER.PROJECT_ID.eq(projectId))
                .and(ENTERED_PARAMETER.LOT_ID.eq(lotId))
                .execute();
    }

    void deleteEntered(Transaction tx, UUID projectId, UUID lotId) {
        tx.dsl()
                .deleteFrom(ENTERED_PARAMETER)
                .where(ENTERED_PARAMETER.PROJECT_ID.eq(projectId))
                .and(ENTERED_PARAMETER.LOT_ID.eq(lotId))
                .execute();
    }
}
