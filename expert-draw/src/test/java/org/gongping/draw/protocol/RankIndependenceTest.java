package org.gongping.draw.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two properties of a draw over random libraries: the order of import decides nothing, nor does who is not eligible. */
class RankIndependenceTest {
    private static final DrawId DRAW = new DrawId("independence", 1);
    private static final int LIBRARIES = 200;

    private static List<ExpertRecord> library(Random random) {
        int size = 20 + random.nextInt(60);
        return IntStream.range(0, size)
                .mapToObj(i -> new ExpertRecord(
                        "%032x".formatted(random.nextLong()),
                        random.nextInt(4) == 0 ? List.of("A08", "B01") : List.of(random.nextBoolean() ? "A08" : "B01"),
                        random.nextBoolean() ? "350100" : "330300",
                        "%016x".formatted(random.nextInt(size)),
                        random.nextInt(3) == 0
                                ? Optional.of(new Exclusion(Exclusion.Reason.SUSPENDED, "00".repeat(32)))
                                : Optional.empty(),
                        Octets.hex(Octets.sha256(Octets.u32be(random.nextInt())))))
                .toList();
    }

    private static Drawing drawing(List<ExpertRecord> experts) {
        Rules rules = new Rules(
                Suite.INTERNATIONAL,
                List.of("agent", "platform", "supervisor"),
                List.of(
                        new Stratum("tech", List.of("A08"), List.of(), 2),
                        new Stratum("econ", List.of("B01"), List.of("350100"), 1)),
                2,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        return new Drawing(DRAW, rules, KnownAnswers.pool(experts), Optional.empty());
    }

    /** Every pid of a stratum in the order of its ranking: chosen or passed over, then alternates. */
    private static List<List<String>> orders(Drawing drawing, byte[] seed) {
        return drawing.rules().strata().stream()
                .map(stratum -> Arrays.stream(drawing.pool()
                                .ranked(drawing.pool().eligible(stratum), Formulas.rank(seed, DRAW, stratum.id())))
                        .mapToObj(drawing.pool()::pid)
                        .toList())
                .toList();
    }

    private static Stream<Random> libraries() {
        return IntStream.range(0, LIBRARIES).mapToObj(i -> new Random(7_919L * i));
    }

    @Test
    void theOrderOfImportIsIrrelevant() {
        libraries().forEach(random -> {
            List<ExpertRecord> experts = library(random);
            List<ExpertRecord> shuffled = new ArrayList<>(experts);
            Collections.shuffle(shuffled, random);
            byte[] seed = Octets.sha256(Octets.u32be(random.nextInt()));
            Drawing one = drawing(experts);
            Drawing other = drawing(shuffled);
            assertThat(other.pool().root()).isEqualTo(one.pool().root());
            assertThat(result(other, seed)).isEqualTo(result(one, seed));
        });
    }

    @Test
    void removingSomebodyWhoIsNotEligibleChangesNobodyElsesRankUnderOneSeed() {
        libraries().forEach(random -> {
            List<ExpertRecord> experts = library(random);
            List<ExpertRecord> fewer = experts.stream()
                    .filter(expert -> expert.exclusion().isEmpty() || random.nextBoolean())
                    .toList();
            byte[] seed = Octets.sha256(Octets.u32be(random.nextInt()));
            assertThat(orders(drawing(fewer), seed)).isEqualTo(orders(drawing(experts), seed));
            assertThat(result(drawing(fewer), seed)).isEqualTo(result(drawing(experts), seed));
        });
    }

    private static String result(Drawing drawing, byte[] seed) {
        return drawing.run(seed) instanceof Drawing.Outcome.Drawn drawn
                ? Octets.hex(drawn.result().hash())
                : "short";
    }
}
