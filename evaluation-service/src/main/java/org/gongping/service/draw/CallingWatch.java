package org.gongping.service.draw;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Lead;
import org.gongping.draw.calling.CallSeats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server of several calls the experts; it alone takes the halves of the keys that the calls need. */
public final class CallingWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallingWatch.class);

    /** Names the lock of the lead; the same on every server of one database. */
    private static final long LOCK = 0x6770_6361_6c6cL;

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DatabaseLogin login;
    private final Database database;
    private final CallSeats calls;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private CallingWatch(DatabaseLogin login, Database database, CallSeats calls) {
        this.login = login;
        this.database = database;
        this.calls = calls;
        this.thread = Thread.ofPlatform().name("calls").unstarted(this::run);
    }

    /** @param login of the application */
    public static CallingWatch start(DatabaseLogin login, Database database, CallSeats calls) {
        var watch = new CallingWatch(login, database, calls);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!pause(Duration.ZERO)) {
            try (Lead lead = Lead.tryTake(login, LOCK).orElse(null)) {
                if (lead != null) {
                    lead(lead);
                }
            } catch (Lead.Lost e) {
                LOG.warn("the calls wait for the database: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("the calls go on in a moment", e);
            } finally {
                calls.end();
            }
            pause(RETRY);
        }
    }

    /** The rooms hear of what the pool's transactions commit; locks of the rows keep a leader that was late apart. */
    private void lead(Lead lead) {
        CallSeats.Leading leading = new CallSeats.Leading() {
            @Override
            public <T> T transact(Database.Work<T> work) {
                return database.transact(work);
            }
        };
        calls.begin(leading);
        while (!pause(LOOK)) {
            lead.transact(tx -> true);
            try {
                calls.run(leading);
            } catch (Database.Busy | Database.Unavailable e) {
                LOG.warn("the calls wait for the database: {}", e.getMessage());
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
