package org.gongping.core.audit.recover;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.sequence.HaltRepository;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.tile.StoredEntries;
import org.gongping.core.audit.tree.Merkle;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/**
 * Carries out what a person has decided about a log that has stopped ({@code spec/audit-log.md} §6), each way in one
 * transaction of the owner of the tables, with its record. Nobody may append meanwhile: the caller holds the lead.
 */
public final class Recovery {
    private static final int BATCH = 4_096;

    private final RecoveryRepository repository = new RecoveryRepository();
    private final HaltRepository halts = new HaltRepository();
    private final LogFolder folder;

    public Recovery(LogFolder folder) {
        this.folder = folder;
    }

    /**
     * Who decides and why.
     *
     * @param by the office that decides; stands in the record in clear
     * @param found what contradicts what
     */
    public record Order(String by, String reason, String found) {}

    /** What the log became. */
    public record Done(long size, byte[] root) {}

    /** What of the log is still here. Reads every entry; the transaction must write no more after it than a decision. */
    public Loss survey(Transaction tx, Standing standing) {
        var entries = new StoredEntries(folder);
        long held = entries.count();
        List<Checkpoint> known = known(standing);
        boolean sound = stage(tx, entries, held, known);
        repository.matchLeaves(tx);
        long most = known.stream().mapToLong(Checkpoint::size).max().orElse(0);
        return new Loss(most, held, sound, repository.unmatched(tx), repository.unmatchedRanges(tx));
    }

    /** The same of a log in which nothing contradicts: every entry has its row, and nothing is read. */
    public Loss nothing(Standing standing) {
        long most = known(standing).stream().mapToLong(Checkpoint::size).max().orElse(0);
        return new Loss(most, new StoredEntries(folder).count(), true, 0, List.of());
    }

    private static List<Checkpoint> known(Standing standing) {
        return Stream.of(
                        standing.signed().stream(),
                        standing.published().map(PublishedLog.Published::checkpoint).stream(),
                        standing.witnesses().stream().flatMap(heard -> heard.checkpoint().stream()))
                .flatMap(each -> each)
                .toList();
    }

    /** Answers whether the entries yield every known root, as far as they reach. */
    private boolean stage(Transaction tx, StoredEntries entries, long held, List<Checkpoint> known) {
        repository.openLeaves(tx);
        var tree = new Tree();
        boolean[] sound = {true};
        try {
            entries.read(held, (first, bundle) -> {
                long end = first + bundle.size();
                known.stream()
                        .filter(each -> each.size() > first && each.size() <= end)
                        .forEach(each -> {
                            var then = tree.rootWith(bundle.subList(0, (int) (each.size() - first)));
                            sound[0] &= Arrays.equals(then, each.root());
                        });
                tree.add(bundle);
                repository.addLeaves(
                        tx, first, bundle.stream().map(Merkle::leaf).toList());
            });
        } catch (LogDamaged e) {
            return false;
        }
        return sound[0];
    }

    /**
     * Gives every row its place again as the public files have it. The log goes on under its origin; the decision waits
     * for its place like every other record.
     *
     * @param loss nothing is lost
     */
    public Done rebuild(Transaction tx, Standing standing, Loss loss, Order order, AuditLog audit, Actor actor) {
        if (!loss.isNothing()) {
            throw new IllegalArgumentException("what is lost cannot be rebuilt");
        }
        repository.announce(tx, order.reason());
        repository.placeAsInFiles(tx);
        byte[] root = rootOfPlaces(tx, loss.held());
        repository.setState(tx, loss.held(), root);
        Checkpoint signed = standing.signed().orElse(null);
        audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.LOG_RECOVER, actor, Role.PLATFORM_ADMINISTRATOR.token())
                        .with("by", order.by())
                        .with("reason", order.reason())
                        .with("found", order.found())
                        .with("size", signed == null ? 0 : signed.size())
                        .with("root", base64(signed == null ? Merkle.emptyRoot() : signed.root()))
                        .with("databaseSize", standing.places().size())
                        .with("databaseRoot", base64(standing.places().root())));
        repository.waitWithoutPlace(tx);
        halts.lift(tx);
        return new Done(loss.held(), root);
    }

    /**
     * Begins a log under a new origin: its first record names the log before, then come all rows that had a place, in
     * their order.
     *
     * @param before the last of the log before that anybody outside can have seen
     * @param number of the log before among those of this folder
     */
    public Done begin(
            Transaction tx,
            Loss loss,
            String origin,
            Checkpoint before,
            int number,
            Order order,
            AuditLog audit,
            Actor actor) {
        repository.announce(tx, order.reason());
        long rows = loss.held() - loss.rowless();
        AuditEntry first = audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.LOG_ORIGIN, actor, Role.PLATFORM_ADMINISTRATOR.token())
                        .asOrigin(number)
                        .with("origin", origin)
                        .with("before", before.origin())
                        .with("beforeSize", before.size())
                        .with("beforeRoot", base64(before.root()))
                        .with("beforePath", FrozenLog.path(number))
                        .with("by", order.by())
                        .with("reason", order.reason())
                        .with("found", order.found())
                        .with("kept", rows)
                        .with("lost", loss.lost()));
        repository.placeAfter(tx, first.id());
        repository.waitWithoutPlace(tx);
        long size = repository.places(tx).last() + 1;
        byte[] root = rootOfPlaces(tx, size);
        repository.setState(tx, size, root);
        halts.lift(tx);
        return new Done(size, root);
    }

    private byte[] rootOfPlaces(Transaction tx, long size) {
        var tree = new Tree();
        long next = 0;
        while (next < size) {
            List<RecoveryRepository.Row> rows = repository.entries(tx, next, BATCH);
            if (rows.isEmpty() || rows.getLast().index() != next + rows.size() - 1) {
                throw new LogDamaged("places are missing after " + next);
            }
            tree.add(rows.stream().map(RecoveryRepository.Row::entry).toList());
            next += rows.size();
        }
        return tree.root();
    }

    private static String base64(byte[] root) {
        return root.length == 0 ? null : Base64.getEncoder().encodeToString(root);
    }
}
