package org.gongping.draw.sample;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Feasibility;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.Suite;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.Library;
import org.gongping.draw.transcript.StepBodies;
import org.gongping.draw.transcript.TranscriptWriter;
import org.gongping.draw.verify.DrawVerifier;
import org.gongping.draw.verify.Pins;

/** A draw over a library of any size, with its log and every signature, that tells how long each part took. */
public final class LargeDraw {
    /** The parts that are timed. */
    public enum Part {
        /** Leaves, root, feasibility F1 to F3. */
        COMMITMENT,
        /** Commitments, deposits, reveals, the finaliser. */
        CEREMONY,
        /** Ranking of every stratum, selection, hash of the result. */
        RANKING,
        /** The open transcript. */
        TRANSCRIPT
    }

    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
    private final SampleCeremony parties;
    private long begun = System.nanoTime();

    /**
     * Draws and writes the transcript.
     *
     * @param experts records of the whole library
     * @param strata in the order in which they are drawn
     */
    public LargeDraw(List<ExpertRecord> experts, List<Stratum> strata, OutputStream out) throws IOException {
        Random random = new Random(experts.size());
        DrawId id = new DrawId("GP-2026-BENCH", 1);
        parties = new SampleCeremony(random, id, Set.of(), Set.of());
        parties.begin();
        Rules rules = new Rules(
                Suite.INTERNATIONAL,
                List.of("agent", "platform", "supervisor"),
                strata,
                1,
                Optional.of(new Rules.Production(
                        3, 2, new Rules.Timeouts(3600, 1800, 600, 300, 7200), Octets.hex(SampleKeys.VERIFIER))),
                Optional.empty(),
                List.of(),
                Optional.empty());
        parties.log.add("RULES", StepBodies.rules(id, rules), parties.minute());
        begun = System.nanoTime();
        Pool pool = pool(experts);
        if (!Feasibility.of(pool, rules, Optional.empty()).isEmpty()) {
            throw new IllegalStateException("the library is too small for the plan");
        }
        took(Part.COMMITMENT);
        Library library = new Library(pool.size(), 0, Octets.hex(Octets.sha256(new byte[0])), pool.size(), 0);
        parties.log.add("POOL", StepBodies.pool(id, pool, library, Optional.empty()), parties.minute());
        SortedMap<String, byte[]> contributions = new TreeMap<>();
        rules.parties().forEach(party -> contributions.put(party, SampleKeys.bytes(random)));
        Ceremony ceremony = parties.perform(rules.hash(), pool.root(), contributions);
        took(Part.CEREMONY);
        Drawing drawing = new Drawing(id, rules, pool, Optional.empty());
        if (!(drawing.run(ceremony.seed()) instanceof Drawing.Outcome.Drawn drawn)) {
            throw new IllegalStateException("a stratum is not filled");
        }
        byte[] hash = drawn.result().hash();
        took(Part.RANKING);
        parties.result(StepBodies.result(id, hash, ceremony.seed(), library));
        parties.close();
        parties.write(
                TranscriptWriter.open(drawing, drawn, experts)
                        .with("library", library.json())
                        .with("replacements", JsonNodeFactory.instance.arrayNode()),
                out);
        took(Part.TRANSCRIPT);
    }

    private static Pool pool(List<ExpertRecord> experts) {
        List<byte[]> leaves = experts.parallelStream().map(ExpertRecord::leaf).toList();
        Pool.Builder builder = Pool.builder();
        for (int i = 0; i < leaves.size(); i++) {
            builder.add(experts.get(i), leaves.get(i));
        }
        return builder.build();
    }

    private void took(Part part) {
        long now = System.nanoTime();
        nanos.put(part, now - begun);
        begun = now;
    }

    /** How long each part took, in nanoseconds. */
    public Map<Part, Long> nanos() {
        return Map.copyOf(nanos);
    }

    /** A verifier that trusts this draw's log, witness and parties. */
    public DrawVerifier verifier() throws IOException {
        try {
            return new DrawVerifier(
                    PolicyReader.read(parties.policy(), "policy"),
                    Pins.read(CanonicalJson.bytes(parties.pins())),
                    false);
        } catch (Refused e) {
            throw new IOException(e);
        }
    }
}
