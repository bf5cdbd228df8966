package org.gongping.service.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gongping.core.audit.selfcheck.Finding;
import org.gongping.core.audit.selfcheck.Findings;
import org.gongping.core.audit.selfcheck.LogCheck;
import org.gongping.core.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the log again and again, on a thread and a database connection of its own, and keeps what it found. A finding
 * is told at once; it goes when a later pass no longer has it.
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
    private final AtomicReference<Findings> latest = new AtomicReference<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private Set<Finding> known = Set.of();
    private boolean closed;
    private Thread thread;

    private SelfCheck(Database database, LogCheck check) {
        this.database = database;
        this.check = check;
    }

    /** @param database closed together with this */
    public static SelfCheck start(Database database, LogCheck check) {
        var selfCheck = new SelfCheck(database, check);
        selfCheck.thread = Thread.ofPlatform().name("log-check").start(selfCheck::run);
        return selfCheck;
    }

    /** Empty until the first pass is over. */
    public Optional<Findings> latest() {
        return Optional.ofNullable(latest.get());
    }

    private void run() {
        Duration rest = Duration.ZERO;
        while (!pause(rest)) {
            long began = System.nanoTime();
            try {
                pass();
            } catch (RuntimeException e) {
                // The age of the last pass tells that the check does not get through.
                LOG.warn("the self-check of the log is tried again", e);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            rest = min(LONGEST_REST, max(SHORTEST_REST, took.multipliedBy(REST)));
        }
    }

    private void pass() {
        Set<Finding> before = known;
        Set<Finding> now = new LinkedHashSet<>();
        Findings findings = check.pass(finding -> {
            now.add(finding);
            if (!before.contains(finding)) {
                LOG.error("self-check of the log: {} at {}: {}", finding.code().code(), finding.place(), finding.en());
                latest.updateAndGet(last -> last == null ? null : with(last, finding));
            }
        });
        now.addAll(findings.findings());
        known = now;
        latest.set(findings);
    }

    private static Findings with(Findings last, Finding more) {
        List<Finding> all = new ArrayList<>(last.findings());
        all.add(more);
        return new Findings(last.at(), last.entries(), last.took(), last.rollingPassAge(), all);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Waits; true when this is closed. */
    private boolean pause(Duration length) {
        lock.lock();
        try {
            long left = length.toNanos();
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
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
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
