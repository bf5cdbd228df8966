package org.gongping.core.audit.sequence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.PromiseEntry;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.Signer;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tree.Consistency;
import org.gongping.core.audit.tree.Proofs;

/**
 * Signs the log's checkpoints, and never two that contradict one another: the last one it signed lies in a store of its
 * own, beside the key and away from tiles and database, and the next must grow out of it ({@code spec/audit-log.md} §3.7).
 */
public final class CheckpointSigner {
    private static final String LAST = "last-signed";

    private final Signer signer;
    private final LogFolder memory;

    /** @param memory folder of the last checkpoint signed; must not be restored from a backup */
    public CheckpointSigner(Signer signer, LogFolder memory) {
        this.signer = signer;
        this.memory = memory;
    }

    public VerifierKey key() {
        return signer.verifierKey();
    }

    /** Gives the log's word for records that wait for their place. */
    public PromiseEntry promises() {
        return new PromiseEntry(signer);
    }

    /** The origin of the log is the name of its key. */
    public String origin() {
        return key().name();
    }

    public Optional<Checkpoint> last() {
        return lastNote().flatMap(note -> Checkpoint.parse(note.text()));
    }

    /** The last checkpoint signed, with its signature. */
    public Optional<SignedNote> lastNote() {
        return memory.read(LAST)
                .map(bytes -> SignedNote.parse(bytes)
                        .filter(note -> Checkpoint.parse(note.text())
                                .filter(checkpoint -> checkpoint.origin().equals(origin()))
                                .isPresent())
                        .orElseThrow(() -> new LogDamaged("the memory of the signer is damaged")));
    }

    /**
     * Remembers a checkpoint that this key has signed and its memory, restored or lost, no longer knows: nothing smaller is
     * signed from now on.
     */
    public void recall(SignedNote signed) {
        long size = Checkpoint.parse(signed.text()).map(Checkpoint::size).orElse(0L);
        boolean isMore = signed.signedBy(List.of(key())).contains(key())
                && last().filter(known -> known.size() >= size).isEmpty();
        if (isMore) {
            memory.replace(LAST, signed.write().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Signs a size of the log.
     *
     * @param proofs of a tree that has at least this size
     * @throws LogDamaged when the log has become smaller or other than what was signed before
     */
    public SignedNote sign(long size, byte[] root, Proofs proofs, Instant now) {
        var next = new Checkpoint(origin(), size, root);
        last().ifPresent(before -> requireGrowth(before, next, proofs));
        var note = new SignedNote(next.text(), List.of(signer.sign(next.text(), now)));
        memory.replace(LAST, note.write().getBytes(StandardCharsets.UTF_8));
        return note;
    }

    private static void requireGrowth(Checkpoint before, Checkpoint next, Proofs proofs) {
        if (next.size() < before.size()) {
            throw new LogDamaged("the log has " + next.size() + " entries, but " + before.size() + " were signed");
        }
        List<byte[]> proof = proofs.consistency(before.size(), next.size());
        if (!Consistency.holds(before.size(), before.root(), next.size(), next.root(), proof)) {
            throw new LogDamaged("the first " + before.size() + " entries are not those that were signed");
        }
    }
}
