package org.gongping.core.audit.tile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder that is served as {@code /log}. A file appears whole or not at all: it is written beside its place, forced
 * to the disk, then renamed, and the folder that holds it is forced too.
 */
public final class LogFolder {
    private static final String LOCK = "lock";
    private static final int KNOWN = 64;
    /** Held by this process: it must not open such a file twice, for the system gives the lock back at the first close. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path root;

    /** Folders of which this process knows that they are durable, those used last. */
    private final Map<Path, Boolean> known = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
            return size() > KNOWN;
        }
    });

    public LogFolder(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** Empty when there is no such file. */
    public Optional<byte[]> read(String path) {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file in place of whatever stood there. */
    public void replace(String path, byte[] bytes) {
        var batch = new Batch();
        batch.write(path, bytes);
        batch.force();
    }

    public Batch batch() {
        return new Batch();
    }

    /** The right to write; the system takes it back when the process ends, in whatever way. */
    public static final class Hold implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;

        private Hold(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                HELD.remove(file);
            }
        }
    }

    /**
     * Takes the right to write the tiles; empty while somebody has it, in this process or another. A database that has
     * restarted gives the lead away while the last leader may still be writing: only the folder knows.
     */
    public Optional<Hold> tryHold() {
        Path file = root.resolve(LOCK).toAbsolutePath().normalize();
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        try {
            var hold = new Hold(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            if (hold.channel.tryLock() != null) {
                return Optional.of(hold);
            }
            hold.close();
            return Optional.empty();
        } catch (IOException e) {
            HELD.remove(file);
            throw new UncheckedIOException(e);
        }
    }

    /** Several files that become durable together; only then may anything be announced that needs them. */
    public final class Batch {
        private final Set<Path> folders = new LinkedHashSet<>();
        private final Set<Path> needed = new LinkedHashSet<>();

        /**
         * Writes a file that never changes once it is there.
         *
         * @throws LogDamaged when it is there with other bytes
         */
        void add(String path, byte[] bytes) {
            Path file = root.resolve(path);
            if (Files.exists(file)) {
                if (!Arrays.equals(read(path).orElseThrow(), bytes)) {
                    throw new LogDamaged(path + " holds other bytes than the records yield");
                }
                // Whoever wrote it may have been killed before its folder was forced.
                require(file.getParent());
                folders.add(file.getParent());
                return;
            }
            write(path, bytes);
        }

        private void write(String path, byte[] bytes) {
            Path file = root.resolve(path);
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            try {
                require(file.getParent());
                try (FileChannel channel = FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                    channel.force(false);
                }
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                folders.add(file.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A folder is an entry of the one above it, which must be forced as well, unless this process has done so. */
        private void require(Path folder) {
            if (folder.equals(root) || known.containsKey(folder)) {
                return;
            }
            require(folder.getParent());
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            folders.add(folder.getParent());
            needed.add(folder);
        }

        void force() {
            for (Path folder : folders) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            needed.forEach(folder -> known.put(folder, true));
            needed.clear();
            folders.clear();
        }
    }
}
