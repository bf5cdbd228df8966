package org.gongping.service.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
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
