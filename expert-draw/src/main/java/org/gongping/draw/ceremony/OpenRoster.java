package org.gongping.draw.ceremony;

import java.util.Optional;
import org.gongping.core.db.Transaction;
import org.gongping.draw.roster.RosterSeal;

/** The key of an attempt's roster, while platform and supervisor have unlocked it. */
@FunctionalInterface
public interface OpenRoster {
    /** Whoever holds it closes it. */
    Optional<RosterSeal> of(Transaction tx, Attempt attempt);
}
