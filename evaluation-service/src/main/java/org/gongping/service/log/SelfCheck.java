package org.gongping.service.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gongping.core.audit.note.Signer;
import org.gongping.core.audit.selfcheck.Finding;
import org.gongping.core.audit.selfcheck.Findings;
import org.gongping.core.audit.selfcheck.LogCheck;
import org.gongping.core.audit.selfcheck.SelfCheckWord;
import org.gongping.core.audit.selfcheck.StandingRepository;
import org.gongping.core.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the log again and again, and writes down under its signature what it found, where the server reads it. A finding
 * is told at once; it goes when a later pass no longer has it. {@link #run} and {@link #once} are for one thread.
 */
public final class SelfCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);

    /** Twice as long as a pass took: the check shall not live off what the server needs. */
    private static final int REST = 2;

    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
    /** With passes of up to 40 s, each entry of the newest million is looked at once a minute. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(20);

    private final Database database;
    private final LogCheck check;
    private final Signer signer;
    private final StandingRepository standing = new StandingRepository();
    /** While a pass reads, its findings are written by another hand, one writing after another. */
    private final ExecutorService writing = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("log-standing").daemon().factory());

    private final AtomicReference<List<Finding>> toWrite = new AtomicReference<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private Optional<Findings> last = Optional.empty();
    private boolean closed;

    /**
     * @param database a login that may write the standing: a member of {@code gongping_auditor}; two connections
     * @param signer whose key the server knows
     */
    public SelfCheck(Database database, LogCheck check, Signer signer) {
        this.database = database;
        this.check = check;
        this.signer = signer;
    }

    /** One pass after another until this is closed. A pass that does not get through is tried again. */
    public void run() throws InterruptedException {
        Duration rest = Duration.ZERO;
        while (!pause(rest)) {
            long began = System.nanoTime();
            try {
                once();
            } catch (RuntimeException e) {
                // The age of the last pass tells that the check does not get through.
                LOG.warn("the self-check of the log is tried again", e);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            rest = min(LONGEST_REST, max(SHORTEST_REST, took.multipliedBy(REST)));
        }
    }

    /**
     * One pass.
     *
     * @throws RuntimeException when the database cannot be asked or the standing cannot be written
     */
    public Findings once() throws InterruptedException {
        Set<Finding> known = new LinkedHashSet<>(last.map(Findings::findings).orElse(List.of()));
        Findings findings = check.pass(finding -> {
            if (known.add(finding)) {
                LOG.error("self-check of the log: {} at {}: {}", finding.code().code(), finding.place(), finding.en());
                write(new ArrayList<>(known));
            }
        });
        last = Optional.of(findings);
        try {
            writing.submit(() -> put(SelfCheckWord.sign(signer, findings))).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
        return findings;
    }

    /** Of what comes while one writing is under way, the last is written. Before the first pass is over nothing is. */
    private void write(List<Finding> findings) {
        if (last.isEmpty()) {
            return;
        }
        Findings before = last.get();
        if (toWrite.getAndSet(findings) == null) {
            writing.execute(() -> {
                List<Finding> all = toWrite.getAndSet(null);
                try {
                    put(SelfCheckWord.sign(signer, before.with(all)));
                } catch (RuntimeException e) {
                    LOG.warn("a finding is written down at the end of the pass: {}", e.getMessage());
                }
            });
        }
    }

    private void put(String note) {
        database.transact(tx -> {
            standing.put(tx, note);
            return null;
        });
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Waits; true when this is closed. */
    private boolean pause(Duration length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = length.toNanos();
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a pass that is under way run into nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        writing.shutdown();
    }
}
