package org.gongping.service.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started and must be stopped, newest first. Once closed it accepts nothing: what is started while the
 * process is already going down is stopped on the spot, so that no start can slip past the end.
 */
public final class Teardown implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts a part and takes over its stopping, as one step that the end cannot fall into. The start must not wait
     * for long: the end waits for it.
     *
     * @throws IllegalStateException when already closed; nothing is started then
     */
    public synchronized <T extends AutoCloseable> T start(Supplier<T> start) {
        if (closed) {
            throw new IllegalStateException("already going down");
        }
        T part = start.get();
        parts.push(part);
        return part;
    }

    /** Takes over the stopping of a part that now runs. */
    public <T extends AutoCloseable> T own(T part) {
        synchronized (this) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        stop(part);
        throw new IllegalStateException("already going down");
    }

    /** Gives up a part that has ended by itself. */
    public synchronized void disown(AutoCloseable part) {
        parts.remove(part);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Stops everything; the failure of one part does not keep the others running. Does nothing the second time. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (AutoCloseable part = next(); part != null; part = next()) {
            stop(part);
        }
    }

    private synchronized AutoCloseable next() {
        return parts.poll();
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.error("Could not stop {}", part, e);
        }
    }
}
