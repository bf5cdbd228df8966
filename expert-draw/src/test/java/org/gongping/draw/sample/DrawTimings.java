package org.gongping.draw.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Feasibility;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.Suite;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.TranscriptWriter;
import org.gongping.draw.verify.DrawVerifier;
import org.gongping.draw.verify.Pins;
import org.gongping.draw.vrf.SoftwareVrfKey;

/** Prints how long each part of a draw takes: {@code DrawTimings [EXPERTS…]}, 5 strata. */
public final class DrawTimings {
    private static final List<String> SPECIALTIES =
            List.of("A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10");
    private static final List<String> REGIONS = List.of("350100", "350200", "350300", "350400", "350500");

    private DrawTimings() {}

    public static void main(String[] arguments) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        for (String argument : arguments) {
            sizes.add(Integer.parseInt(argument));
        }
        measure(10_000, "warm-up");
        measure(10_000, "warm-up");
        for (int size : sizes.isEmpty() ? List.of(10_000, 100_000, 1_000_000) : sizes) {
            measure(size, "run 1");
            measure(size, "run 2");
            verify(size);
        }
    }

    private static ExpertRecord expert(Random random, int count) {
        String pid = Octets.hex(SampleKeys.bytes(random)).substring(0, 32);
        String first = SPECIALTIES.get(random.nextInt(9));
        List<String> specialties = random.nextInt(4) == 0 ? List.of(first, "A10") : List.of(first);
        return new ExpertRecord(
                pid,
                specialties,
                REGIONS.get(random.nextInt(REGIONS.size())),
                "%016x".formatted(random.nextInt(count / 3)),
                random.nextInt(20) == 0
                        ? Optional.of(new Exclusion(Exclusion.Reason.CONFLICT_EMPLOYER, "00".repeat(32)))
                        : Optional.empty(),
                Octets.hex(SampleKeys.bytes(random)));
    }

    private static void measure(int count, String name) throws IOException {
        Random random = new Random(count);
        List<ExpertRecord> experts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            experts.add(expert(random, count));
        }
        List<Stratum> strata = new ArrayList<>();
        for (int s = 0; s < 5; s++) {
            strata.add(new Stratum("s" + s, List.of(SPECIALTIES.get(2 * s), SPECIALTIES.get(2 * s + 1)), List.of(), 1));
        }
        Rules rules = new Rules(
                Suite.INTERNATIONAL,
                List.of("agent", "platform", "supervisor"),
                strata,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        DrawId id = new DrawId("timing", 1);
        SortedMap<String, byte[]> contributions = new TreeMap<>();
        rules.parties().forEach(party -> contributions.put(party, SampleKeys.bytes(random)));
        SoftwareVrfKey key = new SoftwareVrfKey(SampleKeys.bytes(random));
        long start = System.nanoTime();
        Pool.Builder builder = Pool.builder();
        List<byte[]> leaves = experts.parallelStream().map(ExpertRecord::leaf).toList();
        for (int i = 0; i < count; i++) {
            builder.add(experts.get(i), leaves.get(i));
        }
        long hashed = System.nanoTime();
        Pool pool = builder.build();
        long built = System.nanoTime();
        Feasibility.of(pool, rules, Optional.empty());
        long checked = System.nanoTime();
        Ceremony ceremony = Ceremony.of(id, rules.hash(), pool.root(), contributions, key);
        long finished = System.nanoTime();
        Drawing drawing = new Drawing(id, rules, pool, Optional.empty());
        Drawing.Outcome outcome = drawing.run(ceremony.seed());
        long drawn = System.nanoTime();
        if (!(outcome instanceof Drawing.Outcome.Drawn result)) {
            throw new IllegalStateException("a stratum is not filled");
        }
        byte[] hash = result.result().hash();
        long resultHashed = System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream(count * 400);
        TranscriptWriter.open(drawing, result, experts).with(ceremony).write(out);
        long written = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%9d experts, %s: leaves %d ms, sort and root %d ms, F1-F3 %d ms, finaliser %d ms, rank and select %d ms,"
                        + " result hash %d ms, transcript of %d MB %d ms; all %d ms; %s%n",
                count,
                name,
                millis(start, hashed),
                millis(hashed, built),
                millis(built, checked),
                millis(checked, finished),
                millis(finished, drawn),
                millis(drawn, resultHashed),
                out.size() >> 20,
                millis(resultHashed, written),
                millis(start, written),
                Octets.hex(hash).substring(0, 8));
    }

    /** A whole transcript with its log, checked by all 23 checks. */
    private static void verify(int count) throws IOException {
        SampleDraw draw =
                new SampleDraw(new SampleDraw.Shape(1, count, 4, false, 1, 0, Set.of(), false, false, Set.of()));
        byte[] transcript = draw.open();
        try {
            DrawVerifier verifier = new DrawVerifier(
                    PolicyReader.read(draw.policy(), "policy"), Pins.read(CanonicalJson.bytes(draw.pins())), false);
            for (int run = 1; run <= 2; run++) {
                long start = System.nanoTime();
                String verdict =
                        verifier.verify(new ByteArrayInputStream(transcript)).verdict();
                System.out.printf(
                        "%9d experts, transcript of %d MB verified in %d ms: %s%n",
                        count, transcript.length >> 20, millis(start, System.nanoTime()), verdict);
            }
        } catch (Refused e) {
            throw new IOException(e);
        }
    }

    static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
