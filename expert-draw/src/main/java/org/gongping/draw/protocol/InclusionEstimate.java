package org.gongping.draw.protocol;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * How often each expert is drawn over many seeds fixed by the pool (§5.1, F4): made at planning time, and again by
 * whoever doubts it.
 *
 * @param runs number of seeds
 * @param least how often the eligible expert with the smallest chance was drawn
 * @param most how often the one with the greatest chance was drawn
 */
public record InclusionEstimate(int runs, int least, int most) {
    /** The least number of seeds that the specification allows. */
    public static final int LEAST_RUNS = 2_000;

    private static final byte[] LABEL = Octets.label("VED1/f4");

    /** Whether somebody's chance is above one half, so that the supervisor's waiver is needed. */
    public boolean needsWaiver() {
        return 2L * most > runs;
    }

    /** @throws IllegalArgumentException when a seed leaves a seat empty, which F1 excludes */
    public static InclusionEstimate of(Drawing drawing, int runs) {
        Pool pool = drawing.pool();
        int[] counts = counts(drawing, runs);
        boolean[] eligible = new boolean[pool.size()];
        for (Stratum stratum : drawing.rules().strata()) {
            boolean bound = drawing.rules()
                    .venue()
                    .filter(venue -> venue.bind().containsKey(stratum.id()))
                    .isPresent();
            if (bound) {
                drawing.venue()
                        .orElseThrow()
                        .eligibleCities()
                        .forEach(city -> mark(eligible, pool.eligible(stratum.in(city.code()))));
            } else {
                mark(eligible, pool.eligible(stratum));
            }
        }
        int[] chances = IntStream.range(0, counts.length)
                .filter(i -> eligible[i])
                .map(i -> counts[i])
                .toArray();
        return new InclusionEstimate(
                runs,
                Arrays.stream(chances).min().orElse(0),
                Arrays.stream(chances).max().orElse(0));
    }

    private static void mark(boolean[] marks, int[] experts) {
        for (int expert : experts) {
            marks[expert] = true;
        }
    }

    /** How often each expert of the pool is drawn under the first {@code runs} seeds. */
    public static int[] counts(Drawing drawing, int runs) {
        AtomicIntegerArray counts = new AtomicIntegerArray(drawing.pool().size());
        byte[] root = drawing.pool().root();
        IntStream.range(0, runs).parallel().forEach(run -> {
            byte[] seed = Octets.sha256(LABEL, root, Octets.u32be(run));
            switch (drawing.run(seed)) {
                case Drawing.Outcome.Drawn drawn ->
                    drawn.result()
                            .strata()
                            .forEach(stratum ->
                                    stratum.selected().forEach(chosen -> counts.incrementAndGet(chosen.expert())));
                case Drawing.Outcome.Short() ->
                    throw new IllegalArgumentException("seed " + run + " leaves a seat empty");
            }
        });
        return IntStream.range(0, counts.length()).map(counts::get).toArray();
    }
}
