package org.gongping.service.room;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.gongping.core.room.Room;
import org.gongping.core.room.RoomMessage;
import org.gongping.core.room.Viewer;
import org.gongping.core.room.message.RoomBeat;
import org.gongping.core.room.message.RoomClosed;
import org.gongping.core.room.message.RoomLive;
import org.gongping.core.room.message.RoomPresence;
import org.gongping.core.room.message.RoomWelcome;
import org.gongping.service.edge.Credentials;
import org.gongping.service.room.Frames.EventFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One person's window into one room. The client says once up to which number it has everything; it then gets what came
 * after, from the table and only as fast as it takes it, and when it has all, what comes as it comes. A client that falls
 * behind after that is cut off: the table keeps for it what this socket will not.
 *
 * <p>Nothing else is taken from a client: whoever acts in a room does so over HTTP.
 */
final class RoomSocket {
    private static final Logger LOG = LoggerFactory.getLogger(RoomSocket.class);
    private static final int BEATS_BEFORE_RESUME = 2;

    private enum State {
        WAITING,
        CATCHING_UP,
        LIVE,
        CLOSED
    }

    private final ServerWebSocket wire;
    private final Context context;
    private final Credentials credentials;
    private final Room room;
    private final Viewer viewer;
    private final RoomFeed feed;
    private final RoomLimits limits;
    private final InstantSource clock;

    // Guarded by this.
    private final Deque<String> queue = new ArrayDeque<>();
    private int queued;
    private State state = State.WAITING;
    private boolean reading;
    private boolean sawLast;
    private long cursor;
    private long shown;
    private int beatsWaiting;
    private long checked = System.nanoTime();

    private volatile long heard = System.nanoTime();

    RoomSocket(
            ServerWebSocket wire,
            Context context,
            Credentials credentials,
            RoomAdmission.Decision.Admitted admitted,
            RoomFeed feed,
            RoomLimits limits,
            InstantSource clock) {
        this.wire = wire;
        this.context = context;
        this.credentials = credentials;
        this.room = admitted.room();
        this.viewer = admitted.viewer();
        this.feed = feed;
        this.limits = limits;
        this.clock = clock;
    }

    /** On the context of the connection, before anything can have come from it. */
    void start(Runnable ended) {
        wire.pongHandler(pong -> heard = System.nanoTime());
        wire.textMessageHandler(this::take);
        wire.binaryMessageHandler(binary -> close(CloseCode.BAD_MESSAGE));
        wire.exceptionHandler(
                cause -> LOG.debug("socket of room {}: {}", room.id().id(), cause.getMessage()));
        wire.closeHandler(closed -> {
            forget();
            ended.run();
        });
    }

    Room room() {
        return room;
    }

    Viewer viewer() {
        return viewer;
    }

    Credentials credentials() {
        return credentials;
    }

    private void take(String text) {
        heard = System.nanoTime();
        long lastSeq = Frames.resumedFrom(text);
        synchronized (this) {
            if (state == State.WAITING && lastSeq >= 0) {
                state = State.CATCHING_UP;
                cursor = lastSeq;
                shown = lastSeq;
                tell(new RoomWelcome(room.kind(), List.copyOf(viewer.sides()), room.openedAt(), (int)
                        limits.beat().toSeconds()));
                readOn();
                return;
            }
        }
        close(CloseCode.BAD_MESSAGE);
    }

    private synchronized void readOn() {
        if (state == State.CATCHING_UP && !reading) {
            reading = true;
            feed.read(cursor).whenComplete(this::caughtUp);
        }
    }

    private synchronized void caughtUp(RoomFeed.Page page, Throwable failure) {
        reading = false;
        if (state != State.CATCHING_UP) {
            return;
        }
        if (failure != null) {
            LOG.warn("room {} could not be read: {}", room.id().id(), failure.getMessage());
            close(CloseCode.FAILED);
            return;
        }
        if (cursor > page.head()) {
            close(CloseCode.AHEAD);
            return;
        }
        page.events().forEach(this::show);
        boolean hasRoom = queued <= limits.queued() / 2;
        if (page.isLast() && hasRoom && feed.join(this, cursor)) {
            state = State.LIVE;
            tell(new RoomLive());
            tell(feed.presence());
        } else if (hasRoom) {
            readOn();
        }
        // Otherwise the pump reads on when it has sent what waits.
    }

    /** An event that has just been read for all live sockets of the room. */
    synchronized void offer(EventFrame frame) {
        if (state == State.LIVE) {
            show(frame);
        }
    }

    private void show(EventFrame frame) {
        long seq = frame.event().seq();
        if (state == State.CLOSED || seq <= cursor) {
            return;
        }
        if (seq != cursor + 1) {
            LOG.error("room {} has no event between {} and {}", room.id().id(), cursor, seq);
            close(CloseCode.FAILED);
            return;
        }
        cursor = seq;
        if (frame.event().audience().includes(viewer)) {
            enqueue(frame.after(shown));
            shown = seq;
        }
        sawLast |= frame.event().type().equals(RoomClosed.TYPE);
    }

    /** Who is here now. */
    synchronized void tellPresence(RoomPresence presence) {
        if (state == State.LIVE) {
            tell(presence);
        }
    }

    private void tell(RoomMessage message) {
        enqueue(Frames.note(room.id(), clock.instant(), message));
    }

    private void enqueue(String frame) {
        if (state == State.LIVE && queued + frame.length() > limits.queued()) {
            close(CloseCode.TOO_SLOW);
            return;
        }
        queue.add(frame);
        queued += frame.length();
        if (queue.size() == 1) {
            context.runOnContext(run -> pump());
        }
    }

    /** On the context of the connection. Writes as long as the connection takes it. */
    private void pump() {
        while (true) {
            String frame;
            synchronized (this) {
                if (state == State.CLOSED) {
                    return;
                }
                if (wire.writeQueueFull()) {
                    wire.drainHandler(drained -> pump());
                    return;
                }
                frame = queue.poll();
                if (frame == null) {
                    break;
                }
                queued -= frame.length();
            }
            wire.writeTextMessage(frame);
        }
        if (isOver()) {
            close(CloseCode.ROOM_CLOSED);
        } else {
            readOn();
        }
    }

    private synchronized boolean isOver() {
        return sawLast && state == State.LIVE;
    }

    /** Asks for a sign of life, and gives one. */
    void beat() {
        if (System.nanoTime() - heard > limits.silence().toNanos()) {
            close(CloseCode.SILENT);
            return;
        }
        synchronized (this) {
            if (state == State.WAITING && ++beatsWaiting > BEATS_BEFORE_RESUME) {
                close(CloseCode.BAD_MESSAGE);
                return;
            }
            if (state == State.LIVE) {
                tell(new RoomBeat(shown));
            }
        }
        context.runOnContext(run -> {
            if (!wire.isClosed()) {
                wire.writePing(Buffer.buffer());
            }
        });
    }

    /** Whether login and membership should be looked at again; says so once per period. */
    synchronized boolean isDue() {
        boolean due = System.nanoTime() - checked >= limits.recheck().toNanos();
        checked = due ? System.nanoTime() : checked;
        return due;
    }

    /** From now on nothing more is sent but the code. */
    void close(CloseCode code) {
        if (forget()) {
            context.runOnContext(run -> {
                if (!wire.isClosed()) {
                    wire.close(code.code(), code.reason());
                }
            });
        }
    }

    private synchronized boolean forget() {
        if (state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        queue.clear();
        queued = 0;
        feed.leave(this);
        return true;
    }
}
