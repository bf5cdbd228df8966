package org.gongping.core.opening.hall;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.Sha256;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.envelope.EnvelopeFault;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.submission.BidReceipt;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.bid.submission.SubmissionRepository;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/**
 * A bidder opens its bid within the window (解密; rule O01): its own program sends the content keys, which must open the
 * envelopes to what their receipts promise. Each try is on record, so that it is known later whose fault a failure was
 * (rule O02). A try counts that came in time, however long it takes: nobody closes the decryption meanwhile. Nothing of a
 * bid is shown before the window has closed for all.
 */
public final class ReleaseKeys {
    /** Each is a row and a record; nobody needs as many. */
    private static final int MOST_ATTEMPTS = 200;

    /** One whose answer was lost, and the one that is sent for it. */
    private static final int MOST_AT_ONCE = 2;

    private final HallDesk desk;
    private final HallRepository halls;
    private final KeyTrialRepository trials;
    private final SubmissionRepository submissions;
    private final OpenedBids opened;
    private final Database database;
    private final CloseDecryption closing;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<UUID, Integer> running = new ConcurrentHashMap<>();

    public ReleaseKeys(
            HallDesk desk,
            HallRepository halls,
            KeyTrialRepository trials,
            SubmissionRepository submissions,
            OpenedBids opened,
            Database database,
            CloseDecryption closing,
            HallRoom room,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.desk = desk;
        this.halls = halls;
        this.trials = trials;
        this.submissions = submissions;
        this.opened = opened;
        this.database = database;
        this.closing = closing;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What the bidder's program brings.
     *
     * @param keys content keys by envelope, 32 bytes each; empty when it has none
     * @param failure why it has none, a short code; null otherwise
     */
    public record Brought(Map<EnvelopeKind, byte[]> keys, String failure) {
        /** SHA-256 of all of it. */
        byte[] digest() {
            MessageDigest sha256 = Sha256.fresh();
            new TreeMap<>(keys).forEach((kind, key) -> {
                sha256.update((byte) kind.ordinal());
                sha256.update(key);
            });
            sha256.update(String.valueOf(failure).getBytes(StandardCharsets.UTF_8));
            return sha256.digest();
        }
    }

    /**
     * A try that may be made.
     *
     * @param arrivedAt when it came; that is what counts
     * @param isNeeded false when the bid is open already: the answer was lost, and nothing is tried
     */
    public record Trial(
            UUID id,
            UUID projectId,
            UUID lotId,
            int sitting,
            Bid bid,
            Brought brought,
            Instant arrivedAt,
            boolean isNeeded) {}

    /** Brought keys, each with what came of trying it. */
    public record Tried(Trial trial, Map<EnvelopeKind, EnvelopeFault> faults) {}

    /** What stands before a try. */
    private record Turn(HallDesk.Standing at, Bid bid, Decryption before) {}

    /** Whether the actor may try these now. What came in time and was tried to no end may be sent again. */
    public Outcome<Trial> admit(Transaction tx, Actor actor, UUID projectId, UUID lotId, Brought brought) {
        Instant now = clock.instant();
        return desk.acting(tx, actor, projectId, lotId, Role.BIDDER).then(at -> {
            Optional<Instant> before = at.own(actor)
                    .flatMap(own -> trials.arrived(tx, at.hall(), own.id(), brought.digest()))
                    .filter(_ -> isUndecided(at.hall(), at.hall().sitting()));
            return (before.isPresent() ? Outcome.done(true) : inWindow(at.hall(), now))
                    .then(_ -> turn(tx, actor, at, brought))
                    .then(turn -> begin(tx, turn, brought, before.orElse(now)));
        });
    }

    private Outcome<Trial> begin(Transaction tx, Turn turn, Brought brought, Instant arrivedAt) {
        Hall hall = turn.at().hall();
        boolean isNeeded = !turn.before().isOpen(turn.at().kinds());
        var trial = new Trial(
                ids.next(), hall.projectId(), hall.lotId(), hall.sitting(), turn.bid(), brought, arrivedAt, isNeeded);
        if (isNeeded) {
            trials.begin(tx, trial);
        }
        return Outcome.done(trial);
    }

    private static Outcome<Boolean> inWindow(Hall hall, Instant now) {
        if (hall.isPaused()) {
            return HallDesk.paused(hall);
        }
        return hall.stage(now) == Hall.Stage.DECRYPTING
                ? Outcome.done(true)
                : HallDesk.refuse(
                        "window-over", "解密时限已到（依据：《电子招标投标办法》第三十条，规则 O01）", "The time to decrypt is over (rule O01)");
    }

    /** Until the decryption closes, through the end of the window and a pause, what came in time is taken. */
    private static boolean isUndecided(Hall hall, int sitting) {
        return hall.closedAt() == null && hall.sitting() == sitting;
    }

    private Outcome<Turn> turn(Transaction tx, Actor actor, HallDesk.Standing at, Brought brought) {
        Optional<Bid> own = at.own(actor);
        if (own.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("bid"));
        }
        if (at.awaited(own.get().id()).isEmpty()) {
            return HallDesk.refuse(
                    "not-awaited", "贵单位的投标不在本次开启之列", "Your bid is not among those that are opened in this sitting");
        }
        if (brought.keys().isEmpty() && brought.failure() == null) {
            return Outcome.refused(
                    Refusal.Invalid.of("/failure", "请提交密钥，或者说明为何没有", "Send the keys, or say why there are none"));
        }
        if (!at.kinds().containsAll(brought.keys().keySet())) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/keys",
                    "含有本次不开启的信封的密钥，没有保存。价格信封须待第一阶段评审结果锁定后开启",
                    "A key of an envelope that is not opened now; it was not kept. The price stays sealed until the"
                            + " first stage is locked"));
        }
        Decryption before = halls.decryptions(tx, at.hall())
                .getOrDefault(own.get().id(), Decryption.none(own.get().id()));
        return before.attempts().size() < MOST_ATTEMPTS
                ? Outcome.done(new Turn(at, own.get(), before))
                : HallDesk.refuse(
                        "too-many-attempts", "尝试次数过多，请联系开标主持人", "Too many tries: speak to the host of the opening");
    }

    /**
     * Tries the keys on the envelopes, byte by byte; takes as long as these are large, and no transaction is open. Refused
     * when this server is at too many of the same bid.
     */
    public Outcome<Tried> check(Trial trial) {
        UUID bidId = trial.bid().id();
        if (running.merge(bidId, 1, Integer::sum) > MOST_AT_ONCE) {
            running.merge(bidId, -1, ReleaseKeys::sumOrNothing);
            return HallDesk.refuse(
                    "keys-checking",
                    "贵单位提交的密钥正在核验，请等待结果",
                    "The keys that you sent are being tried: wait for what comes of it");
        }
        try {
            return Outcome.done(new Tried(trial, trial.isNeeded() ? faults(trial) : Map.of()));
        } finally {
            running.merge(bidId, -1, ReleaseKeys::sumOrNothing);
        }
    }

    private static Integer sumOrNothing(int one, int other) {
        return one + other == 0 ? null : Integer.valueOf(one + other);
    }

    private Map<EnvelopeKind, EnvelopeFault> faults(Trial trial) {
        Submission submission = database.read(tx -> submissions
                .find(tx, trial.projectId(), trial.bid().submissionId())
                .orElseThrow());
        BidReceipt receipt = database.read(tx -> opened.receipt(tx, submission));
        Map<EnvelopeKind, EnvelopeFault> faults = new EnumMap<>(EnvelopeKind.class);
        for (Submission.Envelope envelope : submission.envelopes()) {
            byte[] key = trial.brought().keys().get(envelope.kind());
            if (key != null) {
                Optional<EnvelopeFault> fault = EnvelopeKey.matches(envelope.header(), key)
                        ? opened.check(envelope, receipt, key)
                        : Optional.of(EnvelopeFault.COMMIT);
                fault.ifPresent(found -> faults.put(envelope.kind(), found));
            }
        }
        return faults;
    }

    /** Says that the keys are still being tried; to be called every {@link KeyTrialRepository#BEAT}. */
    public void beat(Transaction tx, Trial trial) {
        trials.beat(tx, trial);
    }

    /** Puts the try on record, and closes the decryption when it was the last one that was awaited. */
    public Outcome<Hall> record(Transaction tx, Actor actor, Tried tried) {
        Trial trial = tried.trial();
        return desk.acting(tx, actor, trial.projectId(), trial.lotId(), Role.BIDDER)
                .then(at -> {
                    trials.end(tx, at.hall(), trial);
                    return (isUndecided(at.hall(), trial.sitting())
                                    ? Outcome.done(true)
                                    : inWindow(at.hall(), clock.instant()))
                            .then(_ -> turn(tx, actor, at, trial.brought()));
                })
                .map(turn -> record(tx, actor, turn, tried));
    }

    /** Of a try that was not taken: it need not be waited for. */
    public void giveUp(Transaction tx, Trial trial) {
        trials.drop(tx, trial);
    }

    private Hall record(Transaction tx, Actor actor, Turn turn, Tried tried) {
        HallDesk.Standing at = turn.at();
        Bid bid = turn.bid();
        if (turn.before().isOpen(at.kinds())) {
            // Sent again, because the answer was lost.
            return at.hall();
        }
        Brought brought = tried.trial().brought();
        Instant now = tried.trial().arrivedAt();
        boolean isClient = brought.keys().isEmpty();
        String fault = isClient ? brought.failure() : fault(at, tried);
        int no = turn.before().attempts().size() + 1;
        halls.insert(
                tx,
                at.hall(),
                bid.id(),
                new Decryption.Attempt(no, isClient ? Decryption.By.CLIENT : Decryption.By.BIDDER, fault, now));
        if (fault == null) {
            Map<EnvelopeKind, byte[]> keys = brought.keys();
            at.kinds()
                    .forEach(kind -> halls.insert(
                            tx,
                            at.hall(),
                            bid.id(),
                            kind,
                            new Decryption.Released(keys.get(kind), Decryption.By.BIDDER, now)));
        }
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.OPENING_DECRYPT,
                                actor,
                                Role.BIDDER.token(),
                                at.project().id(),
                                at.project().code())
                        .object("bid", bid.id())
                        .rule(at.project().ruleSet())
                        .with("no", bid.no())
                        .with("attempt", no)
                        .with("arrivedAt", now)
                        .with("by", isClient ? "client" : "bidder")
                        .with("fault", fault));
        room.tell(
                tx,
                at.project().id(),
                at.lot().id(),
                fault == null ? HallStep.Kind.DECRYPTED : HallStep.Kind.ATTEMPT,
                bid.no());
        return closing.ifAllOpen(tx, at);
    }

    private static String fault(HallDesk.Standing at, Tried tried) {
        if (!tried.faults().isEmpty()) {
            return tried.faults().values().iterator().next().code();
        }
        List<EnvelopeKind> missing = at.kinds().stream()
                .filter(kind -> !tried.trial().brought().keys().containsKey(kind))
                .toList();
        return missing.isEmpty() ? null : "missing-" + missing.getFirst().token();
    }
}
