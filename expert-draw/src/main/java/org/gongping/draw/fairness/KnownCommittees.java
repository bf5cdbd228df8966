package org.gongping.draw.fairness;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gongping.core.db.Transaction;

/** Committees whose names may be known: the roster is unsealed for good, or published (E05). */
@FunctionalInterface
public interface KnownCommittees {
    /** @param since those whose names were open at that moment or later */
    List<Committee> since(Transaction tx, Instant since);

    record Committee(List<UUID> experts, List<Bidder> bidders) {
        public Committee {
            experts = List.copyOf(experts);
            bidders = List.copyOf(bidders);
        }
    }

    record Bidder(String creditCode, String name, boolean won) {}
}
