package org.gongping.core.audit.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.tree.Proofs;

/** The log as the public sees it: the checkpoint that was published last, and the tiles below it. Thread-safe. */
public final class PublishedLog {
    public static final String CHECKPOINT = "checkpoint";

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
