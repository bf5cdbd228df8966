package org.gongping.draw.ceremony;

import static org.gongping.core.db.jooq.Tables.DRAW_SEAL;
import static org.gongping.core.db.jooq.Tables.DRAW_STEP;
import static org.gongping.core.db.jooq.Tables.LOT;
import static org.gongping.core.db.jooq.Tables.PARAMETER_ATTEMPT;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.ParameterAttemptRecord;
import org.gongping.draw.protocol.DrawId;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Attempts at drawing the parameters of lots. It adds and reads; the database grants nothing else. */
final class ParameterAttemptRepository {
    void insert(Transaction tx, ParameterAttempt attempt) {
        AttemptRepository.insertRun(tx, attempt);
        tx.dsl()
                .insertInto(PARAMETER_ATTEMPT)
                .set(PARAMETER_ATTEMPT.PROJECT_ID, attempt.projectId())
                .set(PARAMETER_ATTEMPT.LOT_ID, attempt.lotId())
                .set(PARAMETER_ATTEMPT.ATTEMPT, attempt.number())
                .set(PARAMETER_ATTEMPT.DRAW_ID, attempt.draw().toString())
                .set(PARAMETER_ATTEMPT.KEY_SET, attempt.keySet())
                .set(PARAMETER_ATTEMPT.RULES, attempt.rules().jcsText())
                .set(PARAMETER_ATTEMPT.STARTED_AT, attempt.startedAt())
                .execute();
    }

    private static ParameterAttempt attempt(ParameterAttemptRecord row) {
        return new ParameterAttempt(
                row.getProjectId(),
                row.getLotId(),
                DrawId.parse(row.getDrawId()).orElseThrow(),
                row.getKeySet(),
                StoredRules.readParameters(row.getRules()),
                row.getStartedAt());
    }

    Optional<ParameterAttempt> find(Transaction tx, RunKey key) {
        return tx.dsl()
                .selectFrom(PARAMETER_ATTEMPT)
                .where(PARAMETER_ATTEMPT.PROJECT_ID.eq(key.projectId()))
                .and(PARAMETER_ATTEMPT.LOT_ID.eq(key.subject()))
                .and(PARAMETER_ATTEMPT.ATTEMPT.eq(key.attempt()))
                .fetchOptional(ParameterAttemptRepository::attempt);
    }

    /** The one of a lot: there is no second. */
    Optional<ParameterAttempt> ofLot(Transaction tx, UUID projectId, UUID lotId) {
        return find(tx, new RunKey(projectId, lotId, 1));
    }

    /** By its name, once the record of the opening is published. */
    Optional<ParameterAttempt> published(Transaction tx, DrawId draw) {
        return tx.dsl()
                .select(PARAMETER_ATTEMPT)
                .from(PARAMETER_ATTEMPT)
                .join(LOT)
                .on(LOT.PROJECT_ID.eq(PARAMETER_ATTEMPT.PROJECT_ID))
                .and(LOT.ID.eq(PARAMETER_ATTEMPT.LOT_ID))
                .where(PARAMETER_ATTEMPT.DRAW_ID.eq(draw.toString()))
                .and(LOT.OPENING_ENDED_AT.isNotNull())
                .fetchOptional(row -> row.value1())
                .map(ParameterAttemptRepository::attempt);
    }

    /** Of lots whose opening may still come or is being held; and those whose result awaits its seal. */
    List<RunKey> unfinished(Transaction tx) {
        Condition awaitsSeal = DSL.and(
                step(DRAW_STEP.STEP.eq(Step.Kind.RESULT.name())),
                DSL.notExists(DSL.selectOne()
                        .from(DRAW_SEAL)
                        .where(DRAW_SEAL.DRAWN_FOR.eq(PARAMETER_ATTEMPT.LOT_ID))
                        .and(DRAW_SEAL.ATTEMPT.eq(PARAMETER_ATTEMPT.ATTEMPT))
                        .and(DRAW_SEAL.NAME.eq("K2"))));
        return tx.dsl()
                .select(PARAMETER_ATTEMPT.PROJECT_ID, PARAMETER_ATTEMPT.LOT_ID, PARAMETER_ATTEMPT.ATTEMPT)
                .from(PARAMETER_ATTEMPT)
                .join(LOT)
                .on(LOT.PROJECT_ID.eq(PARAMETER_ATTEMPT.PROJECT_ID))
                .and(LOT.ID.eq(PARAMETER_ATTEMPT.LOT_ID))
                .where(DSL.or(isUnderWay(), awaitsSeal))
                .orderBy(PARAMETER_ATTEMPT.STARTED_AT)
                .fetch(row -> new RunKey(row.value1(), row.value2(), row.value3()));
    }

    /** Whether keys of the project are in use. */
    boolean isAnyUnderWay(Transaction tx, UUID projectId) {
        return tx.dsl()
                .fetchExists(DSL.selectOne()
                        .from(PARAMETER_ATTEMPT)
                        .join(LOT)
                        .on(LOT.PROJECT_ID.eq(PARAMETER_ATTEMPT.PROJECT_ID))
                        .and(LOT.ID.eq(PARAMETER_ATTEMPT.LOT_ID))
                        .where(PARAMETER_ATTEMPT.PROJECT_ID.eq(projectId))
                        .and(isUnderWay()));
    }

    private static Condition isUnderWay() {
        return DSL.and(LOT.PHASE.in("PUBLISHED", "OPENING"), DSL.not(step(DRAW_STEP.SLOT.eq(Step.Slot.END.name()))));
    }

    private static Condition step(Condition which) {
        return DSL.exists(DSL.selectOne()
                .from(DRAW_STEP)
                .where(DRAW_STEP.DRAWN_FOR.eq(PARAMETER_ATTEMPT.LOT_ID))
                .and(DRAW_STEP.ATTEMPT.eq(PARAMETER_ATTEMPT.ATTEMPT))
                .and(which));
    }

    Instant bidDeadline(Transaction tx, ParameterAttempt attempt) {
        return tx.dsl()
                .select(TENDER_PROJECT.BID_DEADLINE)
                .from(TENDER_PROJECT)
                .where(TENDER_PROJECT.ID.eq(attempt.projectId()))
                .fetchSingle(TENDER_PROJECT.BID_DEADLINE);
    }
}
