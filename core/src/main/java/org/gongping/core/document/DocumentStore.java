package org.gongping.core.document;

import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes of documents lie, each under the SHA-256 of its content. */
public interface DocumentStore {
    /** A new empty file beside the store, for bytes on their way in. */
    Path incoming();

    /**
     * Takes over a complete incoming file. When this returns, the bytes survive a crash; a second copy of the same
     * bytes is dropped.
     *
     * @param sha256 lower-case hex of the file's content
     */
    void keep(Path incoming, String sha256);

    /** The file with this content. */
    Optional<Path> find(String sha256);
}
