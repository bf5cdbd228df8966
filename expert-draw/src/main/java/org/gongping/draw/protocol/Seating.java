package org.gongping.draw.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who sits on the committee after the draw, and who is called when a seat falls vacant (§5.2): the alternates of the
 * stratum in their order, from the first, without any new randomness. Not for use by several threads.
 */
public final class Seating {
    private final Pool pool;
    private final int cap;
    private final Map<String, StratumResult> strata = new HashMap<>();
    private final Map<String, Set<Integer>> seated = new HashMap<>();
    private final Set<Integer> called = new LinkedHashSet<>();

    /** Everybody who was drawn has a seat and has been called. */
    public Seating(DrawResult result, int maxPerEmployer) {
        this.pool = result.pool();
        this.cap = maxPerEmployer;
        for (StratumResult stratum : result.strata()) {
            Set<Integer> seats = new LinkedHashSet<>();
            stratum.selected().forEach(chosen -> seats.add(chosen.expert()));
            strata.put(stratum.stratum(), stratum);
            seated.put(stratum.stratum(), seats);
            called.addAll(seats);
        }
    }

    /** Those who sit for a stratum. */
    public Set<Integer> seated(String stratum) {
        return Set.copyOf(seated.get(stratum));
    }

    /**
     * Begins to fill the seat that a member leaves.
     *
     * @throws IllegalArgumentException when that member has no seat in the stratum
     */
    public Vacancy vacate(String stratum, int expert) {
        if (!seated.containsKey(stratum) || !seated.get(stratum).remove(expert)) {
            throw new IllegalArgumentException(pool.pid(expert) + " has no seat in " + stratum);
        }
        return new Vacancy(stratum);
    }

    /** A vacant seat while names are called for it. */
    public final class Vacancy {
        private final String stratum;
        private final List<StratumResult.Skipped> skipped = new ArrayList<>();
        private int at;
        private int candidate = -1;

        private Vacancy(String stratum) {
            this.stratum = stratum;
        }

        /** The next one to call; nothing when the list is exhausted and a new attempt is needed. */
        public Optional<Integer> next() {
            int[] alternates = strata.get(stratum).alternates();
            while (at < alternates.length) {
                int expert = alternates[at++];
                Optional<SkipReason> reason = reasonToSkip(expert);
                if (reason.isEmpty()) {
                    called.add(expert);
                    candidate = expert;
                    return Optional.of(expert);
                }
                skipped.add(new StratumResult.Skipped(expert, reason.get()));
            }
            candidate = -1;
            return Optional.empty();
        }

        /** Seats the one who was called last. */
        public void seat() {
            if (candidate < 0) {
                throw new IllegalStateException("nobody has been called");
            }
            seated.get(stratum).add(candidate);
            candidate = -1;
        }

        /** Those passed over so far, in order. */
        public List<StratumResult.Skipped> skipped() {
            return List.copyOf(skipped);
        }
    }

    private Optional<SkipReason> reasonToSkip(int expert) {
        if (seated.values().stream().anyMatch(seats -> seats.contains(expert))) {
            return Optional.of(SkipReason.ALREADY);
        }
        if (called.contains(expert)) {
            return Optional.of(SkipReason.CALLED);
        }
        long colleagues = seated.values().stream()
                .flatMap(Set::stream)
                .filter(member -> pool.employerNumber(member) == pool.employerNumber(expert))
                .count();
        return colleagues >= cap ? Optional.of(SkipReason.EMPLOYER_CAP) : Optional.empty();
    }
}
