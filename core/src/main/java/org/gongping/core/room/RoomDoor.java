package org.gongping.core.room;

import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/** Who is let into the rooms of one kind. Asked when somebody comes in, and again and again while they stay. */
@FunctionalInterface
public interface RoomDoor {
    /** The viewer that the actor is in this room, or why there is none. To a stranger the room does not exist. */
    Outcome<Viewer> admit(Transaction tx, Actor actor, Room room);
}
