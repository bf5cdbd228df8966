package org.gongping.core.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.gongping.core.db.Transaction;
import org.gongping.core.room.message.RoomClosed;
import org.gongping.core.room.message.RoomOpened;

/**
 * Rooms, for use cases. An event is appended in the transaction of the step that it tells of: it, the step and the
 * step's audit entry commit together or not at all; those in the room hear of it after the commit.
 */
public final class Rooms {
    /** A body larger than this is refused, in bytes of UTF-8: what is large is fetched over HTTP. */
    public static final int LARGEST_BODY = 48 << 10;

    private final RoomRepository repository;
    private final InstantSource clock;

    public Rooms(RoomRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Opens a room that did not exist; its first event says so. */
    public Room open(Transaction tx, RoomId id, RoomKind kind) {
        repository.insert(tx, id, kind, clock.instant());
        append(tx, id, RoomEvent.toAll(new RoomOpened(kind)));
        return repository.find(tx, id).orElseThrow();
    }

    public Optional<Room> find(Transaction tx, RoomId id) {
        return repository.find(tx, id);
    }

    /**
     * Appends an event and answers its number. Takes the row lock of the room until the transaction ends, so lock the
     * project first, as every use case does.
     *
     * @throws IllegalStateException when the room does not exist or is closed: ask {@link #find} first
     * @throws IllegalArgumentException for a body over {@link #LARGEST_BODY}
     */
    public long append(Transaction tx, RoomId room, RoomEvent event) {
        ObjectNode body = RoomJson.body(event.message());
        int size = body.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_BODY) {
            throw new IllegalArgumentException(event.message().type() + " is too large for a room: " + size + " bytes");
        }
        long seq = repository
                .nextSeq(tx, room)
                .orElseThrow(() -> new IllegalStateException("room " + room.id() + " is not open"));
        repository.insert(
                tx, room, new RecordedEvent(seq, event.message().type(), clock.instant(), body, event.audience()));
        tx.announce(new RoomAppended(room, seq));
        return seq;
    }

    /** Closes an open room; its last event says so. */
    public void close(Transaction tx, RoomId room) {
        append(tx, room, RoomEvent.toAll(new RoomClosed()));
        repository.close(tx, room, clock.instant());
    }
}
