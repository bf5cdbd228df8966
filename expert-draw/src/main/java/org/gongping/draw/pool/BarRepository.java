package org.gongping.draw.pool;

import static org.gongping.core.db.jooq.Tables.EXPERT_PERFORMANCE;
import static org.gongping.core.db.jooq.Tables.EXPERT_SUSPENSION;
import static org.gongping.core.db.jooq.Tables.EXPERT_UNAVAILABLE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.ExpertSuspensionRecord;

/** What bars an expert for a time, and what was noted. */
public final class BarRepository {
    /** Newest first. */
    public List<Suspension> suspensions(Transaction tx, UUID expert) {
        return tx.dsl()
                .selectFrom(EXPERT_SUSPENSION)
                .where(EXPERT_SUSPENSION.EXPERT_ID.eq(expert))
                .orderBy(EXPERT_SUSPENSION.STARTS_AT.desc(), EXPERT_SUSPENSION.ID.desc())
                .fetch(BarRepository::suspension);
    }

    private static Suspension suspension(ExpertSuspensionRecord row) {
        return new Suspension(
                row.getId(),
                row.getStartsAt(),
                Optional.ofNullable(row.getEndsAt()),
                row.getReason(),
                row.getDecidedBy(),
                Optional.ofNullable(row.getDocumentNo()),
                row.getDocumentSha256(),
                row.getRecordedAt(),
                Optional.ofNullable(row.getLiftedAt())
                        .map(at -> new Suspension.Lifting(
                                at,
                                row.getLiftedReason(),
                                row.getLiftedBy(),
                                Optional.ofNullable(row.getLiftedSha256()))));
    }

    void insert(Transaction tx, UUID expert, Suspension suspension) {
        tx.dsl()
                .insertInto(EXPERT_SUSPENSION)
                .set(EXPERT_SUSPENSION.EXPERT_ID, expert)
                .set(EXPERT_SUSPENSION.ID, suspension.id())
                .set(EXPERT_SUSPENSION.STARTS_AT, suspension.startsAt())
                .set(EXPERT_SUSPENSION.ENDS_AT, suspension.endsAt().orElse(null))
                .set(EXPERT_SUSPENSION.REASON, suspension.reason())
                .set(EXPERT_SUSPENSION.DECIDED_BY, suspension.decidedBy())
                .set(EXPERT_SUSPENSION.DOCUMENT_NO, suspension.documentNo().orElse(null))
                .set(EXPERT_SUSPENSION.DOCUMENT_SHA256, suspension.documentSha256())
                .set(EXPERT_SUSPENSION.RECORDED_AT, suspension.recordedAt())
                .execute();
    }

    void lift(Transaction tx, UUID expert, UUID suspension, Suspension.Lifting lifting) {
        tx.dsl()
                .update(EXPERT_SUSPENSION)
                .set(EXPERT_SUSPENSION.LIFTED_AT, lifting.at())
                .set(EXPERT_SUSPENSION.LIFTED_REASON, lifting.reason())
                .set(EXPERT_SUSPENSION.LIFTED_BY, lifting.decidedBy())
                .set(EXPERT_SUSPENSION.LIFTED_SHA256, lifting.documentSha256().orElse(null))
                .where(EXPERT_SUSPENSION.EXPERT_ID.eq(expert))
                .and(EXPERT_SUSPENSION.ID.eq(suspension))
                .execute();
    }

    /** Latest first. */
    public List<Absence> absences(Transaction tx, UUID expert) {
        return tx.dsl()
                .selectFrom(EXPERT_UNAVAILABLE)
                .where(EXPERT_UNAVAILABLE.EXPERT_ID.eq(expert))
                .orderBy(EXPERT_UNAVAILABLE.STARTS_AT.desc(), EXPERT_UNAVAILABLE.ID.desc())
                .fetch(row -> new Absence(
                        row.getId(), row.getStartsAt(), row.getEndsAt(), Optional.ofNullable(row.getReason())));
    }

    void insert(Transaction tx, UUID expert, Absence absence) {
        tx.dsl()
                .insertInto(EXPERT_UNAVAILABLE)
                .set(EXPERT_UNAVAILABLE.EXPERT_ID, expert)
                .set(EXPERT_UNAVAILABLE.ID, absence.id())
                .set(EXPERT_UNAVAILABLE.STARTS_AT, absence.startsAt())
                .set(EXPERT_UNAVAILABLE.ENDS_AT, absence.endsAt())
                .set(EXPERT_UNAVAILABLE.REASON, absence.reason().orElse(null))
                .execute();
    }

    void deleteAbsence(Transaction tx, UUID expert, UUID absence) {
        tx.dsl()
                .deleteFrom(EXPERT_UNAVAILABLE)
                .where(EXPERT_UNAVAILABLE.EXPERT_ID.eq(expert))
                .and(EXPERT_UNAVAILABLE.ID.eq(absence))
                .execute();
    }

    /** Newest first. */
    public List<Performance> performances(Transaction tx, UUID expert) {
        return tx.dsl()
                .selectFrom(EXPERT_PERFORMANCE)
                .where(EXPERT_PERFORMANCE.EXPERT_ID.eq(expert))
                .orderBy(EXPERT_PERFORMANCE.NOTED_ON.desc(), EXPERT_PERFORMANCE.ID.desc())
                .fetch(row -> new Performance(
                        row.getId(),
                        row.getNotedOn(),
                        Performance.Kind.valueOf(row.getKind()),
                        Optional.ofNullable(row.getScore()),
                        row.getRemark(),
                        row.getNotedBy()));
    }

    void insert(Transaction tx, UUID expert, Performance performance) {
        tx.dsl()
                .insertInto(EXPERT_PERFORMANCE)
                .set(EXPERT_PERFORMANCE.EXPERT_ID, expert)
                .set(EXPERT_PERFORMANCE.ID, performance.id())
                .set(EXPERT_PERFORMANCE.NOTED_ON, performance.notedOn())
                .set(EXPERT_PERFORMANCE.KIND, performance.kind().name())
                .set(EXPERT_PERFORMANCE.SCORE, performance.score().orElse(null))
                .set(EXPERT_PERFORMANCE.REMARK, performance.remark())
                .set(EXPERT_PERFORMANCE.NOTED_BY, performance.notedBy())
                .execute();
    }
}
