package org.gongping.draw.calling;

import static org.gongping.core.db.jooq.Tables.CALL_MESSAGE;
import static org.gongping.core.db.jooq.Tables.DRAW_CALL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.DrawCallRecord;
import org.gongping.draw.transcript.Replacement;

/** Calls and what was tried to reach those who are called. */
public final class CallRepository {
    /** A call with the attempt that it belongs to. */
    record Placed(DoneDraw.Key draw, SeatCall call) {}

    /** In their order. */
    List<SeatCall> all(Transaction tx, DoneDraw.Key draw) {
        return tx.dsl()
                .selectFrom(DRAW_CALL)
                .where(DRAW_CALL.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_CALL.ATTEMPT.eq(draw.attempt()))
                .orderBy(DRAW_CALL.NO)
                .fetch(row -> read(row).call());
    }

    Optional<Placed> byRef(Transaction tx, byte[] refHash) {
        return tx.dsl()
                .selectFrom(DRAW_CALL)
                .where(DRAW_CALL.REF_HASH.eq(refHash))
                .fetchOptional(CallRepository::read);
    }

    Optional<Placed> byId(Transaction tx, UUID id) {
        return tx.dsl().selectFrom(DRAW_CALL).where(DRAW_CALL.ID.eq(id)).fetchOptional(CallRepository::read);
    }

    /** The open calls that the desk has been told of and whose time is not over, the longest waiting first. */
    List<Placed> atTheDesk(Transaction tx, Instant now) {
        return tx.dsl()
                .selectFrom(DRAW_CALL)
                .where(DRAW_CALL.ENDED_AT.isNull())
                .and(DRAW_CALL.ENDS_AT.gt(now))
                .orderBy(DRAW_CALL.STARTED_AT, DRAW_CALL.ID)
                .fetch(CallRepository::read);
    }

    /** How many calls the desk may make now. */
    public int countAtTheDesk(Transaction tx, Instant now) {
        return tx.dsl().fetchCount(DRAW_CALL, DRAW_CALL.ENDED_AT.isNull().and(DRAW_CALL.ENDS_AT.gt(now)));
    }

    private static Placed read(DrawCallRecord row) {
        Optional<SeatCall.End> end = Optional.ofNullable(row.getEndedAt())
                .map(at -> new SeatCall.End(
                        at,
                        Replacement.Outcome.valueOf(row.getOutcome()),
                        row.getChannel(),
                        Optional.ofNullable(row.getReason()).map(SeatCall.Reason::valueOf)));
        return new Placed(
                new DoneDraw.Key(row.getProjectId(), row.getAttempt()),
                new SeatCall(
                        row.getNo(),
                        row.getId(),
                        row.getSeat(),
                        row.getPid(),
                        Optional.ofNullable(row.getReplacement()),
                        row.getStartedAt(),
                        Optional.ofNullable(row.getEndsAt()),
                        end,
                        row.getNoted()));
    }

    void insert(Transaction tx, DoneDraw.Key draw, SeatCall call) {
        tx.dsl()
                .insertInto(DRAW_CALL)
                .set(DRAW_CALL.PROJECT_ID, draw.projectId())
                .set(DRAW_CALL.ATTEMPT, draw.attempt())
                .set(DRAW_CALL.NO, call.no())
                .set(DRAW_CALL.ID, call.id())
                .set(DRAW_CALL.SEAT, call.seat())
                .set(DRAW_CALL.PID, call.pid())
                .set(DRAW_CALL.REPLACEMENT, call.replacement().orElse(null))
                .set(DRAW_CALL.STARTED_AT, call.startedAt())
                .execute();
    }

    /** From now on an answer may name the call so. */
    void refer(Transaction tx, DoneDraw.Key draw, int call, byte[] refHash) {
        tx.dsl()
                .update(DRAW_CALL)
                .set(DRAW_CALL.REF_HASH, refHash)
                .where(DRAW_CALL.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_CALL.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_CALL.NO.eq(call))
                .execute();
    }

    void setEnd(Transaction tx, DoneDraw.Key draw, int call, Instant endsAt) {
        tx.dsl()
                .update(DRAW_CALL)
                .set(DRAW_CALL.ENDS_AT, endsAt)
                .where(DRAW_CALL.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_CALL.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_CALL.NO.eq(call))
                .and(DRAW_CALL.ENDED_AT.isNull())
                .execute();
    }

    void end(Transaction tx, DoneDraw.Key draw, int call, SeatCall.End end, UUID entryId) {
        tx.dsl()
                .update(DRAW_CALL)
                .set(DRAW_CALL.ENDED_AT, end.at())
                .set(DRAW_CALL.OUTCOME, end.outcome().name())
                .set(DRAW_CALL.CHANNEL, end.channel())
                .set(DRAW_CALL.REASON, end.reason().map(Enum::name).orElse(null))
                .set(DRAW_CALL.ENTRY_ID, entryId)
                .where(DRAW_CALL.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_CALL.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_CALL.NO.eq(call))
                .execute();
    }

    void note(Transaction tx, DoneDraw.Key draw, int call) {
        tx.dsl()
                .update(DRAW_CALL)
                .set(DRAW_CALL.NOTED, true)
                .where(DRAW_CALL.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_CALL.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_CALL.NO.eq(call))
                .execute();
    }

    List<CallMessage> messages(Transaction tx, DoneDraw.Key draw, int call) {
        return tx.dsl()
                .selectFrom(CALL_MESSAGE)
                .where(CALL_MESSAGE.PROJECT_ID.eq(draw.projectId()))
                .and(CALL_MESSAGE.ATTEMPT.eq(draw.attempt()))
                .and(CALL_MESSAGE.CALL.eq(call))
                .orderBy(CALL_MESSAGE.NO)
                .fetch(row -> new CallMessage(
                        row.getNo(), row.getChannel(), CallMessage.State.valueOf(row.getState()), row.getAt()));
    }

    void add(Transaction tx, DoneDraw.Key draw, int call, String channel, CallMessage.State state, Instant at) {
        int no = tx.dsl()
                .select(coalesce(max(CALL_MESSAGE.NO), val(0)))
                .from(CALL_MESSAGE)
                .where(CALL_MESSAGE.PROJECT_ID.eq(draw.projectId()))
                .and(CALL_MESSAGE.ATTEMPT.eq(draw.attempt()))
                .and(CALL_MESSAGE.CALL.eq(call))
                .fetchSingle()
                .value1();
        tx.dsl()
                .insertInto(CALL_MESSAGE)
                .set(CALL_MESSAGE.PROJECT_ID, draw.projectId())
                .set(CALL_MESSAGE.ATTEMPT, draw.attempt())
                .set(CALL_MESSAGE.CALL, call)
                .set(CALL_MESSAGE.NO, no + 1)
                .set(CALL_MESSAGE.CHANNEL, channel)
                .set(CALL_MESSAGE.STATE, state.name())
                .set(CALL_MESSAGE.AT, at)
                .execute();
    }
}
