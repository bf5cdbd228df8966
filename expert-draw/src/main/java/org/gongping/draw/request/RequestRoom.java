package org.gongping.draw.request;

import org.gongping.core.db.Transaction;
import org.gongping.core.room.RoomEvent;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.RoomKind;
import org.gongping.core.room.Rooms;
import org.gongping.draw.ceremony.DrawRoom;

/** The draw room of a project hears of each step of the request with the step itself. */
public final class RequestRoom {
    private final Rooms rooms;

    public RequestRoom(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Every step holds the project's lock, so that the room is opened once. */
    void changed(Transaction tx, DrawRequest request) {
        RoomId room = DrawRoom.of(request.projectId());
        if (rooms.find(tx, room).isEmpty()) {
            rooms.open(tx, room, RoomKind.DRAW);
        }
        rooms.append(tx, room, RoomEvent.toAll(new DrawRequestHint(request.state().name(), request.version())));
    }
}
