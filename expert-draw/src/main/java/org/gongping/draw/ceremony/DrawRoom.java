package org.gongping.draw.ceremony;

import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.room.RoomEvent;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.RoomKind;
import org.gongping.core.room.Rooms;

/** The draw room of a project hears of each step with the step itself. */
public final class DrawRoom implements DrawNews {
    private final Rooms rooms;

    public DrawRoom(Rooms rooms) {
        this.rooms = rooms;
    }

    /** The one room of a project's draws has the project's id. */
    public static RoomId of(UUID projectId) {
        return new RoomId(projectId, projectId);
    }

    /** Every step holds the project's lock, so that the room is opened once. */
    @Override
    public void step(Transaction tx, UUID projectId, int attempt, String step, String party) {
        RoomId room = of(projectId);
        if (rooms.find(tx, room).isEmpty()) {
            rooms.open(tx, room, RoomKind.DRAW);
        }
        rooms.append(tx, room, RoomEvent.toAll(new DrawStepHint(attempt, step, party.isEmpty() ? null : party)));
    }
}
