package org.gongping.core.audit.recover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;

/**
 * A log that another one continues: it never changes again and is served for ever, below {@code before/} and its number
 * in the folder of the one that continues it.
 */
public final class FrozenLog {
    private static final List<String> MOVED = List.of("tile", "checkpoints", FirstRecord.FILE, PublishedLog.CHECKPOINT);

    private final Path root;
    private final Path frozen;

    /** @param number 1 for the first log of this folder */
    public FrozenLog(LogFolder folder, int number) {
        this.root = folder.root();
        this.frozen = root.resolve(path(number));
    }

    static String path(int number) {
        return "before/" + number;
    }

    /** Puts the last checkpoint of the log there, before anything else is done. */
    public void seal(SignedNote last) {
        try {
            Files.createDirectories(frozen);
            new LogFolder(frozen).replace(PublishedLog.CHECKPOINT, last.write().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the files of the log there; what is there stays. */
    void moveAway() {
        try {
            Files.createDirectories(frozen);
            for (String name : MOVED) {
                Path from = root.resolve(name);
                boolean isThere = Files.exists(frozen.resolve(name));
                if (isThere && name.equals(PublishedLog.CHECKPOINT)) {
                    // The one that was sealed stands for the one that was published.
                    Files.deleteIfExists(from);
                } else if (!isThere && Files.exists(from)) {
                    Files.move(from, frozen.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            force(frozen);
            force(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
