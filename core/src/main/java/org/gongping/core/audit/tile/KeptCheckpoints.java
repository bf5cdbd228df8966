package org.gongping.core.audit.tile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gongping.core.audit.tile.PublishedLog.Published;

/**
 * Published checkpoints that are kept although newer ones have followed, under {@code checkpoints/<size>} beside the
 * tiles; they are not served. Of one size the first one kept stays: a checkpoint that is published again carries other
 * cosignatures, and a dossier made under it would have other bytes. Thread-safe, also between processes.
 *
 * <p>Not each is kept: a log under load publishes five a second. Kept are one an hour, so that an earlier state can be
 * shown at all, and each that a dossier was made under, so that the same dossier can be made again.
 */
public final class KeptCheckpoints {
    private static final String FOLDER = "checkpoints";

    private final Path folder;

    public KeptCheckpoints(LogFolder log) {
        this.folder = log.root().resolve(FOLDER);
    }

    /** Keeps the checkpoint unless one of its size is there. Returns the one that is kept, durable. */
    public Published keep(Published published) {
        long size = published.checkpoint().size();
        Optional<Published> kept = of(size);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            Files.createDirectories(folder);
            Path written = Files.createTempFile(folder, "new", null);
            try {
                Files.writeString(written, published.note().write());
                force(written, StandardOpenOption.WRITE);
                // A link, not a rename: it fails where somebody else was first.
                Files.createLink(folder.resolve(Long.toString(size)), written);
            } catch (FileAlreadyExistsException e) {
                return of(size).orElseThrow();
            } finally {
                Files.delete(written);
            }
            force(folder, StandardOpenOption.READ);
            return published;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    /** @throws LogDamaged when what lies there is no checkpoint of this size */
    public Optional<Published> of(long size) {
        try {
            Published kept = PublishedLog.parse(Files.readAllBytes(folder.resolve(Long.toString(size))));
            if (kept.checkpoint().size() != size) {
                throw new LogDamaged(FOLDER + "/" + size + " is a checkpoint of another size");
            }
            return Optional.of(kept);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sizes of which one is kept, the greatest first. */
    public List<Long> sizes(int most) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,18}"))
                    .map(Long::valueOf)
                    .sorted((a, b) -> Long.compare(b, a))
                    .limit(most)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
