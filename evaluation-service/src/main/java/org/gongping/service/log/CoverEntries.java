package org.gongping.service.log;

import java.security.SecureRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records that mean nothing ({@code spec/audit-log.md} §2): without them, growth of the public log of a quiet
 * installation would tell that somebody has just submitted something. They come one to three at a time, as records of
 * real steps do, at moments without memory: the wait for the next says nothing about the last.
 */
public final class CoverEntries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoverEntries.class);
    private static final int MOST_AT_ONCE = 3;

    private final Database database;
    private final AuditLog audit;
    private final LogService log;
    private final RandomGenerator random = new SecureRandom();
    private final double meanMs;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-cover").factory());

    private CoverEntries(Database database, AuditLog audit, LogService log, int timesPerMinute) {
        this.database = database;
        this.audit = audit;
        this.log = log;
        this.meanMs = 60_000.0 / timesPerMinute;
    }

    /** @param timesPerMinute how often in the mean; at least 1 */
    public static CoverEntries start(Database database, AuditLog audit, LogService log, int timesPerMinute) {
        var cover = new CoverEntries(database, audit, log, timesPerMinute);
        cover.next();
        return cover;
    }

    private void next() {
        long wait = Math.round(random.nextExponential() * meanMs);
        if (!timer.isShutdown()) {
            timer.schedule(this::append, wait, TimeUnit.MILLISECONDS);
        }
    }

    private void append() {
        try {
            // One server of several: the one that leads.
            if (log.health().leads()) {
                int count = 1 + random.nextInt(MOST_AT_ONCE);
                database.transact(tx -> {
                    for (int i = 0; i < count; i++) {
                        audit.append(tx, AuditStep.cover(Actor.SERVER));
                    }
                    return count;
                });
            }
        } catch (RuntimeException e) {
            LOG.warn("the log got no cover this time: {}", e.getMessage());
        } finally {
            next();
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            // What runs is a transaction of a few milliseconds; what waits is dropped.
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
