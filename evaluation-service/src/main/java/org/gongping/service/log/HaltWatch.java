package org.gongping.service.log;

import java.util.Optional;
import org.gongping.core.audit.sequence.HaltRepository;
import org.gongping.core.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the log has stopped, as this server knows: by its own log, and by what any server has put into the database.
 * Asked at every call that writes, so the database is looked at now and then only.
 */
public final class HaltWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HaltWatch.class);

    private final Database database;
    private final Optional<LogService> log;
    private final HaltRepository halts = new HaltRepository();
    private volatile Optional<String> stored = Optional.empty();
    private volatile boolean isBlind;

    /** @param log empty where this server does not hold the log */
    public HaltWatch(Database database, Optional<LogService> log) {
        this.database = database;
        this.log = log;
    }

    /** Why the log has stopped; empty while it goes on. */
    public Optional<String> why() {
        return log.flatMap(service -> service.health().halted()).or(() -> stored);
    }

    /** Looks into the database; what was known stays known while it does not answer. */
    public void look() {
        try {
            stored = database.read(halts::why);
            isBlind = false;
        } catch (RuntimeException e) {
            if (!isBlind) {
                LOG.warn("whether the log has stopped is not known: {}", e.getMessage());
            }
            isBlind = true;
        }
    }
}
