package org.gongping.service.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;

/**
 * The one clock of a rehearsal server: runs like the real one, but ahead of it by as much as people have moved it, so
 * that days of legal periods pass in seconds. Logins keep real time, for their tokens come from elsewhere.
 */
public final class RehearsalClock implements InstantSource {
    private final InstantSource real;
    private final AtomicReference<Duration> ahead;
    private final RehearsalClockRepository repository;

    private RehearsalClock(InstantSource real, Duration ahead, RehearsalClockRepository repository) {
        this.real = real;
        this.ahead = new AtomicReference<>(ahead);
        this.repository = repository;
    }

    /** Goes on where the clock of this database was left. */
    public static RehearsalClock resume(Database database, InstantSource real) {
        var repository = new RehearsalClockRepository();
        return new RehearsalClock(real, database.read(repository::ahead), repository);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
    }

    /** Never moves back, whatever is asked for. */
    void moveTo(Transaction transaction, Instant to) {
        Duration wanted = Duration.between(real.instant(), to);
        Duration now = ahead.updateAndGet(before -> before.compareTo(wanted) > 0 ? before : wanted);
        repository.store(transaction, now);
    }
}
