package org.gongping.core.verify;

import java.util.Optional;

/** The static files of a log, wherever they lie. Safe for several threads. */
public interface LogFiles extends AutoCloseable {
    /**
     * Reads a file.
     *
     * @param path below the base of the log, such as {@code tile/0/000}
     * @param limit bytes; of a longer file, the first {@code limit + 1} come back
     * @return nothing when there is no such file
     * @throws Refused when it cannot be told whether there is, which proves nothing against the log
     */
    Optional<byte[]> read(String path, int limit) throws Refused;

    @Override
    void close();
}
