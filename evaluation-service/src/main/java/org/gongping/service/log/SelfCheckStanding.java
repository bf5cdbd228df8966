package org.gongping.service.log;

import java.time.Duration;
import java.util.Optional;
import org.gongping.core.audit.selfcheck.Standing;
import org.gongping.core.audit.selfcheck.StandingRepository;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the self-check, another process under another login, says of the log; and whether it says anything. */
public final class SelfCheckStanding {
    private static final Logger LOG = LoggerFactory.getLogger(SelfCheckStanding.class);

    private final Database database;
    private final Duration silence;
    private final StandingRepository repository = new StandingRepository();

    /** @param silence time without a pass after which the check counts as dead */
    public SelfCheckStanding(Database database, Duration silence) {
        this.database = database;
        this.silence = silence;
    }

    /** Empty when it has never said anything, and while the database cannot be asked. */
    public Optional<Standing> now() {
        try {
            return database.read(repository::standing);
        } catch (RuntimeException e) {
            LOG.warn("the standing of the self-check cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    public Optional<Standing> in(Transaction tx) {
        return repository.standing(tx);
    }

    /** A check that is dead, or was never started, finds nothing: that is an alarm, not good news. */
    public boolean isSilent(Optional<Standing> standing) {
        return standing.isEmpty() || standing.get().age().compareTo(silence) > 0;
    }
}
