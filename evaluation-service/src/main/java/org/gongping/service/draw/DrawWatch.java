package org.gongping.service.draw;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Lead;
import org.gongping.draw.ceremony.AttemptRepository;
import org.gongping.draw.ceremony.KeepDraws;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server of several looks after the draws: finds their seals, and ends the attempts whose time is over. */
public final class DrawWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DrawWatch.class);

    /** Names the lock of the lead; the same on every server of one database. */
    private static final long LOCK = 0x6770_6472_6177L;

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DatabaseLogin login;
    private final Database database;
    private final KeepDraws keep;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private DrawWatch(DatabaseLogin login, Database database, KeepDraws keep) {
        this.login = login;
        this.database = database;
        this.keep = keep;
        this.thread = Thread.ofPlatform().name("draws").unstarted(this::run);
    }

    /** @param login of the application */
    public static DrawWatch start(DatabaseLogin login, Database database, KeepDraws keep) {
        var watch = new DrawWatch(login, database, keep);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!pause(Duration.ZERO)) {
            try (Lead lead = Lead.tryTake(login, LOCK).orElse(null)) {
                while (lead != null && !pause(LOOK)) {
                    look(lead);
                }
            } catch (Lead.Lost e) {
                LOG.warn("the draws wait for the database: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("the draws are looked after again in a moment", e);
            }
            pause(RETRY);
        }
    }

    private void look(Lead lead) {
        for (AttemptRepository.Key key : lead.transact(keep::unfinished)) {
            // Whoever led before may still be at it: the project's lock keeps the two apart.
            database.transact(tx -> keep.keep(tx, key));
        }
    }

    /** Waits; true when the watch is closed. */
    private boolean pause(Duration length) {
        try {
            return closed.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
