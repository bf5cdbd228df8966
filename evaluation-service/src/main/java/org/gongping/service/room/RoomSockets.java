package org.gongping.service.room;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.gongping.core.db.Database;
import org.gongping.core.room.RoomAppended;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.RoomRepository;
import org.gongping.core.tender.MembershipEnded;
import org.gongping.service.edge.Credentials;
import org.gongping.service.edge.Identities;
import org.gongping.service.edge.LoginEnded;
import org.gongping.service.room.RoomAdmission.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of this node. What transactions announce goes onto the event bus, to this node and to every other that
 * shares the bus: {@code room.<id>} carries the number of an event, {@code room.access} says whose login or which
 * project's membership to look at again. Both are hints; what a hint does not reach, the tick does.
 */
final class RoomSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomSockets.class);
    private static final String ROOM = "room.";
    private static final String ACCESS = "room.access";
    private static final long CLOSING_SECONDS = 5;

    /** A room that somebody is in. */
    private record Occupied(RoomFeed feed, MessageConsumer<JsonObject> hints, AtomicInteger sockets) {}

    private final Vertx vertx;
    private final Database database;
    private final RoomRepository rows;
    private final RoomAdmission admission;
    private final RoomLimits limits;
    private final InstantSource clock;
    private final RoomPresenceTable presence;

    private final Map<RoomId, Occupied> rooms = new ConcurrentHashMap<>();
    private final Map<RoomSocket, CompletableFuture<Void>> sockets = new ConcurrentHashMap<>();
    private final Map<String, Integer> perLogin = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean stopping;

    RoomSockets(
            Vertx vertx,
            Database database,
            RoomRepository rows,
            RoomAdmission admission,
            RoomLimits limits,
            InstantSource clock) {
        this.vertx = vertx;
        this.database = database;
        this.rows = rows;
        this.admission = admission;
        this.limits = limits;
        this.clock = clock;
        this.presence = new RoomPresenceTable(database, limits);
        database.onCommit(this::publish);
        vertx.eventBus().<JsonObject>consumer(ACCESS, message -> recheck(message.body()));
        vertx.setPeriodic(limits.tick().toMillis(), id -> tick());
        vertx.setPeriodic(limits.beat().toMillis(), id -> sockets.keySet().forEach(RoomSocket::beat));
    }

    private void publish(Object news) {
        if (stopping) {
            return;
        }
        switch (news) {
            case RoomAppended(RoomId room, long seq) ->
                vertx.eventBus()
                        .publish(
                                ROOM + room.id(),
                                new JsonObject()
                                        .put("room", room.id().toString())
                                        .put("seq", seq));
            case MembershipEnded(var project) ->
                vertx.eventBus().publish(ACCESS, new JsonObject().put("project", project.toString()));
            case LoginEnded(String subject) ->
                vertx.eventBus().publish(ACCESS, new JsonObject().put("subject", subject));
            default -> {}
        }
    }

    int count() {
        return count.get();
    }

    /** Why no socket can be opened for this login now, or that one more is counted until {@link #release}. */
    enum Place {
        TAKEN,
        TOO_MANY_OF_THIS_LOGIN,
        FULL
    }

    Place reserve(Decision.Admitted admitted) {
        boolean newRoom = !rooms.containsKey(admitted.room().id());
        if (stopping || count.get() >= limits.sockets() || newRoom && rooms.size() >= limits.rooms()) {
            return Place.FULL;
        }
        int ofLogin = perLogin.merge(admitted.viewer().subject(), 1, Integer::sum);
        count.incrementAndGet();
        if (ofLogin > limits.socketsPerLogin()) {
            release(admitted);
            return Place.TOO_MANY_OF_THIS_LOGIN;
        }
        return Place.TAKEN;
    }

    void release(Decision.Admitted admitted) {
        count.decrementAndGet();
        perLogin.computeIfPresent(admitted.viewer().subject(), (subject, held) -> held == 1 ? null : held - 1);
    }

    /** Takes over a connection that has a place. On its context. */
    void open(ServerWebSocket wire, Context context, Credentials credentials, Decision.Admitted admitted) {
        RoomFeed feed = enter(admitted.room().id());
        var socket = new RoomSocket(wire, context, credentials, admitted, feed, limits, clock);
        var ended = new CompletableFuture<Void>();
        sockets.put(socket, ended);
        socket.start(() -> {
            sockets.remove(socket);
            leave(feed.room());
            release(admitted);
            ended.complete(null);
        });
        if (stopping) {
            socket.close(CloseCode.GOING_AWAY);
        } else {
            // What ended between the look at the door and here gave its hint to nobody.
            recheck(socket);
        }
    }

    private RoomFeed enter(RoomId room) {
        Occupied occupied = rooms.compute(room, (id, known) -> {
            Occupied here = known == null ? occupy(id) : known;
            here.sockets().incrementAndGet();
            return here;
        });
        return occupied.feed();
    }

    private Occupied occupy(RoomId room) {
        var feed = new RoomFeed(room, database, rows);
        MessageConsumer<JsonObject> hints = vertx.eventBus()
                .consumer(ROOM + room.id(), message -> feed.hint(message.body().getLong("seq", 0L)));
        return new Occupied(feed, hints, new AtomicInteger());
    }

    private void leave(RoomId room) {
        rooms.computeIfPresent(room, (id, occupied) -> {
            if (occupied.sockets().decrementAndGet() > 0) {
                return occupied;
            }
            occupied.hints().unregister();
            presence.left(room);
            return null;
        });
    }

    private void recheck(JsonObject hint) {
        String subject = hint.getString("subject", "");
        String project = hint.getString("project", "");
        recheck(socket -> socket.viewer().subject().equals(subject)
                || socket.room().id().project().toString().equals(project));
    }

    private void recheck(Predicate<RoomSocket> which) {
        sockets.keySet().stream().filter(which).forEach(this::recheck);
    }

    /** Looks anew whether the person may be here. While nobody can tell, the socket stays. */
    private void recheck(RoomSocket socket) {
        database.submit(() -> admission.decide(
                        socket.credentials(), socket.room().id().id()))
                .whenComplete((decision, failure) -> {
                    switch (decision) {
                        case Decision.Admitted(var room, var viewer) when viewer.equals(socket.viewer()) -> {}
                        case Decision.Admitted changed -> socket.close(CloseCode.CHANGED);
                        case Decision.NotLoggedIn none -> socket.close(CloseCode.LOGIN_ENDED);
                        case Decision.Refused refused -> socket.close(CloseCode.NOT_ADMITTED);
                        case null -> report("login and membership of a socket could not be looked at", failure);
                    }
                });
    }

    private void tick() {
        if (stopping) {
            return;
        }
        recheck(RoomSocket::isDue);
        List<RoomFeed> here = rooms.values().stream().map(Occupied::feed).toList();
        presence.tick(here);
        if (here.isEmpty()) {
            return;
        }
        database.submit(() -> database.read(
                        tx -> rows.heads(tx, here.stream().map(RoomFeed::room).toList())))
                .whenComplete((heads, failure) -> {
                    if (failure != null) {
                        report("rooms could not be read", failure);
                        return;
                    }
                    here.forEach(feed -> feed.hint(heads.getOrDefault(feed.room(), 0L)));
                });
    }

    private static void report(String what, Throwable failure) {
        if (failure instanceof Identities.IdentityUnavailable
                || failure instanceof RuntimeException known && Database.isToBlame(known)) {
            LOG.warn("{}: {}", what, failure.getMessage());
        } else {
            LOG.error("{}", what, failure);
        }
    }

    /** Tells every client to come back later, and waits a few seconds for them to hear it. */
    @Override
    public void close() {
        stopping = true;
        var ending = new ArrayList<CompletableFuture<Void>>();
        sockets.forEach((socket, ended) -> {
            socket.close(CloseCode.GOING_AWAY);
            ending.add(ended);
        });
        CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, CLOSING_SECONDS, TimeUnit.SECONDS)
                .join();
        presence.close();
    }
}
