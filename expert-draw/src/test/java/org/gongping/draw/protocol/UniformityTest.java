package org.gongping.draw.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Simulated draws: everybody of a stratum has the same chance, and every pair; unless an employer's cap says other. */
class UniformityTest {
    private static final int DRAWS = Boolean.getBoolean("gongping.long") ? 100_000 : 5_000;
    private static final DrawId DRAW = new DrawId("uniformity", 1);
    private static final double LEAST_P = 1e-4;

    private static ExpertRecord expert(int number, String specialty, int employer) {
        return new ExpertRecord(
                "%032x".formatted(number),
                List.of(specialty),
                "350100",
                "%016x".formatted(employer),
                Optional.empty(),
                Octets.hex(Octets.sha256(Octets.u32be(number))));
    }

    private static Drawing drawing(List<ExpertRecord> experts, int cap, Stratum... strata) {
        Pool pool = KnownAnswers.pool(experts);
        Rules rules = new Rules(
                Suite.INTERNATIONAL,
                List.of("agent", "platform", "supervisor"),
                List.of(strata),
                cap,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        return new Drawing(DRAW, rules, pool, Optional.empty());
    }

    private static List<int[]> selections(Drawing drawing, int stratum) {
        return IntStream.range(0, DRAWS)
                .parallel()
                .mapToObj(run -> {
                    byte[] seed = Octets.sha256(Octets.utf8("uniformity"), Octets.u32be(run));
                    if (drawing.run(seed) instanceof Drawing.Outcome.Drawn drawn) {
                        return drawn.result().strata().get(stratum).selected().stream()
                                .mapToInt(StratumResult.Chosen::expert)
                                .toArray();
                    }
                    throw new AssertionError("a stratum is not filled");
                })
                .toList();
    }

    /** P(χ² ≥ x) by the approximation of Wilson and Hilferty (1931), exact to three digits from 10 degrees on. */
    private static double pValue(double chiSquare, int degrees) {
        double spread = 2.0 / (9 * degrees);
        double z = (Math.cbrt(chiSquare / degrees) - (1 - spread)) / Math.sqrt(spread);
        // Abramowitz and Stegun 26.2.17.
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z > 0 ? tail : 1 - tail;
    }

    private static double chiSquare(long[] counts, double expected) {
        return Arrays.stream(counts)
                .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                .sum();
    }

    private static void even(String name, List<int[]> selections, int[] eligible, int seats) {
        long[] singles = new long[eligible.length];
        long[][] pairs = new long[eligible.length][eligible.length];
        for (int[] selected : selections) {
            int[] places = Arrays.stream(selected)
                    .map(each -> Arrays.binarySearch(eligible, each))
                    .sorted()
                    .toArray();
            for (int i = 0; i < places.length; i++) {
                singles[places[i]]++;
                for (int j = i + 1; j < places.length; j++) {
                    pairs[places[i]][places[j]]++;
                }
            }
        }
        int n = eligible.length;
        // Seats of one draw exclude each other, which makes the sums smaller by these factors than independent ones.
        double single = chiSquare(singles, (double) DRAWS * seats / n) * (n - 1) / (n - seats);
        double p = pValue(single, n - 1);
        System.out.printf("uniformity: %s: experts: chi-square %.1f, %d degrees, p = %.4f%n", name, single, n - 1, p);
        assertThat(p).isBetween(LEAST_P, 1 - LEAST_P);
        if (seats == 2) {
            long[] flat = IntStream.range(0, n)
                    .boxed()
                    .flatMapToLong(i -> Arrays.stream(pairs[i], i + 1, n))
                    .toArray();
            double pair = chiSquare(flat, (double) DRAWS / flat.length);
            double pairP = pValue(pair, flat.length - 1);
            System.out.printf(
                    "uniformity: %s: pairs: chi-square %.1f, %d degrees, p = %.4f%n",
                    name, pair, flat.length - 1, pairP);
            assertThat(pairP).isBetween(LEAST_P, 1 - LEAST_P);
        }
    }

    @Test
    void everybodyAndEveryPairOfAStratumHaveTheSameChance() {
        List<ExpertRecord> experts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            experts.add(expert(i, "A01", i));
            experts.add(expert(100 + i, "A02", 100 + i));
        }
        Stratum first = new Stratum("econ", List.of("A01"), List.of(), 2);
        Stratum second = new Stratum("tech", List.of("A02"), List.of(), 2);
        Drawing drawing = drawing(experts, 1, first, second);
        even("econ", selections(drawing, 0), drawing.pool().eligible(first), 2);
        even("tech", selections(drawing, 1), drawing.pool().eligible(second), 2);
    }

    /** Specification §12: two experts of one employer, one of another, two seats, cap 1. */
    @Test
    void aCapMakesTheChancesOfLargeEmployersSmaller() {
        List<ExpertRecord> experts = List.of(expert(1, "A", 1), expert(2, "A", 1), expert(3, "A", 2));
        Drawing drawing = drawing(experts, 1, new Stratum("s", List.of("A"), List.of(), 2));
        int[] counts = InclusionEstimate.counts(drawing, DRAWS);
        for (int i = 0; i < 3; i++) {
            double chance = (double) counts[i] / DRAWS;
            boolean alone = drawing.pool().pid(i).endsWith("3");
            assertThat(chance).isBetween(alone ? 1.0 : 0.45, alone ? 1.0 : 0.55);
        }
    }

    @Test
    void effectOfTheCapByTheSizeOfTheEmployer() {
        // Employers of 1, 2, 4 and 8 heads, four of each.
        List<ExpertRecord> experts = new ArrayList<>();
        int number = 0;
        for (int employer = 0; employer < 16; employer++) {
            for (int head = 0; head < 1 << employer % 4; head++) {
                experts.add(expert(number++, "A", employer));
            }
        }
        Stratum stratum = new Stratum("s", List.of("A"), List.of(), 5);
        double[] smallest = new double[3];
        for (int cap = 1; cap <= 3; cap++) {
            Drawing drawing = drawing(experts, cap, stratum);
            int[] counts = InclusionEstimate.counts(drawing, DRAWS);
            double[] chances = new double[4];
            for (int i = 0; i < counts.length; i++) {
                int size = Integer.parseInt(drawing.pool().employer(i), 16) % 4;
                chances[size] += (double) counts[i] / DRAWS / (4 << size);
            }
            System.out.printf(
                    "uniformity: cap %d: chance of an expert by heads of the employer: 1: %.3f, 2: %.3f, 4: %.3f, 8: %.3f%n",
                    cap, chances[0], chances[1], chances[2], chances[3]);
            smallest[cap - 1] = chances[0] / chances[3];
        }
        assertThat(smallest[0]).isGreaterThan(smallest[1]).isGreaterThan(1.1);
        assertThat(smallest[2]).isBetween(0.9, 1.15);
    }

    @Test
    void removingAnIneligibleExpertChangesNobodysRankUnderOneSeed() {
        List<ExpertRecord> experts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            experts.add(expert(i, i % 3 == 0 ? "B" : "A", i / 2));
        }
        Stratum stratum = new Stratum("s", List.of("A"), List.of(), 3);
        List<ExpertRecord> fewer = experts.stream()
                .filter(expert -> !expert.specialties().contains("B"))
                .toList();
        byte[] seed = Octets.sha256(Octets.utf8("seed"));
        assertThat(pids(drawing(fewer, 1, stratum), seed)).isEqualTo(pids(drawing(experts, 1, stratum), seed));
    }

    private static List<String> pids(Drawing drawing, byte[] seed) {
        if (!(drawing.run(seed) instanceof Drawing.Outcome.Drawn drawn)) {
            throw new AssertionError("a stratum is not filled");
        }
        StratumResult result = drawn.result().strata().getFirst();
        List<String> pids = new ArrayList<>();
        result.selected().forEach(chosen -> pids.add(drawing.pool().pid(chosen.expert())));
        result.skipped().forEach(skipped -> pids.add(drawing.pool().pid(skipped.expert())));
        Arrays.stream(result.alternates())
                .forEach(expert -> pids.add(drawing.pool().pid(expert)));
        return pids;
    }

    @Test
    void drawnParametersAreEven() {
        long[] counts = new long[21];
        for (int run = 0; run < DRAWS; run++) {
            counts[ParameterDraw.position(Octets.sha256(Octets.u32be(run)), DRAW, "K", counts.length)]++;
        }
        double p = pValue(chiSquare(counts, (double) DRAWS / counts.length), counts.length - 1);
        System.out.printf("uniformity: parameter of 21 values: p = %.4f%n", p);
        assertThat(p).isBetween(LEAST_P, 1 - LEAST_P);
    }
}
