package org.gongping.core.audit.tile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.tree.Proofs;

/** The log as the public sees it: the checkpoint that was published last, and the tiles below it. Thread-safe. */
public final class PublishedLog {
    public static final String CHECKPOINT = "checkpoint";

    private static final String LOCK = "checkpoint.lock";
    /** The lock of a file keeps out other processes, not the other threads of this one. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final LogFolder folder;

    public PublishedLog(LogFolder folder) {
        this.folder = folder;
    }

    /** What it says at one moment. */
    public record Published(SignedNote note, Checkpoint checkpoint) {}

    /**
     * Empty before the first one.
     *
     * @throws LogDamaged when what lies there is no checkpoint
     */
    public Optional<Published> now() {
        return folder.read(CHECKPOINT).map(PublishedLog::parse);
    }

    /** As {@link #now}; empty too when what lies there is no checkpoint, for those who can do without one. */
    public Optional<Published> ifSound() {
        try {
            return now();
        } catch (LogDamaged e) {
            return Optional.empty();
        }
    }

    /**
     * Puts a checkpoint before the public, unless a larger one is there: whoever has lost the lead may come late with what
     * it signed, and the log never becomes smaller in a reader's eyes. Holds between processes. What lies there and is
     * not signed by the log gives way.
     *
     * @param key of the log
     * @return whether this checkpoint is public now
     */
    public boolean publish(SignedNote cosigned, VerifierKey key) {
        byte[] bytes = cosigned.write().getBytes(StandardCharsets.UTF_8);
        long size = parse(bytes).checkpoint().size();
        synchronized (ONE_AT_A_TIME) {
            try (var channel = FileChannel.open(
                            folder.root().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (isLarger(size, key)) {
                    return false;
                }
                folder.replace(CHECKPOINT, bytes);
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean isLarger(long size, VerifierKey key) {
        try {
            return now().filter(present -> present.checkpoint().size() > size)
                    .filter(present -> present.note().signedBy(List.of(key)).contains(key))
                    .isPresent();
        } catch (LogDamaged e) {
            return false;
        }
    }

    static Published parse(byte[] bytes) {
        SignedNote note = SignedNote.parse(bytes).orElseThrow(() -> new LogDamaged("checkpoint is no signed note"));
        Checkpoint checkpoint = Checkpoint.parse(note.text())
                .orElseThrow(() -> new LogDamaged("checkpoint is a note about something else"));
        return new Published(note, checkpoint);
    }

    /** Checkpoints of earlier sizes. */
    public KeptCheckpoints kept() {
        return new KeptCheckpoints(folder);
    }

    /** Proofs of the tree at this checkpoint, for one thread: tiles are read once for many proofs. */
    public Proofs proofs(Published at) {
        return new TileTree(folder, at.checkpoint().size()).proofs();
    }

    /**
     * The audit path of one place.
     *
     * @throws IllegalArgumentException when the checkpoint does not reach so far
     */
    public List<byte[]> inclusion(Published at, long index) {
        return new ArrayList<>(proofs(at).inclusion(index, at.checkpoint().size()));
    }
}
