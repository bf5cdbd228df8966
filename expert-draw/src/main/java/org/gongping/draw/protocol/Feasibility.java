package org.gongping.draw.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a pool can fill the committee whatever the seed (§5.1, F1 to F3); computed before anybody commits. */
public final class Feasibility {
    private Feasibility() {}

    /** A check of feasibility. */
    public enum Check {
        /** Employers' capacity is enough for every seed; cannot be waived. */
        F1,
        /** Enough eligible experts for each seat. */
        F2,
        /** Enough employers' capacity for each seat. */
        F3
    }

    /**
     * What is too small.
     *
     * @param city the city that a bound stratum would have, when it is that
     * @param found what there is: capacity for F1 and F3, experts for F2; may be negative
     * @param needed the least that there must be
     */
    public record Bottleneck(Check check, String stratum, Optional<String> city, long found, long needed) {}

    /** Everything that is too small, in the order of the strata; of a bound stratum, in each eligible city. */
    public static List<Bottleneck> of(Pool pool, Rules rules, Optional<VenuePool> venue) {
        List<Bottleneck> bottlenecks = new ArrayList<>();
        int prior = 0;
        for (Stratum stratum : rules.strata()) {
            boolean bound = rules.venue()
                    .filter(given -> given.bind().containsKey(stratum.id()))
                    .isPresent();
            if (bound) {
                for (VenuePool.City city : venue.orElseThrow().eligibleCities()) {
                    check(pool, rules, stratum.in(city.code()), Optional.of(city.code()), prior, bottlenecks);
                }
            } else {
                check(pool, rules, stratum, Optional.empty(), prior, bottlenecks);
            }
            prior += stratum.seats();
        }
        return bottlenecks;
    }

    private static void check(
            Pool pool, Rules rules, Stratum stratum, Optional<String> city, int prior, List<Bottleneck> found) {
        int[] eligible = pool.eligible(stratum);
        long capacity = capacity(pool, eligible, rules.maxPerEmployer()) - prior;
        if (capacity < stratum.seats()) {
            found.add(new Bottleneck(Check.F1, stratum.id(), city, capacity, stratum.seats()));
        }
        rules.production().ifPresent(production -> {
            long experts = (long) production.minRatio() * stratum.seats();
            if (eligible.length < experts) {
                found.add(new Bottleneck(Check.F2, stratum.id(), city, eligible.length, experts));
            }
            long room = (long) production.minCapRatio() * stratum.seats();
            if (capacity < room) {
                found.add(new Bottleneck(Check.F3, stratum.id(), city, capacity, room));
            }
        });
    }

    /** Whether the experts of a city could not fill a stratum that would be bound to it: EXPERT_SHORT. */
    public static boolean isExpertShort(Pool pool, Rules rules, String city) {
        int prior = 0;
        for (Stratum stratum : rules.strata()) {
            boolean bound = rules.venue().orElseThrow().bind().containsKey(stratum.id());
            if (bound
                    && capacity(pool, pool.eligible(stratum.in(city)), rules.maxPerEmployer()) - prior
                            < stratum.seats()) {
                return true;
            }
            prior += stratum.seats();
        }
        return false;
    }

    private static long capacity(Pool pool, int[] eligible, int cap) {
        int[] heads = new int[pool.employerCount()];
        long capacity = 0;
        for (int expert : eligible) {
            if (heads[pool.employerNumber(expert)]++ < cap) {
                capacity++;
            }
        }
        return capacity;
    }
}
