package org.gongping.core.scoring.method;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The values that a parameter may be drawn from, in their published order. */
public sealed interface Pool {
    record Values(List<BigDecimal> values) implements Pool {}

    record Range(BigDecimal min, BigDecimal max, BigDecimal step) implements Pool {
        /** Whether the step is positive and leads from min to max exactly. */
        public boolean isSound() {
            return step.signum() > 0
                    && max.compareTo(min) >= 0
                    && max.subtract(min).remainder(step).signum() == 0
                    && max.subtract(min).divideToIntegralValue(step).compareTo(LARGEST) <= 0;
        }
    }

    /** Which pool is drawn from depends on a parameter drawn before. */
    record Dependent(String on, Map<String, Pool> pools) implements Pool {}

    /** Pools are small lists that people read; a longer one is a mistake. */
    BigDecimal LARGEST = new BigDecimal(100_000);

    /** The values, in order; empty for an unsound range. */
    static List<BigDecimal> valuesOf(Pool pool) {
        return switch (pool) {
            case Values v -> v.values();
            case Range r -> {
                List<BigDecimal> all = new ArrayList<>();
                if (r.isSound()) {
                    for (BigDecimal v = r.min(); v.compareTo(r.max()) <= 0; v = v.add(r.step())) {
                        all.add(v);
                    }
                }
                yield all;
            }
            case Dependent d ->
                d.pools().values().stream().flatMap(p -> valuesOf(p).stream()).toList();
        };
    }

    /** Membership without listing the pool. */
    static boolean contains(Pool pool, BigDecimal value) {
        return switch (pool) {
            case Values v -> v.values().stream().anyMatch(x -> x.compareTo(value) == 0);
            case Range r ->
                r.isSound()
                        && value.compareTo(r.min()) >= 0
                        && value.compareTo(r.max()) <= 0
                        && value.subtract(r.min()).remainder(r.step()).signum() == 0;
            case Dependent d -> d.pools().values().stream().anyMatch(p -> contains(p, value));
        };
    }
}
