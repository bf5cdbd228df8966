package org.gongping.draw.calling;

import static org.gongping.core.db.jooq.Tables.DRAW_CALLING;
import static org.gongping.core.db.jooq.Tables.DRAW_ROSTER;
import static org.gongping.core.db.jooq.Tables.DRAW_SEAT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.DrawSeatRecord;

/** How far the calling of each attempt is, and its seats. */
public final class CallingRepository {
    /** How far an attempt is. */
    public record Standing(CallingState state, Instant since) {}

    /** A member whose name is open to all who may know. */
    record Opened(int seat, String pid, UUID expertId, Instant at) {}

    List<DoneDraw.Key> atWork(Transaction tx) {
        return tx.dsl()
                .select(DRAW_CALLING.PROJECT_ID, DRAW_CALLING.ATTEMPT)
                .from(DRAW_CALLING)
                .where(DRAW_CALLING.STATE.eq(CallingState.CALLING.name()))
                .orderBy(DRAW_CALLING.OPENED_AT, DRAW_CALLING.PROJECT_ID)
                .fetch(row -> new DoneDraw.Key(row.value1(), row.value2()));
    }

    Optional<Standing> find(Transaction tx, DoneDraw.Key draw) {
        return tx.dsl()
                .select(DRAW_CALLING.STATE, DRAW_CALLING.SINCE)
                .from(DRAW_CALLING)
                .where(DRAW_CALLING.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_CALLING.ATTEMPT.eq(draw.attempt()))
                .fetchOptional(row -> new Standing(CallingState.valueOf(row.value1()), row.value2()));
    }

    /** As {@link #find}; whoever writes calls, seats or vacancies of the attempt takes this lock first. */
    Optional<Standing> lock(Transaction tx, DoneDraw.Key draw) {
        return tx.dsl()
                .select(DRAW_CALLING.STATE, DRAW_CALLING.SINCE)
                .from(DRAW_CALLING)
                .where(DRAW_CALLING.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_CALLING.ATTEMPT.eq(draw.attempt()))
                .forUpdate()
                .fetchOptional(row -> new Standing(CallingState.valueOf(row.value1()), row.value2()));
    }

    void open(Transaction tx, DoneDraw.Key draw, List<Seat> seats, Instant now) {
        tx.dsl()
                .insertInto(DRAW_CALLING)
                .set(DRAW_CALLING.PROJECT_ID, draw.projectId())
                .set(DRAW_CALLING.ATTEMPT, draw.attempt())
                .set(DRAW_CALLING.STATE, CallingState.CALLING.name())
                .set(DRAW_CALLING.OPENED_AT, now)
                .set(DRAW_CALLING.SINCE, now)
                .execute();
        for (Seat seat : seats) {
            tx.dsl()
                    .insertInto(DRAW_SEAT)
                    .set(DRAW_SEAT.PROJECT_ID, draw.projectId())
                    .set(DRAW_SEAT.ATTEMPT, draw.attempt())
                    .set(DRAW_SEAT.NO, seat.no())
                    .set(DRAW_SEAT.STRATUM, seat.stratum())
                    .set(DRAW_SEAT.VENUE, seat.venue().orElse(null))
                    .set(DRAW_SEAT.CITY, seat.city().orElse(null))
                    .set(DRAW_SEAT.PLACE, seat.place().orElse(null))
                    .set(DRAW_SEAT.PID, seat.pid())
                    .set(DRAW_SEAT.STATE, seat.state().name())
                    .set(DRAW_SEAT.SINCE, now)
                    .execute();
        }
    }

    void become(Transaction tx, DoneDraw.Key draw, CallingState state, Instant now) {
        tx.dsl()
                .update(DRAW_CALLING)
                .set(DRAW_CALLING.STATE, state.name())
                .set(DRAW_CALLING.SINCE, now)
                .where(DRAW_CALLING.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_CALLING.ATTEMPT.eq(draw.attempt()))
                .execute();
    }

    /** In their order. */
    List<Seat> seats(Transaction tx, DoneDraw.Key draw) {
        return tx.dsl()
                .selectFrom(DRAW_SEAT)
                .where(DRAW_SEAT.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_SEAT.ATTEMPT.eq(draw.attempt()))
                .orderBy(DRAW_SEAT.NO)
                .fetch(CallingRepository::read);
    }

    Seat seat(Transaction tx, DoneDraw.Key draw, int no) {
        return read(tx.dsl()
                .selectFrom(DRAW_SEAT)
                .where(DRAW_SEAT.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_SEAT.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_SEAT.NO.eq(no))
                .fetchSingle());
    }

    private static Seat read(DrawSeatRecord row) {
        return new Seat(
                row.getNo(),
                row.getStratum(),
                Optional.ofNullable(row.getVenue()),
                Optional.ofNullable(row.getCity()),
                Optional.ofNullable(row.getPlace()),
                row.getPid(),
                Seat.State.valueOf(row.getState()),
                row.getSince());
    }

    void seat(Transaction tx, DoneDraw.Key draw, int no, String pid, Seat.State state, Instant now) {
        tx.dsl()
                .update(DRAW_SEAT)
                .set(DRAW_SEAT.PID, pid)
                .set(DRAW_SEAT.STATE, state.name())
                .set(DRAW_SEAT.SINCE, now)
                .where(DRAW_SEAT.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_SEAT.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_SEAT.NO.eq(no))
                .execute();
    }

    /** The last attempt of the tender whose seats were called for. */
    Optional<Integer> lastCalled(Transaction tx, UUID projectId) {
        return tx.dsl()
                .select(DRAW_CALLING.ATTEMPT)
                .from(DRAW_CALLING)
                .where(DRAW_CALLING.PROJECT_ID.eq(projectId))
                .orderBy(DRAW_CALLING.ATTEMPT.desc())
                .limit(1)
                .fetchOptional(DRAW_CALLING.ATTEMPT);
    }

    void publish(Transaction tx, DoneDraw.Key draw, int seat, String pid, UUID expertId, Instant now) {
        tx.dsl()
                .insertInto(DRAW_ROSTER)
                .set(DRAW_ROSTER.PROJECT_ID, draw.projectId())
                .set(DRAW_ROSTER.ATTEMPT, draw.attempt())
                .set(DRAW_ROSTER.SEAT, seat)
                .set(DRAW_ROSTER.PID, pid)
                .set(DRAW_ROSTER.EXPERT_ID, expertId)
                .set(DRAW_ROSTER.OPENED_AT, now)
                .execute();
    }

    /** Nobody before the roster is open to all who may know. */
    List<Opened> published(Transaction tx, DoneDraw.Key draw) {
        return tx.dsl()
                .selectFrom(DRAW_ROSTER)
                .where(DRAW_ROSTER.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_ROSTER.ATTEMPT.eq(draw.attempt()))
                .orderBy(DRAW_ROSTER.SEAT)
                .fetch(row -> new Opened(row.getSeat(), row.getPid(), row.getExpertId(), row.getOpenedAt()));
    }
}
