package org.gongping.service.room;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.gongping.core.db.Database;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.RoomRepository;
import org.gongping.core.room.message.RoomPresence;
import org.gongping.service.room.Frames.EventFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room on this node. A hint makes it read, once for all its live sockets, what the table has after the number up to
 * which they were told; so each of them gets every event once and in order, whatever hints were lost, doubled or false.
 *
 * <p>Lock order: a socket, then its feed. The feed tells sockets while it holds no lock.
 */
final class RoomFeed {
    private static final Logger LOG = LoggerFactory.getLogger(RoomFeed.class);
    static final int PAGE = 50;

    /** @param head number of the newest event of the room when this was read */
    record Page(long head, List<EventFrame> events) {
        boolean isLast() {
            return events.size() < PAGE;
        }
    }

    private final RoomId room;
    private final Database database;
    private final RoomRepository rows;

    // Guarded by this.
    private RoomPresence presence = new RoomPresence(List.of());
    private final Set<RoomSocket> live = new HashSet<>();
    private long told;
    private long hinted;
    private boolean reading;

    RoomFeed(RoomId room, Database database, RoomRepository rows) {
        this.room = room;
        this.database = database;
        this.rows = rows;
    }

    RoomId room() {
        return room;
    }

    /** The events after this number, at most {@link #PAGE}. */
    CompletableFuture<Page> read(long after) {
        return database.submit(() -> readNow(after));
    }

    private Page readNow(long after) {
        return database.read(tx -> new Page(
                rows.heads(tx, Set.of(room)).getOrDefault(room, 0L),
                rows.after(tx, room, after, PAGE).stream()
                        .map(event -> Frames.event(room, event))
                        .toList()));
    }

    /** From now on the socket is told what comes; false when it must first read on to where the others are. */
    synchronized boolean join(RoomSocket socket, long cursor) {
        if (live.isEmpty() && !reading) {
            told = cursor;
        }
        if (cursor < told) {
            return false;
        }
        live.add(socket);
        readOn();
        return true;
    }

    synchronized void leave(RoomSocket socket) {
        live.remove(socket);
    }

    synchronized List<RoomSocket> live() {
        return List.copyOf(live);
    }

    /** Tells who is here, unless that is what was told last. */
    void tellPresence(RoomPresence now) {
        List<RoomSocket> sockets;
        synchronized (this) {
            if (now.equals(presence)) {
                return;
            }
            presence = now;
            sockets = List.copyOf(live);
        }
        sockets.forEach(socket -> socket.tellPresence(now));
    }

    /** As it was told last. */
    synchronized RoomPresence presence() {
        return presence;
    }

    /** Somebody says that the room has an event of this number. */
    synchronized void hint(long seq) {
        hinted = Math.max(hinted, seq);
        readOn();
    }

    private synchronized void readOn() {
        if (reading || live.isEmpty() || hinted <= told) {
            return;
        }
        reading = true;
        long after = told;
        database.submit(() -> {
                    tellAll(after);
                    return null;
                })
                .exceptionally(failure -> {
                    // The next tick asks again.
                    LOG.warn("room {} could not be read: {}", room.id(), failure.getMessage());
                    return null;
                })
                .whenComplete((done, failure) -> readAgain());
    }

    private synchronized void readAgain() {
        reading = false;
        readOn();
    }

    private void tellAll(long after) {
        long from = after;
        while (true) {
            long asked;
            synchronized (this) {
                asked = hinted;
            }
            Page page = readNow(from);
            List<RoomSocket> sockets;
            synchronized (this) {
                if (!page.events().isEmpty()) {
                    from = page.events().getLast().event().seq();
                    told = from;
                }
                if (page.isLast() && hinted == asked) {
                    // All that was committed before the hint has been read: what it says beyond that was false.
                    hinted = told;
                }
                sockets = List.copyOf(live);
            }
            sockets.forEach(socket -> page.events().forEach(socket::offer));
            if (page.isLast()) {
                return;
            }
        }
    }
}
