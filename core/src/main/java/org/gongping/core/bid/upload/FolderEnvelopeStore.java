package org.gongping.core.bid.upload;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps envelopes in a local folder, which several nodes may share: {@code ab/cdef….gpe} by the end of their ids. */
public final class FolderEnvelopeStore implements EnvelopeStore {
    private static final String ENDING = ".gpe";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.gpe");
    /** Of the files below the root. */
    private static final int DEPTH = 2;

    private static final int BUFFER = 1 << 17;
    private static final int WRITTEN_AT_ONCE = 1 << 15;

    private final Path root;
    private final Set<UUID> inUse = ConcurrentHashMap.newKeySet();

    /** @throws UncheckedIOException when the folder cannot be made */
    public FolderEnvelopeStore(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of envelopes " + root + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Path place(UUID id) {
        String name = id.toString();
        // Ids begin with the time; their ends are spread evenly.
        return root.resolve(name.substring(name.length() - 2)).resolve(name + ENDING);
    }

    @Override
    public void create(UUID id) {
        try {
            Files.createDirectories(place(id).getParent());
            Files.createFile(place(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OptionalLong size(UUID id) {
        try {
            return OptionalLong.of(Files.size(place(id)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Appending append(UUID id) throws IOException, InUse {
        if (!inUse.add(id)) {
            throw new InUse();
        }
        try {
            FileChannel file = FileChannel.open(place(id), StandardOpenOption.WRITE);
            try {
                return new Opened(id, file, lock(file));
            } catch (IOException | InUse | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException | InUse | RuntimeException e) {
            inUse.remove(id);
            throw e;
        }
    }

    /** Another node may have it. */
    private static FileLock lock(FileChannel file) throws IOException, InUse {
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Said below.
        }
        throw new InUse();
    }

    @Override
    public InputStream read(UUID id) throws IOException {
        return new BufferedInputStream(Files.newInputStream(place(id)), BUFFER);
    }

    @Override
    public List<UUID> emptyFor(Duration least) {
        // The files bear the time of the machine, whatever clock the tenders run by.
        Instant before = InstantSource.system().instant().minus(least);
        try (Stream<Path> files = Files.find(root, DEPTH, (path, about) -> isEmptySince(path, about, before))) {
            return files.map(FolderEnvelopeStore::id).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmptySince(Path path, BasicFileAttributes about, Instant before) {
        return about.isRegularFile()
                && about.size() == 0
                && about.lastModifiedTime().toInstant().isBefore(before)
                && NAME.matcher(path.getFileName().toString()).matches();
    }

    private static UUID id(Path file) {
        String name = file.getFileName().toString();
        return UUID.fromString(name.substring(0, name.length() - ENDING.length()));
    }

    @Override
    public void drop(UUID id) {
        try {
            Files.deleteIfExists(place(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gathers what arrives in small pieces; what is gathered is in the file before anybody is told of it. */
    private final class Opened implements Appending {
        private final UUID id;
        private final FileChannel file;
        private final FileLock lock;
        // Outside the heap, where the file takes it from; one of the JDK's own would be made anew for each write.
        private final Arena arena = Arena.ofConfined();
        private final ByteBuffer gathered = arena.allocate(WRITTEN_AT_ONCE).asByteBuffer();

        Opened(UUID id, FileChannel file, FileLock lock) throws IOException {
            this.id = id;
            this.file = file;
            this.lock = lock;
            file.position(file.size());
        }

        @Override
        public long size() throws IOException {
            return file.position() + gathered.position();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int count = Math.min(length - done, gathered.remaining());
                gathered.put(bytes, offset + done, count);
                done += count;
                if (!gathered.hasRemaining()) {
                    flush();
                }
            }
        }

        private void flush() throws IOException {
            gathered.flip();
            while (gathered.hasRemaining()) {
                file.write(gathered);
            }
            gathered.clear();
        }

        @Override
        public void truncate(long size) throws IOException {
            flush();
            file.truncate(size);
            file.position(size);
        }

        @Override
        public void force() throws IOException {
            flush();
            file.force(true);
        }

        @Override
        public void close() throws IOException {
            try (arena;
                    file;
                    lock) {
                flush();
            } finally {
                inUse.remove(id);
            }
        }
    }
}
