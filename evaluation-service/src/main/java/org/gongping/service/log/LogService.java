package org.gongping.service.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gongping.core.audit.PromiseEntry;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.sequence.HaltRepository;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.audit.sequence.Sequencer;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Lead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log going: one thread takes the lead and appends five times a second, another has what was signed cosigned
 * and puts it before the public. When the log turns out to be damaged, both stop and say why: nothing is appended until a
 * person has looked.
 */
public final class LogService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogService.class);

    /** Names the lock of the lead; the same on every server of one database. */
    static final long LOCK = 0x6770_6c6f_67L;

    private static final Duration BATCH = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration TO_END = Duration.ofSeconds(6);
    private static final Duration KEPT_EVERY = Duration.ofHours(1);

    /**
     * How the log is.
     *
     * @param leads whether this server appends
     * @param signed the last checkpoint that this server signed
     * @param halted why nothing is appended any more
     */
    public record Health(
            boolean leads, Optional<Checkpoint> signed, Optional<Instant> signedAt, Optional<String> halted) {}

    private final DatabaseLogin login;
    private final LogFolder folder;
    private final CheckpointSigner signer;
    private final WitnessPolicy policy;
    private final String policyText;
    private final InstantSource clock;
    private final AtomicReference<Health> health =
            new AtomicReference<>(new Health(false, Optional.empty(), Optional.empty(), Optional.empty()));
    private final AtomicReference<SignedNote> collected = new AtomicReference<>();
    private final WitnessWatch witnesses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<SignedNote> toCosign = Optional.empty();
    private boolean closed;
    private Thread appending;
    private Thread cosigning;
    /** Of the cosigning thread: when it last kept a checkpoint. */
    private Instant kept;

    private LogService(
            DatabaseLogin login,
            LogFolder folder,
            CheckpointSigner signer,
            WitnessPolicy policy,
            String policyText,
            InstantSource clock) {
        this.login = login;
        this.folder = folder;
        this.signer = signer;
        this.policy = policy;
        this.policyText = policyText;
        this.clock = clock;
        this.witnesses = new WitnessWatch(policy, System::nanoTime);
    }

    /**
     * @param login a member of {@code gongping_sequencer} alone
     * @param policyText text of a policy file (C2SP tlog-policy); empty for a log without witnesses
     * @param halted why nothing may be appended from the start
     * @throws WitnessPolicy.Malformed when the policy has a fault
     */
    public static LogService start(
            DatabaseLogin login,
            LogFolder folder,
            CheckpointSigner signer,
            Optional<String> policyText,
            InstantSource clock,
            Optional<String> halted)
            throws WitnessPolicy.Malformed {
        String text = policyText.orElseGet(() -> policyWithoutWitnesses(signer.key()));
        var service = new LogService(login, folder, signer, WitnessPolicy.parse(text), text, clock);
        halted.ifPresent(service::halt);
        service.appending = Thread.ofPlatform().name("log").start(service::append);
        service.cosigning = Thread.ofPlatform().name("log-cosign").start(service::cosign);
        return service;
    }

    /** The policy of a log that nobody cosigns. */
    public static String policyWithoutWitnesses(VerifierKey key) {
        return "log " + key.text() + "\nquorum none\n";
    }

    public Health health() {
        return health.get();
    }

    /** What the public sees. */
    public PublishedLog published() {
        return new PublishedLog(folder);
    }

    public VerifierKey key() {
        return signer.key();
    }

    /** Gives the log's word for records that wait for their place. */
    public PromiseEntry promises() {
        return signer.promises();
    }

    /** The policy as a file, to be handed to verifiers. */
    public String policyText() {
        return policyText;
    }

    public WitnessPolicy policy() {
        return policy;
    }

    /** The last checkpoint about which the witnesses were asked, with what cosignatures came, enough or not. */
    public Optional<SignedNote> collected() {
        return Optional.ofNullable(collected.get());
    }

    /**
     * How the witnesses are; a server that does not lead the log knows of them by what is published alone.
     *
     * @param published the checkpoint that the public sees
     */
    public List<WitnessWatch.Seen> witnesses(Optional<SignedNote> published) {
        published.ifPresent(witnesses::learn);
        return witnesses.now();
    }

    /** For how long what was signed could not be published for want of cosignatures; empty while it can. */
    public Optional<Duration> withoutQuorum() {
        return witnesses.withoutQuorum();
    }

    private void append() {
        while (!pause(Duration.ZERO)) {
            try (Lead lead = Lead.tryTake(login, LOCK).orElse(null);
                    // The second taken is the first given back.
                    LogFolder.Hold hold = lead == null ? null : folder.tryHold().orElse(null)) {
                if (hold != null) {
                    lead(lead);
                } else if (lead != null) {
                    LOG.warn("the log waits: another server is still writing its files");
                }
            } catch (LogDamaged e) {
                halt(e.getMessage());
                return;
            } catch (Lead.Lost e) {
                LOG.warn("the log waits for the database: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("the log is tried again", e);
            }
            health.updateAndGet(now -> new Health(false, now.signed(), now.signedAt(), now.halted()));
            if (pause(RETRY)) {
                return;
            }
        }
    }

    private void lead(Lead lead) {
        lead.transact(new HaltRepository()::why).ifPresent(why -> {
            throw new LogDamaged(why);
        });
        Sequencer sequencer = Sequencer.resume(lead, new SequenceRepository(), folder, signer, clock, this::signed);
        LOG.info("this server appends to the log {}", signer.origin());
        long begun;
        do {
            begun = System.nanoTime();
            sequencer.step();
        } while (!pause(BATCH.minusNanos(System.nanoTime() - begun)));
    }

    private void signed(SignedNote note) {
        health.updateAndGet(
                now -> new Health(true, Checkpoint.parse(note.text()), Optional.of(clock.instant()), now.halted()));
        lock.lock();
        try {
            toCosign = Optional.of(note);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void cosign() {
        try (var collecting = new Cosigning(
                policy, folder, () -> signer.last().map(Checkpoint::size).orElse(0L))) {
            for (SignedNote note = next(); note != null; note = next()) {
                try {
                    publish(note, collecting);
                } catch (LogDamaged e) {
                    throw e;
                } catch (RuntimeException e) {
                    // A full disk, for one: what is signed is published as soon as it can be.
                    LOG.error("a checkpoint could not be published, it is tried again", e);
                    retry(note);
                }
            }
        } catch (LogDamaged e) {
            halt(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(SignedNote note, Cosigning collecting) throws InterruptedException {
        Optional<SignedNote> answered = collecting.collect(note);
        if (answered.isEmpty()) {
            return;
        }
        SignedNote cosigned = answered.get();
        collected.set(cosigned);
        witnesses.asked(cosigned);
        boolean enough = collecting.isEnough(cosigned);
        if (enough) {
            keepNowAndThen(cosigned);
        }
        if (enough || published().now().isEmpty()) {
            published().publish(cosigned, signer.key());
        }
        if (!enough) {
            retry(note);
        }
    }

    /** A moment later, unless a newer one has come by then. */
    private void retry(SignedNote note) {
        if (!pause(RETRY)) {
            again(note);
        }
    }

    private void keepNowAndThen(SignedNote cosigned) {
        Instant now = clock.instant();
        if (kept == null || !now.isBefore(kept.plus(KEPT_EVERY))) {
            Checkpoint checkpoint = Checkpoint.parse(cosigned.text()).orElseThrow();
            published().kept().keep(new PublishedLog.Published(cosigned, checkpoint));
            kept = now;
        }
    }

    /** The newest checkpoint that nobody was asked about; null once the service is closed. */
    private SignedNote next() throws InterruptedException {
        lock.lock();
        try {
            while (toCosign.isEmpty() && !closed) {
                changed.await();
            }
            SignedNote note = closed ? null : toCosign.orElseThrow();
            toCosign = Optional.empty();
            return note;
        } finally {
            lock.unlock();
        }
    }

    private void again(SignedNote note) {
        lock.lock();
        try {
            toCosign = toCosign.or(() -> Optional.of(note));
        } finally {
            lock.unlock();
        }
    }

    private void halt(String why) {
        LOG.error("the log is damaged, nothing is appended until a person has looked: {}", why);
        health.updateAndGet(now -> new Health(false, now.signed(), now.signedAt(), Optional.of(why)));
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try (Database database =
                Database.open(login.url(), login.user(), login.password(), Database.Limits.ofPool(1))) {
            database.transact(tx -> {
                new HaltRepository().halt(tx, why, clock.instant());
                return null;
            });
        } catch (RuntimeException e) {
            LOG.error("other servers are not told that the log has stopped: {}", e.getMessage());
        }
    }

    /** Waits; true when the service is closed. */
    private boolean pause(Duration length) {
        lock.lock();
        try {
            long left = length.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            appending.join();
            // An interrupt would tear the file that it is writing; only a witness that hangs is cut off.
            if (!cosigning.join(TO_END)) {
                cosigning.interrupt();
                cosigning.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
