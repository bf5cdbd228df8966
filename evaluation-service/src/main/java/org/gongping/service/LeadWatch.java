package org.gongping.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Lead;
import org.gongping.core.db.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what goes on by itself, on one server of those that share the database: the one that holds the lock leads, and
 * another takes over when it dies.
 *
 * @param <K> names what there may be something to do for
 */
final class LeadWatch<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadWatch.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String name;
    private final long lock;
    private final Duration look;
    private final DatabaseLogin login;
    private final Database database;
    private final Function<Transaction, List<K>> unfinished;
    private final BiConsumer<Transaction, K> keep;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param lock the same on every server of one database
     * @param look between two looks
     * @param login of the application
     * @param keep does what is due for one, in a transaction of its own
     */
    LeadWatch(
            String name,
            long lock,
            Duration look,
            DatabaseLogin login,
            Database database,
            Function<Transaction, List<K>> unfinished,
            BiConsumer<Transaction, K> keep) {
        this.name = name;
        this.lock = lock;
        this.look = look;
        this.login = login;
        this.database = database;
        this.unfinished = unfinished;
        this.keep = keep;
        this.thread = Thread.ofPlatform().name("watch-" + name).daemon().unstarted(this::run);
    }

    LeadWatch<K> start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!pause(Duration.ZERO)) {
            try (Lead lead = Lead.tryTake(login, lock).orElse(null)) {
                while (lead != null && !pause(look)) {
                    look(lead);
                }
            } catch (Lead.Lost e) {
                LOG.warn("the lead over {} was lost: {}", name, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("{} are looked after again in a moment", name, e);
            }
            pause(RETRY);
        }
    }

    private void look(Lead lead) {
        for (K each : lead.transact(unfinished::apply)) {
            try {
                // Another server may have taken the lead meanwhile: the lock that the work takes keeps the two apart.
                database.transact(tx -> {
                    keep.accept(tx, each);
                    return null;
                });
            } catch (RuntimeException e) {
                // The others must not wait for the one that cannot be looked after.
                LOG.error("{} of the {} is looked after again in a moment", each, name, e);
            }
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
