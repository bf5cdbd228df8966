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
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that is served as {@code /log}. A file appears whole or not at all: it is written beside its place, forced
 * to the disk, then renamed, and the folder that holds it is forced too.
 */
public final class LogFolder {
    private final Path root;

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

    /** Several files that become durable together; only then may anything be announced that needs them. */
    public final class Batch {
        private final Set<Path> folders = new LinkedHashSet<>();

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
                return;
            }
            write(path, bytes);
        }

        private void write(String path, byte[] bytes) {
            Path file = root.resolve(path);
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            try {
                createFolders(file.getParent());
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

        /** A new folder is an entry of the one above it, which must be forced as well. */
        private void createFolders(Path folder) throws IOException {
            if (!Files.isDirectory(folder)) {
                createFolders(folder.getParent());
                Files.createDirectory(folder);
                folders.add(folder.getParent());
            }
        }

        void force() {
            for (Path folder : folders) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            folders.clear();
        }
    }
}
