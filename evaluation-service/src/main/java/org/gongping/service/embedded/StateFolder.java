package org.gongping.service.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.gongping.service.StartupFailure;

/**
 * The folder in which the embedded parts keep all their state, held by at most one process at a time. Layout:
 * {@code postgres/} the database cluster, {@code keycloak/} its home, {@code documents/} the stored documents,
 * {@code log/} the public files of the log, {@code log-signer/} its key, {@code witness/} key and memory of its witness, {@code selfcheck/} the key of its self-check, {@code draw/} the
 * finaliser's key of draws,
 * {@code secrets.properties} the generated credentials (0600), {@code run/} who runs, {@code logs/}.
 */
public final class StateFolder implements AutoCloseable {
    private static final List<String> DATA = List.of(
            "postgres",
            "keycloak",
            "documents",
            "log",
            "log-signer",
            "log-policy",
            "witness",
            "selfcheck",
            "draw",
            "secrets.properties");

    private final Path root;
    private final FileChannel channel;

    private StateFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Makes the folder when missing and takes it for this process until {@link #close} or the process's end, by
     * whatever means it ends.
     */
    public static StateFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartupFailure("another demo is running over " + root + "; stop it or give --state DIR");
            }
            for (String name : List.of("run", "logs")) {
                Files.createDirectories(root.resolve(name));
            }
            return new StateFolder(root, channel);
        } catch (IOException e) {
            throw DiskSpace.failure("the state folder " + root + " cannot be used", e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path keycloak() {
        return root.resolve("keycloak");
    }

    public Path documents() {
        return root.resolve("documents");
    }

    /** The public files of the log. */
    public Path log() {
        return root.resolve("log");
    }

    /** Key and memory of the log's signer. */
    public Path logSigner() {
        return root.resolve("log-signer");
    }

    public Path logPolicy() {
        return root.resolve("log-policy");
    }

    public Path witness() {
        return root.resolve("witness");
    }

    public Path selfCheckKey() {
        return root.resolve("selfcheck").resolve("key");
    }

    /** The finaliser's key of draws. */
    public Path vrfKey() {
        return root.resolve("draw").resolve("vrf.key");
    }

    public Path secrets() {
        return root.resolve("secrets.properties");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** The configuration under which the server runs, as the commands for operators read it. */
    public Path configuration() {
        return root.resolve("run").resolve("server.conf");
    }

    public Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    /** Deletes all data; nothing may be running over the folder. */
    public void clear() {
        try {
            for (String name : DATA) {
                deleteTree(root.resolve(name));
            }
        } catch (IOException e) {
            throw new StartupFailure("the old state in " + root + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Deletes documents and log, which belong to one database; no server may be running over the folder. */
    public void clearTenders() {
        try {
            for (Path part : List.of(documents(), log(), logSigner(), witness())) {
                deleteTree(part);
            }
        } catch (IOException e) {
            throw new StartupFailure("the old tenders in " + root + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Deletes what is there, and nothing where there is nothing. */
    public static void deleteTree(Path tree) throws IOException {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            if (Files.exists(tree)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process in any case.
        }
    }
}
