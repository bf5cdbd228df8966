package org.gongping.service.log;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Actor;
import org.gongping.service.config.ServerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records that mean nothing ({@code spec/audit-log.md} §2): without them, growth of the public log of a quiet
 * installation would tell that somebody has just submitted something. They come one to three at a time, as records of
 * real steps do, at moments without memory: the wait for the next says nothing about the last. Before deadlines of sealed
 * bids, when most bidders act, they come more often; when that is everybody knows.
 */
public final class CoverEntries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoverEntries.class);
    private static final int MOST_AT_ONCE = 3;
    private static final Duration BEFORE_DEADLINE = Duration.ofHours(2);
    private static final long LOOK_AGAIN_MS = 10_000;

    private final Database database;
    private final AuditLog audit;
    private final LogService log;
    private final ServerConfig.Log.Cover cover;
    private final InstantSource clock;
    private final OpeningPlanRepository plans = new OpeningPlanRepository();
    private final RandomGenerator random = new SecureRandom();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-cover").factory());

    private CoverEntries(
            Database database, AuditLog audit, LogService log, ServerConfig.Log.Cover cover, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.log = log;
        this.cover = cover;
        this.clock = clock;
    }

    /** @param clock of the tenders */
    public static CoverEntries start(
            Database database, AuditLog audit, LogService log, ServerConfig.Log.Cover cover, InstantSource clock) {
        var entries = new CoverEntries(database, audit, log, cover, clock);
        entries.next();
        return entries;
    }

    /** As waits have no memory, a long one may be cut and drawn again, by how often they come then. */
    private void next() {
        int perMinute = perMinute();
        long wait = perMinute == 0 ? Long.MAX_VALUE : Math.round(random.nextExponential() * 60_000 / perMinute);
        if (timer.isShutdown()) {
            return;
        }
        if (wait > LOOK_AGAIN_MS) {
            timer.schedule(this::next, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
        } else {
            timer.schedule(this::append, wait, TimeUnit.MILLISECONDS);
        }
    }

    private int perMinute() {
        try {
            Instant now = clock.instant();
            return database.read(tx -> plans.isDeadlineBetween(tx, now, now.plus(BEFORE_DEADLINE)))
                    ? cover.beforeDeadlines()
                    : cover.usually();
        } catch (RuntimeException e) {
            LOG.warn("whether a deadline is near is not known: {}", e.getMessage());
            return cover.usually();
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
