package org.gongping.core.audit.selfcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gongping.core.audit.tile.KeptCheckpoints;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;

/**
 * The self-check ({@code spec/audit-log.md} §6): each pass looks at heads, guards, completeness, at what waits, and at the
 * newest entries, and at one segment of the older ones in turn. It reads snapshots in short transactions and locks nothing,
 * so it never keeps a writer waiting; memory does not grow with the log. For one thread.
 */
public final class LogCheck {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** How far ids may run ahead of the order of the log. */
    private static final Duration SLACK = Duration.ofHours(1);

    private static final int TWICE_NAMED = 20;

    private final Database database;
    private final SelfCheckRepository repository = new SelfCheckRepository();
    private final EffectRepository effects = new EffectRepository();
    private final GuardCheck guards = new GuardCheck(repository);
    private final HeadCheck heads;
    private final LogFolder folder;
    private final WitnessTimes witnessed;
    private final boolean rehearsal;
    private final InstantSource clock;
    private final long newest;

    private Optional<SelfCheckRepository.Waiting> waiting = Optional.empty();
    private Instant waitingSince;
    private long nextOld;
    private Instant rollingBegan;
    private Optional<Instant> rolledSince = Optional.empty();
    private final Map<Long, List<Finding>> old = new HashMap<>();

    /**
     * What is looked at beside the database.
     *
     * @param policy names the log's keys, and the witnesses with their addresses
     * @param rehearsal whether people set the clock of the records: they are not held to the time of the witnesses then
     */
    public record Watched(LogFolder folder, WitnessPolicy policy, WitnessAnswers witnesses, boolean rehearsal) {}

    /**
     * @param database a member of {@code gongping_auditor}, or a login that may read as much
     * @param clock of the machine
     * @param newest entries that every pass looks at, at least
     */
    public LogCheck(Database database, Watched watched, InstantSource clock, long newest) {
        this.database = database;
        this.heads = new HeadCheck(watched.folder(), watched.policy(), watched.witnesses(), clock);
        this.witnessed = new WitnessTimes(watched.policy());
        this.rehearsal = watched.rehearsal();
        this.folder = watched.folder();
        this.clock = clock;
        this.newest = newest;
    }

    /**
     * One pass.
     *
     * @param found told of each finding at once, also of one that the pass before had
     * @throws RuntimeException when the database cannot be asked
     */
    public Findings pass(Consumer<Finding> found) {
        Instant began = clock.instant();
        var findings = new Collected(found);
        HeadCheck.Heads now = heads.read(findings);
        long size = heads.compare(now, database.read(repository::state), findings);
        if (!rehearsal) {
            witnessed.learn(new KeptCheckpoints(folder), findings);
            now.all().forEach(signed -> witnessed.learn(signed.checkpoint().size(), signed.note()));
        }
        database.read(tx -> {
            guards.check(tx, clock.instant(), findings);
            return null;
        });
        complete(findings);
        database.read(repository::falseData)
                .forEach(datum -> findings.add(FindingCode.DATUM_FALSE, "personal_datum " + datum.id(), datum.kind()));
        long first = Math.max(0, size - newest) / SegmentCheck.WIDTH;
        waiting(findings);
        lost(first, OptionalEnd.NONE, findings);
        newest(first, size, findings);
        Instant newestDone = clock.instant();
        old.keySet().removeIf(segment -> segment >= first);
        older(first, size, found);
        List<Finding> all = new ArrayList<>(findings.all());
        old.values().forEach(all::addAll);
        return new Findings(
                clock.instant(),
                size,
                size - first * SegmentCheck.WIDTH,
                Duration.between(began, newestDone),
                rolledSince.map(since -> Duration.between(since, clock.instant())),
                all);
    }

    /** Where a range of segments ends. */
    private enum OptionalEnd {
        NONE,
        NEXT_SEGMENT
    }

    private void complete(Collected findings) {
        for (int rule = 0; rule < effects.rules(); rule++) {
            int one = rule;
            database.read(tx -> effects.unrecorded(tx, one))
                    .forEach(each -> findings.add(FindingCode.EFFECT_UNRECORDED, each.object(), each.kind()));
        }
        for (int rule = 0; rule < effects.valueRules(); rule++) {
            int one = rule;
            database.read(tx -> effects.differing(tx, one))
                    .forEach(each -> findings.add(FindingCode.EFFECT_DIFFERS, each.object(), each.kind()));
        }
    }

    /** Ages are measured here, since the records' own clock may be set. */
    private void waiting(Collected findings) {
        Optional<SelfCheckRepository.Waiting> oldest = database.read(repository::waiting);
        Instant now = clock.instant();
        boolean isSame = oldest.isPresent()
                && waiting.isPresent()
                && oldest.get().inserted() == waiting.get().inserted();
        waitingSince = isSame ? waitingSince : now;
        waiting = oldest;
        if (isSame && Duration.between(waitingSince, now).compareTo(LONGEST_WAIT) >= 0) {
            findings.add(
                    FindingCode.ROW_WAITING,
                    "audit_entry " + oldest.get().id(),
                    oldest.get().count());
        }
        database.read(repository::waitingWithoutRow)
                .forEach(id -> findings.add(FindingCode.PENDING_ROW, "audit_pending " + id));
    }

    private void lost(long segment, OptionalEnd end, Collected findings) {
        Optional<UUID> from = segment == 0 ? Optional.empty() : boundary(segment);
        Optional<UUID> to = end == OptionalEnd.NONE ? Optional.empty() : boundary(segment + 1);
        database.read(tx -> repository.lost(tx, from, to))
                .forEach(row -> findings.add(FindingCode.ROW_LOST, "audit_entry " + row.id(), row.kind()));
    }

    /** The id, which begins with the time (UUID v7), from which on rows belong to a segment. */
    private Optional<UUID> boundary(long segment) {
        return database.read(tx -> repository.writtenAt(tx, segment * SegmentCheck.WIDTH))
                .map(at -> new UUID(at.minus(SLACK).toEpochMilli() << 16, 0L));
    }

    private void newest(long first, long size, Collected findings) {
        var tiles = new StoredTiles(folder, size, findings);
        var check = new SegmentCheck(database, repository, tiles, size, findings);
        var order = new OrderCheck(witnessed, findings);
        var leaves = new LeafPrefixes(first * SegmentCheck.WIDTH);
        for (long segment = first; segment * SegmentCheck.WIDTH < size && !findings.isFull(); segment++) {
            check.check(segment, order, leaves);
        }
        leaves.twice(TWICE_NAMED)
                .forEach(twice -> findings.add(FindingCode.ENTRY_TWICE, "#" + twice.second(), twice.first()));
    }

    /** One of the segments before the first of the newest; their findings stay until it is looked at again. */
    private void older(long first, long size, Consumer<Finding> found) {
        if (first == 0) {
            rolledSince = Optional.empty();
            return;
        }
        if (nextOld >= first) {
            rolledSince = Optional.of(rollingBegan);
            nextOld = 0;
        }
        if (nextOld == 0) {
            rollingBegan = clock.instant();
        }
        long segment = nextOld++;
        var findings = new Collected(found);
        var check = new SegmentCheck(database, repository, new StoredTiles(folder, size, findings), size, findings);
        check.check(segment, new OrderCheck(witnessed, findings), new LeafPrefixes(segment * SegmentCheck.WIDTH));
        lost(segment, OptionalEnd.NEXT_SEGMENT, findings);
        old.put(segment, findings.all());
    }
}
