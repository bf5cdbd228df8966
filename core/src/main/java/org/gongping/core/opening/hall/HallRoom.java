package org.gongping.core.opening.hall;

import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.room.RoomEvent;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.RoomKind;
import org.gongping.core.room.Rooms;

/** The room of a hall, whose id is that of the lot: those in it hear of each step with the step itself. */
public final class HallRoom {
    private final Rooms rooms;

    public HallRoom(Rooms rooms) {
        this.rooms = rooms;
    }

    static RoomId of(UUID projectId, UUID lotId) {
        return new RoomId(projectId, lotId);
    }

    void open(Transaction tx, UUID projectId, UUID lotId) {
        rooms.open(tx, of(projectId, lotId), RoomKind.OPENING);
        tell(tx, projectId, lotId, HallStep.Kind.OPENED, null);
    }

    /** Tells nothing where the lot has no hall. */
    public void tell(Transaction tx, UUID projectId, UUID lotId, HallStep.Kind step, Integer bid) {
        RoomId room = of(projectId, lotId);
        if (rooms.find(tx, room).isPresent()) {
            rooms.append(tx, room, RoomEvent.toAll(new HallStep(step, bid)));
        }
    }
}
