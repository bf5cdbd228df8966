package org.gongping.core.audit.sequence;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.tile.TileWriter;
import org.gongping.core.db.Lead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one hand that appends to the log ({@code spec/audit-log.md} §3): gives waiting records their places, writes the
 * tiles, signs. A place is durable before its tile, all tiles of a checkpoint before the checkpoint, and the signer's
 * memory before the signature is seen; so a crash at any moment leaves something to go on from and nothing to take back.
 */
public final class Sequencer {
    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

    /** Rows of so many months to come have their partition. */
    private static final int MONTHS_AHEAD = 24;

    /** Records of one batch. */
    private static final int BATCH = 4_096;

    private final Lead lead;
    private final SequenceRepository repository;
    private final LogFolder folder;
    private final CheckpointSigner signer;
    private final InstantSource clock;
    private final Consumer<SignedNote> announce;
    private TileWriter writer;
    private SequenceRepository.State state;

    private Sequencer(
            Lead lead,
            SequenceRepository repository,
            LogFolder folder,
            CheckpointSigner signer,
            InstantSource clock,
            Consumer<SignedNote> announce) {
        this.lead = lead;
        this.repository = repository;
        this.folder = folder;
        this.signer = signer;
        this.clock = clock;
        this.announce = announce;
    }

    /**
     * Goes on where the last leader was stopped: tiles of places that were given but not written are written from the
     * records, and the checkpoint over them is signed.
     *
     * @param announce told of each checkpoint once it is signed, with the tiles it needs in place
     * @throws LogDamaged when database, tiles and the signer's memory contradict one another
     */
    public static Sequencer resume(
            Lead lead,
            SequenceRepository repository,
            LogFolder folder,
            CheckpointSigner signer,
            InstantSource clock,
            Consumer<SignedNote> announce) {
        var sequencer = new Sequencer(lead, repository, folder, signer, clock, announce);
        sequencer.extendMonths();
        sequencer.catchUp();
        return sequencer;
    }

    /** Each new leader sees to it; when it fails, the self-check says so long before a month is missing. */
    private void extendMonths() {
        LocalDate through = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusMonths(MONTHS_AHEAD);
        try {
            int made = lead.transact(tx -> repository.extendMonths(tx, through));
            if (made > 0) {
                LOG.info("made {} months of the log, through {}", made, through);
            }
        } catch (Lead.Lost e) {
            LOG.warn("the months of the log were not extended: {}", e.getMessage());
        }
    }

    private void catchUp() {
        state = lead.transact(repository::state);
        Checkpoint signed = signer.last().orElse(null);
        long signedSize = signed == null ? 0 : signed.size();
        if (state.size() < signedSize) {
            throw new LogDamaged("the database knows " + state.size() + " places, but " + signedSize
                    + " were signed: it is older than the log");
        }
        writer = TileWriter.resume(folder, signedSize);
        while (writer.size() < state.size()) {
            long from = writer.size();
            long to = Math.min(from + BATCH, state.size());
            List<byte[]> entries = lead.transact(tx -> repository.entries(tx, from, to));
            if (entries.size() != to - from) {
                throw new LogDamaged(
                        "of the places " + from + " to " + (to - 1) + " only " + entries.size() + " have their record");
            }
            writer.stage(entries).write();
        }
        if (!Arrays.equals(writer.root(), state.root())) {
            throw new LogDamaged(
                    "the tiles of " + state.size() + " entries do not yield the root that the database has");
        }
        sign();
    }

    /**
     * Takes up what waits.
     *
     * @return how many records got their place; 0 when none waited
     */
    public int step() {
        var before = state;
        TileWriter.Staged staged = lead.transact(tx -> {
            List<SequenceRepository.Pending> records = repository.pending(tx, BATCH);
            if (records.isEmpty()) {
                return null;
            }
            TileWriter.Staged batch = writer.stage(
                    records.stream().map(SequenceRepository.Pending::entry).toList());
            repository.assign(tx, before.size(), records);
            var after = new SequenceRepository.State(before.size() + records.size(), batch.root());
            if (!repository.advance(tx, before, after)) {
                throw new LogDamaged("somebody else has moved the state of the log on from " + before.size());
            }
            state = after;
            return batch;
        });
        if (staged == null) {
            return 0;
        }
        staged.write();
        sign();
        return (int) (state.size() - before.size());
    }

    private void sign() {
        var proofs = new TileTree(folder, state.size()).proofs();
        announce.accept(signer.sign(state.size(), state.root(), proofs, clock.instant()));
    }
}
