package org.gongping.service.room;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.gongping.core.db.Database;
import org.gongping.core.room.RoomDoor;
import org.gongping.core.room.RoomKind;
import org.gongping.core.room.RoomRepository;
import org.gongping.service.edge.Identities;

/** The rooms of one node as a whole, put together for the composition root. */
public final class RoomWire implements AutoCloseable {
    private final RoomSockets sockets;
    private final RoomHandshake handshake;

    /**
     * @param doors who is let into the rooms of each kind; to rooms of another kind nobody is
     * @param clock of the tenders, told in frames
     */
    public RoomWire(
            Vertx vertx,
            Database database,
            Identities identities,
            Map<RoomKind, RoomDoor> doors,
            RoomLimits limits,
            URI publicUrl,
            InstantSource clock) {
        var rows = new RoomRepository();
        var admission = new RoomAdmission(identities, database, rows, doors);
        this.sockets = new RoomSockets(vertx, database, rows, admission, limits, clock);
        this.handshake = new RoomHandshake(vertx, database, admission, sockets, publicUrl, clock);
    }

    public void mount(Router router) {
        router.get("/ws/rooms/:roomId").handler(handshake::handle);
    }

    /** Open sockets of this node. */
    public int count() {
        return sockets.count();
    }

    @Override
    public void close() {
        sockets.close();
    }
}
