package org.gongping.core.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A log in a folder, as a copy of the tiles lies at a supervisor's. */
public final class FolderFiles implements LogFiles {
    private final Path folder;

    public FolderFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> read(String path, int limit) throws Refused {
        Path file = folder.resolve(path);
        // A pipe or a device would keep the reader waiting for ever.
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var stream = Files.newInputStream(file)) {
            return Optional.of(stream.readNBytes(limit + 1));
        } catch (IOException e) {
            throw new Refused(Finding.of(FindingCode.UNREACHABLE, path, e.toString()));
        }
    }

    @Override
    public void close() {}
}
