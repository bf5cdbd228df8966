package org.gongping.core.room;

import static org.gongping.core.db.jooq.Tables.ROOM;
import static org.gongping.core.db.jooq.Tables.ROOM_EVENT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.RoomRecord;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Rooms and their events. It can append and read; the database grants nothing else. */
public final class RoomRepository {
    void insert(Transaction tx, RoomId id, RoomKind kind, Instant now) {
        tx.dsl()
                .insertInto(ROOM)
                .set(ROOM.PROJECT_ID, id.project())
                .set(ROOM.ID, id.id())
                .set(ROOM.KIND, kind.name())
                .set(ROOM.OPENED_AT, now)
                .execute();
    }

    public Optional<Room> find(Transaction tx, RoomId id) {
        return tx.dsl().selectFrom(ROOM).where(is(id)).fetchOptional(RoomRepository::read);
    }

    public Optional<Room> findById(Transaction tx, UUID id) {
        return tx.dsl().selectFrom(ROOM).where(ROOM.ID.eq(id)).fetchOptional(RoomRepository::read);
    }

    /** Takes the next number and the lock of the room; empty when it is not open. */
    Optional<Long> nextSeq(Transaction tx, RoomId id) {
        return tx.dsl()
                .update(ROOM)
                .set(ROOM.LAST_SEQ, ROOM.LAST_SEQ.plus(1))
                .where(is(id))
                .and(ROOM.CLOSED_AT.isNull())
                .returningResult(ROOM.LAST_SEQ)
                .fetchOptional(row -> row.value1());
    }

    void insert(Transaction tx, RoomId room, RecordedEvent event) {
        tx.dsl()
                .insertInto(ROOM_EVENT)
                .set(ROOM_EVENT.PROJECT_ID, room.project())
                .set(ROOM_EVENT.ROOM_ID, room.id())
                .set(ROOM_EVENT.SEQ, event.seq())
                .set(ROOM_EVENT.TYPE, event.type())
                .set(ROOM_EVENT.AT, event.at())
                .set(ROOM_EVENT.AUDIENCE, event.audience().tokens().toArray(String[]::new))
                .set(ROOM_EVENT.BODY, Json.write(event.body()))
                .execute();
    }

    void close(Transaction tx, RoomId id, Instant now) {
        tx.dsl().update(ROOM).set(ROOM.CLOSED_AT, now).where(is(id)).execute();
    }

    /** The events after this number, in their order, at most so many. Whether somebody may see them is not asked here. */
    public List<RecordedEvent> after(Transaction tx, RoomId room, long seq, int most) {
        return tx.dsl()
                .selectFrom(ROOM_EVENT)
                .where(ROOM_EVENT.PROJECT_ID.eq(room.project()))
                .and(ROOM_EVENT.ROOM_ID.eq(room.id()))
                .and(ROOM_EVENT.SEQ.gt(seq))
                .orderBy(ROOM_EVENT.SEQ)
                .limit(most)
                .fetch(row -> new RecordedEvent(
                        row.getSeq(),
                        row.getType(),
                        row.getAt(),
                        Json.read(row.getBody()),
                        new Audience(Set.of(row.getAudience()))));
    }

    /** The number of the newest event of each of these rooms. */
    public Map<RoomId, Long> heads(Transaction tx, Collection<RoomId> rooms) {
        return tx
                .dsl()
                .select(ROOM.PROJECT_ID, ROOM.ID, ROOM.LAST_SEQ)
                .from(ROOM)
                .where(DSL.row(ROOM.PROJECT_ID, ROOM.ID)
                        .in(rooms.stream()
                                .map(room -> DSL.row(room.project(), room.id()))
                                .toList()))
                .stream()
                .collect(Collectors.toMap(row -> new RoomId(row.value1(), row.value2()), row -> row.value3()));
    }

    private static Condition is(RoomId id) {
        return ROOM.PROJECT_ID.eq(id.project()).and(ROOM.ID.eq(id.id()));
    }

    private static Room read(RoomRecord row) {
        return new Room(
                new RoomId(row.getProjectId(), row.getId()),
                RoomKind.valueOf(row.getKind()),
                row.getLastSeq(),
                row.getOpenedAt(),
                Optional.ofNullable(row.getClosedAt()));
    }
}
