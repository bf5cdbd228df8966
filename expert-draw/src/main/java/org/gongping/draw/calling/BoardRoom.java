package org.gongping.draw.calling;

import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.room.RoomEvent;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.Rooms;

/** Tells the project's draw room, which the steps of the draw have opened under the project's id. */
public final class BoardRoom implements BoardWatch {
    private final Rooms rooms;

    public BoardRoom(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public void changed(Transaction tx, UUID projectId) {
        RoomId room = new RoomId(projectId, projectId);
        if (rooms.find(tx, room).isPresent()) {
            rooms.append(tx, room, RoomEvent.toAll(new BoardHint()));
        }
    }
}
