package org.gongping.core.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps documents in a local folder: {@code ab/cdef…} by their hash. */
public final class FolderDocumentStore implements DocumentStore {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path root;

    /** @throws UncheckedIOException when the folder cannot be made */
    public FolderDocumentStore(Path root) {
        this(root, true);
    }

    /** For a program that reads beside the running server: what is on its way in stays untouched. */
    public static FolderDocumentStore beside(Path root) {
        return new FolderDocumentStore(root, false);
    }

    private FolderDocumentStore(Path root, boolean isItsOwner) {
        this.root = root;
        if (isItsOwner) {
            prepare();
        }
    }

    private void prepare() {
        try {
            Files.createDirectories(root.resolve("incoming"));
            dropAbandoned(root.resolve("incoming"));
        } catch (IOException e) {
            throw new UncheckedIOException("the document folder " + root + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Files that a crash left half received belong to nobody: no record names them. */
    private static void dropAbandoned(Path incoming) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Override
    public Path incoming() {
        try {
            return Files.createTempFile(root.resolve("incoming"), "upload", ".part");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(Path incoming, String sha256) {
        Path place = place(sha256);
        try {
            if (Files.exists(place)) {
                Files.deleteIfExists(incoming);
                return;
            }
            try (FileChannel file = FileChannel.open(incoming, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.createDirectories(place.getParent());
            Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(place.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Path> find(String sha256) {
        Path place = place(sha256);
        return Files.isRegularFile(place) ? Optional.of(place) : Optional.empty();
    }

    private Path place(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex");
        }
        return root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
    }
}
