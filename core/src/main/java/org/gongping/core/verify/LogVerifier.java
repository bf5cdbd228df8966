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

    private final Looker looker;

    /** Looks at the leaves of a log while it is being checked. */
    interface Looker {
        void look(long index, byte[] leaf);
    }

    private final Frontier frontier = new Frontier();
    private final LeafPrefixes prefixes;
    private final TileRoots tileRoots = new TileRoots();
    private final Optional<Checkpoint> named;
    private byte[] firstLeaf;

    /**
     * @param looker told of every leaf by its place, in their order
     * @param named size and root that a log continuing this one gives it; empty for a log that is verified for itself
     */
    LogVerifier(
            LogFiles files,
            int threads,
            Policy policy,
            Memory memory,
            Progress progress,
            Limits limits,
            Looker looker,
            Optional<Checkpoint> named) {
        this.looker = looker;
        this.files = files;
        this.threads = threads;
        this.policy = policy;
        this.memory = memory;
        this.progress = progress;
        this.limits = limits;
        this.named = named;
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
        if (named.isPresent()) {
            compareWithNamed(named.get(), checkpoint);
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
                continues(checkpoint);
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
        progress.requireTime();
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
        if (firstLeaf == null) {
            firstLeaf = tile.leaves().getFirst();
        }
        if (last.isPresent()) {
            compare(tile, last.get(), FindingCode.LOG_INCONSISTENT);
        }
        if (named.isPresent()) {
            compare(tile, named.get(), FindingCode.BEFORE_ROOT);
        }
        for (int i = 0; i < tile.leaves().size(); i++) {
            looker.look(tile.number() * Tiles.WIDTH + i, tile.leaves().get(i));
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

    /** What the log that continues this one says of it. */
    private static void compareWithNamed(Checkpoint named, Checkpoint now) throws Refused {
        if (!named.origin().equals(now.origin())) {
            throw new Refused(Finding.of(FindingCode.BEFORE_OTHER, CHECKPOINT, named.origin(), now.origin()));
        }
        if (now.size() < named.size()) {
            throw new Refused(Finding.of(FindingCode.BEFORE_SHORT, CHECKPOINT, named.size(), now.size()));
        }
    }

    /** Whether the log continues another, and whether that is the whole of it that this reader knows. */
    private void continues(Checkpoint checkpoint) throws Refused {
        Optional<Continuation> continuation;
        try {
            continuation = FirstRecord.read(files, checkpoint, firstLeaf);
        } catch (Refused e) {
            progress.add(e.finding());
            return;
        }
        if (continuation.isEmpty()) {
            return;
        }
        Continuation before = continuation.get();
        progress.continues(before);
        Optional<Checkpoint> seen = memory.last(before.before());
        if (seen.isPresent() && seen.get().size() > before.size()) {
            progress.add(Finding.at(
                    FindingCode.ORIGIN_FORGETS,
                    FirstRecord.FILE,
                    0,
                    before.before(),
                    before.size(),
                    seen.get().size()));
        } else if (seen.isPresent()) {
            Recall.fork(seen.get(), before.checkpoint(), FirstRecord.FILE).ifPresent(progress::add);
        }
    }

    /** The root of the first entries, as many as were last seen or are named, must be the root known of them. */
    private void compare(TileReader.Leaves tile, Checkpoint last, FindingCode code) {
        long missing = last.size() - frontier.size();
        if (missing <= 0 || missing > tile.leaves().size()) {
            return;
        }
        Frontier then = frontier.copy();
        tile.leaves().subList(0, (int) missing).forEach(leaf -> then.append(leaf, 0));
        if (!Arrays.equals(then.root(), last.root())) {
            byte[] first = code == FindingCode.BEFORE_ROOT ? then.root() : last.root();
            byte[] second = code == FindingCode.BEFORE_ROOT ? last.root() : then.root();
            progress.add(Finding.of(code, CHECKPOINT, last.size(), Texts.base64(first), Texts.base64(second)));
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
