package org.gongping.core.bid.upload;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Where the bytes of envelopes lie, each under the id of its upload. What lies there was sealed elsewhere. */
public interface EnvelopeStore {
    /** An empty envelope. */
    void create(UUID id);

    /** Bytes that have arrived; nothing when there is no such envelope. */
    OptionalLong size(UUID id);

    /**
     * Opens an envelope for more bytes at its end. Nobody else can until it is closed.
     *
     * @throws InUse while somebody has
     */
    Appending append(UUID id) throws IOException, InUse;

    InputStream read(UUID id) throws IOException;

    /** Envelopes of which no byte has arrived, and which were made longer ago than this. */
    List<UUID> emptyFor(Duration least);

    /** Removes it; nothing happens when it is not there. */
    void drop(UUID id);

    /** An envelope that is being received, by one thread. */
    interface Appending extends Closeable {
        long size() throws IOException;

        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Takes back what was written after this size. */
        void truncate(long size) throws IOException;

        /** When this returns, what was written survives a crash. */
        void force() throws IOException;
    }

    /** Somebody else is sending bytes of this envelope. */
    final class InUse extends Exception {
        private static final long serialVersionUID = 1L;

        InUse() {
            super("the envelope is being received", null, false, false);
        }
    }
}
