package org.gongping.core.audit.witness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.tile.LogFolder;

/**
 * The memory of a witness as files, one folder for each log, named by the SHA-256 of its origin. One process at a time:
 * a second one that opens the folder is refused.
 */
public final class WitnessFolder implements WitnessStore, AutoCloseable {
    private static final String CHECKPOINT = "checkpoint";

    private final LogFolder folder;
    private final FileChannel lockFile;
    private final Object oneAtATime = new Object();

    /** @throws IOException when the folder cannot be made, or another process holds it */
    public WitnessFolder(Path root) throws IOException {
        Files.createDirectories(root);
        this.folder = new LogFolder(root);
        this.lockFile = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lockFile.tryLock();
        if (lock == null) {
            lockFile.close();
            throw new IOException("another witness is using " + root);
        }
    }

    @Override
    public <T> T exchange(String origin, Exchange<T> work) throws IOException {
        synchronized (oneAtATime) {
            return work.with(
                    last(hash(origin)),
                    cosigned -> folder.replace(
                            hash(origin) + "/" + CHECKPOINT, cosigned.write().getBytes(StandardCharsets.UTF_8)));
        }
    }

    /**
     * The checkpoint cosigned last.
     *
     * @param originHash SHA-256 of the origin, lower-case hexadecimal
     * @throws IOException when what is remembered cannot be read: a witness that has lost its memory must not go on
     */
    public Optional<SignedNote> last(String originHash) throws IOException {
        Optional<byte[]> bytes = folder.read(originHash + "/" + CHECKPOINT);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SignedNote.parse(bytes.get())
                .orElseThrow(() -> new IOException("the remembered checkpoint " + originHash + " is damaged")));
    }

    /** Names a log in the address of its last cosigned checkpoint: SHA-256 of the origin in lower-case hexadecimal. */
    public static String hash(String origin) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
