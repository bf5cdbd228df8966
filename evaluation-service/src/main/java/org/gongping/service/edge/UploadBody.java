package org.gongping.service.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The body of a request as a blocking stream for a virtual thread. Nothing is read from the connection until the first
 * {@code read}, and never more than some chunks ahead, of all uploads together, so a slow disk slows the clients and fills no
 * memory. Cheapest by
 * {@link #transferTo}, which hands each chunk on as it came.
 */
public final class UploadBody extends InputStream {
    private static final long LINGER_MS = 10_000;
    private static final int CHUNKS_AHEAD = 4;
    /** A few uploads may have more on the way, for a wait costs more than a chunk; all of them together this many. */
    private static final int MORE_AHEAD = 188;

    private static final Semaphore MORE = new Semaphore(24 * MORE_AHEAD);
    private static final long STALLED_AFTER_SECONDS = 30;

    private record Ended() {}

    private record Failed(Throwable cause) {}

    /** The body did not arrive whole. */
    public static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean tooLarge;

        Broken(String message, Throwable cause, boolean tooLarge) {
            super(message, cause);
            this.tooLarge = tooLarge;
        }

        public boolean isTooLarge() {
            return tooLarge;
        }
    }

    private final Context context;
    private final HttpServerRequest request;
    private final long limit;
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private Buffer current = Buffer.buffer();
    private int position;
    private int asked;
    private long total;
    private boolean begun;
    private boolean ended;
    private int ahead = CHUNKS_AHEAD;

    /** On the event loop, before anything of the body has been delivered. */
    public UploadBody(Context context, HttpServerRequest request, long limit) {
        this.context = context;
        this.request = request;
        this.limit = limit;
        request.pause();
        request.handler(arrived::add);
        request.endHandler(end -> arrived.add(new Ended()));
        request.exceptionHandler(cause -> arrived.add(new Failed(cause)));
    }

    /** Lets a client that is still sending read its answer: what it sends is dropped for a while, then it is cut off. */
    public void dropRest(Vertx vertx) {
        giveBack();
        if (request.isEnded()) {
            return;
        }
        request.handler(chunk -> {}).resume();
        long timer = vertx.setTimer(LINGER_MS, id -> request.connection().close());
        request.endHandler(end -> vertx.cancelTimer(timer));
        request.exceptionHandler(cause -> vertx.cancelTimer(timer));
    }

    long limit() {
        return limit;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == current.length() && !next()) {
            return -1;
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, bytes, offset);
        position += count;
        return count;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long count = 0;
        byte[] bytes = new byte[0];
        while (position < current.length() || next()) {
            int length = current.length() - position;
            bytes = bytes.length < length ? new byte[length] : bytes;
            current.getBytes(position, current.length(), bytes);
            position = current.length();
            out.write(bytes, 0, length);
            count += length;
        }
        return count;
    }

    private boolean next() throws IOException {
        while (!ended) {
            begin();
            switch (take()) {
                case Buffer chunk -> {
                    asked--;
                    ask();
                    total += chunk.length();
                    if (total > limit) {
                        throw new Broken("the body is larger than " + limit + " bytes", null, true);
                    }
                    if (chunk.length() > 0) {
                        current = chunk;
                        position = 0;
                        return true;
                    }
                }
                case Failed(Throwable cause) -> throw new Broken("the connection broke", cause, false);
                default -> {
                    ended = true;
                    giveBack();
                }
            }
        }
        return false;
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        ahead = MORE.tryAcquire(MORE_AHEAD) ? CHUNKS_AHEAD + MORE_AHEAD : CHUNKS_AHEAD;
        context.runOnContext(v -> {
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                request.response().writeContinue();
            }
        });
        ask();
    }

    /** Several at once: waking the event loop for each costs more than the chunk. */
    private void ask() {
        if (asked <= ahead / 2) {
            int more = ahead - asked;
            asked += more;
            context.runOnContext(v -> request.fetch(more));
        }
    }

    private void giveBack() {
        if (ahead > CHUNKS_AHEAD) {
            ahead = CHUNKS_AHEAD;
            MORE.release(MORE_AHEAD);
        }
    }

    private Object take() throws IOException {
        try {
            Object next = arrived.poll(STALLED_AFTER_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new Broken("nothing arrived for " + STALLED_AFTER_SECONDS + " s", null, false);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Broken("interrupted", e, false);
        }
    }
}
