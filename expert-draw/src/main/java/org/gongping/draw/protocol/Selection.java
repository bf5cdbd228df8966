package org.gongping.draw.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Steps 7 and 8 of the draw: ranks each stratum and walks down the ranking. */
final class Selection {
    private final Pool pool;
    private final int cap;
    private final boolean[] chosen;
    private final int[] members;

    /** @param cap members that one employer may have over all strata */
    Selection(Pool pool, int cap) {
        this.pool = pool;
        this.cap = cap;
        this.chosen = new boolean[pool.size()];
        this.members = new int[pool.employerCount()];
    }

    /** The results of all strata; nothing when one of them cannot be filled. */
    static Optional<List<StratumResult>> of(Pool pool, DrawId draw, List<Stratum> strata, int cap, byte[] seed) {
        Selection selection = new Selection(pool, cap);
        List<StratumResult> results = new ArrayList<>(strata.size());
        for (Stratum stratum : strata) {
            Optional<StratumResult> result =
                    selection.next(stratum, pool.eligible(stratum), Formulas.rank(seed, draw, stratum.id()));
            if (result.isEmpty()) {
                return Optional.empty();
            }
            results.add(result.get());
        }
        return Optional.of(results);
    }

    Optional<StratumResult> next(Stratum stratum, int[] eligible, KeyedHash hash) {
        List<StratumResult.Chosen> selected = new ArrayList<>(stratum.seats());
        List<StratumResult.Skipped> skipped = new ArrayList<>();
        int[] alternates = new int[eligible.length];
        int alternateCount = 0;
        for (int expert : pool.ranked(eligible, hash)) {
            int employer = pool.employerNumber(expert);
            if (chosen[expert]) {
                skipped.add(new StratumResult.Skipped(expert, SkipReason.ALREADY));
            } else if (selected.size() == stratum.seats()) {
                alternates[alternateCount++] = expert;
            } else if (members[employer] >= cap) {
                skipped.add(new StratumResult.Skipped(expert, SkipReason.EMPLOYER_CAP));
            } else {
                selected.add(new StratumResult.Chosen(expert, pool.key(expert, hash)));
                members[employer]++;
            }
        }
        // Only earlier strata make an ALREADY.
        selected.forEach(each -> chosen[each.expert()] = true);
        return selected.size() < stratum.seats()
                ? Optional.empty()
                : Optional.of(
                        new StratumResult(stratum.id(), selected, Arrays.copyOf(alternates, alternateCount), skipped));
    }
}
