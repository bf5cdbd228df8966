package org.gongping.draw.fairness;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Transaction;

/** Committees whose names may be known: the roster is unsealed for good, or published (E05). */
public interface KnownCommittees {
    /** @param since those whose names were open at that moment or later */
    List<Committee> since(Transaction tx, Instant since);

    /**
     * The first days of the evaluations for which experts were called and whose names may not be known yet. The library does
     * not tell for which evaluation somebody was taken, only on which days: so nothing of these days may be counted.
     */
    Set<Instant> sealedDays(Transaction tx);

    record Committee(List<UUID> experts, List<Bidder> bidders) {
        public Committee {
            experts = List.copyOf(experts);
            bidders = List.copyOf(bidders);
        }
    }

    record Bidder(String creditCode, String name, boolean won) {}
}
