package org.gongping.service.room;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Role;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.RoomPresenceRepository;
import org.gongping.core.room.message.RoomPresence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in the rooms: each node says so in the database every few seconds and when it changes, and tells its sockets
 * what all nodes say together. A node that says nothing any more counts no more after the time in which a silent socket
 * would be closed.
 */
final class RoomPresenceTable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomPresenceTable.class);

    private final UUID node = UUID.randomUUID();
    private final RoomPresenceRepository rows = new RoomPresenceRepository();
    private final Database database;
    private final Duration counted;
    private final long beat;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Set<RoomId> empty = ConcurrentHashMap.newKeySet();

    // Of the run that is under way; there is one at a time.
    private final Map<RoomId, Map<Role, Set<String>>> said = new HashMap<>();
    private long saidAt = System.nanoTime();

    RoomPresenceTable(Database database, RoomLimits limits) {
        this.database = database;
        this.counted = limits.silence();
        this.beat = limits.beat().toNanos();
    }

    /** The last socket of the room on this node is gone. */
    void left(RoomId room) {
        empty.add(room);
    }

    void tick(List<RoomFeed> feeds) {
        if (feeds.isEmpty() && empty.isEmpty()) {
            return;
        }
        if (running.compareAndSet(false, true)) {
            database.submit(() -> {
                        run(feeds);
                        return null;
                    })
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.warn("presence was not told: {}", failure.getMessage());
                        }
                        running.set(false);
                    });
        }
    }

    private void run(List<RoomFeed> feeds) {
        Map<RoomId, Map<Role, Set<String>>> now = new HashMap<>();
        feeds.forEach(feed -> now.put(feed.room(), present(feed)));
        for (RoomId room : Set.copyOf(empty)) {
            empty.remove(room);
            now.putIfAbsent(room, Map.of());
        }
        boolean all = System.nanoTime() - saidAt >= beat;
        Map<RoomId, Map<Role, Set<String>>> toSay = new HashMap<>(now);
        toSay.entrySet().removeIf(entry -> !all && entry.getValue().equals(said.get(entry.getKey())));
        if (!toSay.isEmpty()) {
            database.transact(tx -> {
                toSay.forEach((room, present) -> rows.say(tx, node, room, present));
                rows.forgetOld(tx);
                return null;
            });
        }
        said.clear();
        now.forEach((room, present) -> {
            if (!present.isEmpty()) {
                said.put(room, present);
            }
        });
        saidAt = all ? System.nanoTime() : saidAt;
        Map<RoomId, Map<Role, Set<String>>> everywhere = database.read(tx -> rows.in(tx, now.keySet(), counted));
        feeds.forEach(feed -> feed.tellPresence(message(everywhere.getOrDefault(feed.room(), Map.of()))));
    }

    private static Map<Role, Set<String>> present(RoomFeed feed) {
        Map<Role, Set<String>> present = new EnumMap<>(Role.class);
        for (RoomSocket socket : feed.live()) {
            for (Role side : socket.viewer().sides()) {
                present.computeIfAbsent(side, of -> new TreeSet<>())
                        .add(socket.viewer().subject());
            }
        }
        return present;
    }

    /** How many bidders there are is told to nobody in this way (招标投标法 Art. 22). */
    private static RoomPresence message(Map<Role, Set<String>> present) {
        return new RoomPresence(present.entrySet().stream()
                .filter(entry -> entry.getKey() != Role.BIDDER)
                .map(entry ->
                        new RoomPresence.Side(entry.getKey(), entry.getValue().size()))
                .toList());
    }

    /** Nobody is here any more. */
    void close() {
        try {
            database.transact(tx -> {
                rows.leave(tx, node);
                return null;
            });
        } catch (RuntimeException e) {
            LOG.debug("presence ends by itself", e);
        }
    }
}
