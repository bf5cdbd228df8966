package org.gongping.service.room;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.room.Room;
import org.gongping.core.room.RoomDoor;
import org.gongping.core.room.RoomKind;
import org.gongping.core.room.RoomRepository;
import org.gongping.core.room.Viewer;
import org.gongping.service.edge.Credentials;
import org.gongping.service.edge.Identities;
import org.gongping.service.edge.Identities.Identified;

/** Whether somebody with these credentials may be in this room: at the handshake, and again while the socket is open. */
final class RoomAdmission {
    private final Identities identities;
    private final Database database;
    private final RoomRepository rooms;
    private final Map<RoomKind, RoomDoor> doors;

    RoomAdmission(Identities identities, Database database, RoomRepository rooms, Map<RoomKind, RoomDoor> doors) {
        this.identities = identities;
        this.database = database;
        this.rooms = rooms;
        this.doors = Map.copyOf(doors);
    }

    sealed interface Decision {
        record Admitted(Room room, Viewer viewer) implements Decision {}

        /** @param code stable name of what the credentials lack */
        record NotLoggedIn(String code) implements Decision {}

        record Refused(Refusal refusal) implements Decision {}
    }

    /**
     * May block.
     *
     * @throws Identities.IdentityUnavailable when the identity provider must be asked and does not answer
     */
    Decision decide(Credentials credentials, UUID roomId) {
        return switch (identities.identify(credentials)) {
            case Identified.Anonymous() -> new Decision.NotLoggedIn("not-logged-in");
            case Identified.Rejected(String code) -> new Decision.NotLoggedIn(code);
            case Identified.Known(var caller) ->
                database.read(tx -> atTheDoor(tx, caller.actor().orElseThrow(), roomId));
        };
    }

    private Decision atTheDoor(Transaction tx, Actor actor, UUID roomId) {
        Optional<Room> room = rooms.findById(tx, roomId);
        Optional<RoomDoor> door = room.map(Room::kind).map(doors::get);
        if (door.isEmpty()) {
            return new Decision.Refused(new Refusal.NotFound("room"));
        }
        return switch (door.get().admit(tx, actor, room.get())) {
            case Outcome.Done<Viewer>(Viewer viewer) -> new Decision.Admitted(room.get(), viewer);
            case Outcome.Refused<Viewer>(Refusal refusal) -> new Decision.Refused(refusal);
        };
    }
}
