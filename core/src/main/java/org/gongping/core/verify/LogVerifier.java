package org.gongping.core.verify;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks a whole log: signatures and witnesses of its checkpoint, every entry up to the root, every tile, no entry
 * twice, and that it extends what was last seen of it. Entries stream through in their order; of a log of more than
 * {@link LeafPrefixes#IN_MEMORY} entries, memory grows by 32 bytes for each 256.
 */
final class LogVerifier {
    static final String CHECKPOINT = "checkpoint";

    /** Tiles read ahead for each reading thread. */
    private static final int AHEAD = 4;

    private final LogFiles files;
    private final int threads;
    private final Policy policy;
    private final Memory memory;
    private final Progress progress;
    private final Limits limits;

    private final Frontier frontier = new Frontier();
    private final LeafPrefixes prefixes;
    private final TileRoots tileRoots = new TileRoots();

    LogVerifier(LogFiles files, int threads, Policy policy, Memory memory, Progress progress, Limits limits) {
        this.files = files;
        this.threads = threads;
        this.policy = policy;
        this.memory = memory;
        this.progress = progress;
        this.limits = limits;
        this.prefixes = new LeafPrefixes(limits.inMemory());
    }

    void verify() throws Refused {
        byte[] note = files.read(CHECKPOINT, SignedNote.MAX_BYTES)
                .orElseThrow(() -> new Refused(Finding.of(FindingCode.UNREACHABLE, CHECKPOINT, "404")));
        SealedCheckpoint sealed = policy.check(note, CHECKPOINT);
        progress.sealed(sealed);
        Checkpoint checkpoint = sealed.checkpoint();
        Optional<Checkpoint> last = memory.last(checkpoint.origin());
        if (last.isPresent()) {
            Recall.compare(last.get(), checkpoint, CHECKPOINT).ifPresent(progress::add);
        }
        if (checkpoint.size() > limits.entries()) {
            throw new Refused(Finding.of(FindingCode.TOO_LARGE, CHECKPOINT, limits.entries()));
        }
        TileReader reader = new TileReader(files, checkpoint.size());
        UpperTiles upper = new UpperTiles(reader, progress);
        try (prefixes) {
            if (readLeaves(reader, upper, checkpoint.size(), last)) {
                upper.finish();
                compareRoot(checkpoint);
                findDuplicates(reader);
            }
        } catch (UncheckedIOException e) {
            throw new Refused(
                    Finding.of(FindingCode.NO_ROOM, CHECKPOINT, e.getCause().getMessage()));
        }
        if (progress.isGood()) {
            memory.remember(sealed);
        }
    }

    /** Answers whether all leaves are known, so that there is a root to compare. */
    private boolean readLeaves(TileReader reader, UpperTiles upper, long size, Optional<Checkpoint> last)
            throws Refused {
        long tiles = Math.ceilDiv(size, Tiles.WIDTH);
        Deque<Future<TileReader.Leaves>> ahead = new ArrayDeque<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(threads)) {
            try {
                long next = 0;
                for (long number = 0; number < tiles; number++) {
                    for (; next < tiles && ahead.size() < threads * AHEAD; next++) {
                        long wanted = next;
                        ahead.add(readers.submit(() -> reader.leaves(wanted)));
                    }
                    if (!take(await(ahead.remove()), upper, last)) {
                        return false;
                    }
                }
                return true;
            } finally {
                readers.shutdownNow();
            }
        }
    }

    private TileReader.Leaves await(Future<TileReader.Leaves> reading) throws Refused {
        try {
            return reading.get(progress.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw progress.outOfTime();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw progress.outOfTime();
        }
    }

    private boolean take(TileReader.Leaves tile, UpperTiles upper, Optional<Checkpoint> last) throws Refused {
        tile.findings().forEach(progress::add);
        if (tile.leaves().isEmpty() || progress.isFull()) {
            return false;
        }
        if (last.isPresent()) {
            compareWithMemory(tile, last.get());
        }
        if (tile.leaves().size() == Tiles.WIDTH) {
            frontier.append(tile.root(), Tiles.HEIGHT);
            upper.add(1, tile.root());
        } else {
            tile.leaves().forEach(leaf -> frontier.append(leaf, 0));
        }
        tileRoots.add(tile.root());
        tile.leaves().forEach(prefixes::add);
        progress.count(Report.Counted.ENTRIES, tile.leaves().size());
        progress.count(Report.Counted.BUNDLES, 1);
        progress.count(Report.Counted.TILES, 1);
        return true;
    }

    /** The root of the first entries, as many as were last seen, must be the root that was signed then. */
    private void compareWithMemory(TileReader.Leaves tile, Checkpoint last) {
        long missing = last.size() - frontier.size();
        if (missing <= 0 || missing > tile.leaves().size()) {
            return;
        }
        Frontier then = frontier.copy();
        tile.leaves().subList(0, (int) missing).forEach(leaf -> then.append(leaf, 0));
        if (!Arrays.equals(then.root(), last.root())) {
            progress.add(Finding.of(
                    FindingCode.LOG_INCONSISTENT,
                    CHECKPOINT,
                    last.size(),
                    Texts.base64(last.root()),
                    Texts.base64(then.root())));
        }
    }

    private void compareRoot(Checkpoint checkpoint) {
        if (!Arrays.equals(frontier.root(), checkpoint.root())) {
            progress.add(Finding.of(
                    FindingCode.LOG_ROOT, CHECKPOINT, Texts.base64(frontier.root()), Texts.base64(checkpoint.root())));
        }
    }

    /** Reads the suspects again, since only the first bits of each were kept, and holds them to the root kept as well. */
    private void findDuplicates(TileReader reader) throws Refused {
        for (List<Long> suspects : prefixes.suspects(Limits.FINDINGS)) {
            List<byte[]> leaves = new ArrayList<>();
            for (long index : suspects) {
                leaves.add(reread(reader, index));
                for (int i = 0; i < leaves.size() - 1; i++) {
                    if (Arrays.equals(leaves.get(i), leaves.getLast())) {
                        progress.add(Finding.at(FindingCode.ENTRY_TWICE, "entries", index, suspects.get(i)));
                        break;
                    }
                }
            }
        }
    }

    private byte[] reread(TileReader reader, long index) throws Refused {
        progress.requireTime();
        TileReader.Leaves tile = reader.leaves(index / Tiles.WIDTH);
        if (!tileRoots.isAt(tile.number(), tile.root())) {
            throw new Refused(Finding.at(FindingCode.BUNDLE_CHANGED, "entries", index));
        }
        return tile.leaves().get((int) (index % Tiles.WIDTH));
    }
}
