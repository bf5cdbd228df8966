package org.gongping.service.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;

/**
 * The one clock of a rehearsal server: runs like the real one, but ahead of it by as much as people have moved it, so
 * that days of legal periods pass in seconds. It may be held at a moment, so that a gate can be tried one second before
 * and after its time on the slowest machine; it then stands until it is moved again. Logins keep real time, for their
 * tokens come from elsewhere.
 */
public final class RehearsalClock implements InstantSource {
    private final InstantSource real;
    private final AtomicReference<Setting> setting;
    private final RehearsalClockRepository repository;

    /** @param held where the clock stands; empty while it runs */
    private record Setting(Duration ahead, Optional<Instant> held) {}

    private RehearsalClock(InstantSource real, Duration ahead, RehearsalClockRepository repository) {
        this.real = real;
        this.setting = new AtomicReference<>(new Setting(ahead, Optional.empty()));
        this.repository = repository;
    }

    /** Goes on where the clock of this database was left; a clock that was held runs again. */
    public static RehearsalClock resume(Database database, InstantSource real) {
        var repository = new RehearsalClockRepository();
        return new RehearsalClock(real, database.read(repository::ahead), repository);
    }

    @Override
    public Instant instant() {
        Setting now = setting.get();
        return now.held().orElseGet(() -> real.instant().plus(now.ahead()));
    }

    /** Never moves back, whatever is asked for; moves when the transaction that puts it on record has committed. */
    void moveTo(Transaction transaction, Instant to, boolean hold) {
        repository.store(transaction, moved(setting.get(), to, hold).ahead());
        transaction.afterCommit(() -> setting.updateAndGet(before -> moved(before, to, hold)));
    }

    private Setting moved(Setting before, Instant to, boolean hold) {
        Instant shown = before.held().orElseGet(() -> real.instant().plus(before.ahead()));
        Instant target = to.isAfter(shown) ? to : shown;
        return new Setting(Duration.between(real.instant(), target), hold ? Optional.of(target) : Optional.empty());
    }
}
