package org.gongping.draw.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Feasibility;
import org.gongping.draw.protocol.InclusionEstimate;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Seating;
import org.gongping.draw.protocol.Suite;
import org.gongping.draw.protocol.VenuePool;
import org.gongping.draw.protocol.VenueRules;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.Library;
import org.gongping.draw.transcript.Replacement;
import org.gongping.draw.transcript.StepBodies;
import org.gongping.draw.transcript.TranscriptWriter;

/** A whole draw, with every party and its key, a log with its witness, and the transcript of it; repeatable. */
public final class SampleDraw {
    /**
     * What a sample is like.
     *
     * @param attempt from 1
     * @param replacements seats that fall vacant
     * @param escrowed parties that never reveal; {@code vrf} for the finaliser
     * @param estimate whether everybody's chance is logged
     */
    public record Shape(
            long random,
            int experts,
            int strata,
            boolean venue,
            int attempt,
            int replacements,
            Set<String> escrowed,
            boolean waiver,
            boolean estimate,
            Set<Cheat> cheats) {
        public static Shape plain(long random) {
            return new Shape(random, 120, 3, false, 1, 0, Set.of(), false, false, Set.of());
        }

        /** One with everything that a draw can have. */
        public static Shape full(long random) {
            return new Shape(random, 300, 4, true, 2, 3, Set.of("agent"), true, false, Set.of());
        }

        public Shape with(Cheat cheat) {
            return new Shape(
                    random, experts, strata, venue, attempt, replacements, escrowed, waiver, estimate, Set.of(cheat));
        }
    }

    private final Shape shape;
    private final Random random;
    private final DrawId id;
    private final SampleCeremony parties;
    private final List<ExpertRecord> experts;
    private final Pool pool;
    private final ArrayNode replacements = JsonNodeFactory.instance.arrayNode();
    private final Library library;
    private final Drawing drawing;
    private final Drawing.Outcome.Drawn drawn;

    public SampleDraw(Shape shape) {
        this.shape = shape;
        this.random = new Random(shape.random());
        this.id = new DrawId("GP-2026-" + Math.abs(shape.random() % 100_000), shape.attempt());
        this.parties = new SampleCeremony(random, id, shape.cheats(), shape.escrowed());
        SamplePool sample = new SamplePool(random, shape.experts(), shape.strata());
        this.experts = sample.experts();
        Pool.Builder builder = Pool.builder();
        experts.forEach(builder::add);
        this.pool = builder.build();
        this.library = new Library(pool.size(), pool.size() - 7, Octets.hex(SampleKeys.bytes(random)), 9, 2);
        parties.begin();
        VenuePool places = sample.places();
        Rules rules = rules(sample, places);
        this.drawing = new Drawing(id, rules, pool, shape.venue() ? Optional.of(places) : Optional.empty());
        require(rules, places);
        parties.log.add("RULES", StepBodies.rules(id, rules), parties.minute());
        Optional<InclusionEstimate> estimate = shape.estimate()
                ? Optional.of(InclusionEstimate.of(drawing, InclusionEstimate.LEAST_RUNS))
                : Optional.empty();
        parties.log.add("POOL", StepBodies.pool(id, pool, library, estimate), parties.minute());
        Ceremony ceremony = parties.perform(rules.hash(), pool.root(), contributions(rules));
        if (!(drawing.run(ceremony.seed()) instanceof Drawing.Outcome.Drawn outcome)) {
            throw new AssertionError("the sample pool fills its strata");
        }
        this.drawn = outcome;
        Library told = has(Cheat.OTHER_COUNTS)
                ? new Library(
                        library.count(),
                        library.previousCount(),
                        library.previousRoot(),
                        library.added() - 1,
                        library.removed() - 1)
                : library;
        parties.result(StepBodies.result(id, outcome.result().hash(), ceremony.seed(), told));
        replace();
        parties.close();
    }

    private boolean has(Cheat cheat) {
        return shape.cheats().contains(cheat);
    }

    private void require(Rules rules, VenuePool places) {
        List<Feasibility.Bottleneck> bottlenecks =
                Feasibility.of(pool, rules, shape.venue() ? Optional.of(places) : Optional.empty());
        if (!bottlenecks.isEmpty() && !has(Cheat.SMALL_POOL) && !shape.waiver()) {
            throw new AssertionError("the sample pool is too small: " + bottlenecks);
        }
    }

    private Rules rules(SamplePool sample, VenuePool places) {
        List<Rules.Waiver> waivers = new ArrayList<>();
        if (shape.waiver()) {
            for (String check : List.of("F2", "F4")) {
                byte[] hash = parties.order(StepBodies.waiverOrder(id, check, "本地专家不足"), id, "supervisor");
                waivers.add(new Rules.Waiver(check, "本地专家不足", Octets.hex(hash)));
            }
        }
        Optional<Rules.Redraw> redraw = parties.redraw();
        List<String> contributors = contributors();
        int ratio = has(Cheat.SMALL_POOL) || shape.waiver() ? 1_000 : 3;
        Optional<VenueRules> venue = Optional.empty();
        if (shape.venue()) {
            SortedMap<String, Integer> bind = new TreeMap<>();
            bind.put(sample.strata().get(0).id(), 0);
            bind.put(sample.strata().get(1).id(), 1);
            List<Integer> quotas = List.of(
                    sample.strata().get(0).seats(), sample.strata().get(1).seats());
            venue = Optional.of(new VenueRules(places.cityRoot(), places.seatRoot(), 2, quotas, bind));
        }
        return new Rules(
                Suite.INTERNATIONAL,
                contributors,
                sample.strata(),
                1 + (int) Math.abs(shape.random() % 2),
                Optional.of(new Rules.Production(
                        ratio, 2, new Rules.Timeouts(3600, 1800, 600, 300, 7200), Octets.hex(SampleKeys.VERIFIER))),
                venue,
                waivers,
                redraw);
    }

    private List<String> contributors() {
        if (has(Cheat.NO_SUPERVISOR)) {
            return List.of("agent", "notary", "platform");
        }
        return has(Cheat.ABSENT_PARTY) || shape.random() % 5 == 4
                ? List.of("agent", "notary", "platform", "supervisor")
                : List.of("agent", "platform", "supervisor");
    }

    private SortedMap<String, byte[]> contributions(Rules rules) {
        SortedMap<String, byte[]> contributions = new TreeMap<>();
        rules.parties().stream()
                .filter(party -> !has(Cheat.ABSENT_PARTY) || !party.equals("notary"))
                .forEach(party -> contributions.put(party, SampleKeys.bytes(random)));
        return contributions;
    }

    private void replace() {
        Seating seating = new Seating(drawn.result(), drawing.rules().maxPerEmployer());
        for (int number = 1; number <= shape.replacements(); number++) {
            var stratum = drawn.result().strata().get(random.nextInt(shape.strata()));
            int leaver = seating.seated(stratum.stratum()).stream()
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            Seating.Vacancy vacancy = seating.vacate(stratum.stratum(), leaver);
            List<Replacement.Call> calls = new ArrayList<>();
            Optional<String> seated = Optional.empty();
            int refusals = has(Cheat.WRONG_CALL) ? 1 : random.nextInt(3);
            for (Optional<Integer> next = vacancy.next(); next.isPresent(); next = vacancy.next()) {
                boolean accepts = calls.size() >= refusals;
                Replacement.Outcome outcome = accepts
                        ? Replacement.Outcome.ACCEPTED
                        : random.nextBoolean() ? Replacement.Outcome.DECLINED : Replacement.Outcome.NO_ANSWER;
                calls.add(new Replacement.Call(pool.pid(next.get()), parties.minute(), "voice", outcome));
                if (accepts) {
                    vacancy.seat();
                    seated = Optional.of(pool.pid(next.get()));
                    break;
                }
            }
            if (has(Cheat.WRONG_CALL)) {
                calls.removeFirst();
            }
            Replacement.Reason reason = Replacement.Reason.values()[random.nextInt(6)];
            Replacement replacement = new Replacement(
                    number,
                    stratum.stratum(),
                    pool.pid(leaver),
                    reason,
                    reason == Replacement.Reason.LATE_CONFLICT || reason == Replacement.Reason.REMOVED_BY_S
                            ? Optional.of(Octets.hex(SampleKeys.bytes(random)))
                            : Optional.empty(),
                    calls,
                    vacancy.skipped().stream()
                            .map(skip -> new Replacement.Skip(pool.pid(skip.expert()), skip.reason()))
                            .toList(),
                    seated);
            int index = parties.log.add("REPLACE", StepBodies.replace(id, replacement), parties.minute());
            replacements.add(replacement.json().put("index", index));
        }
    }

    private byte[] write(TranscriptWriter writer) {
        return parties.write(writer.with("library", library.json()).with("replacements", replacements));
    }

    public byte[] open() {
        return write(TranscriptWriter.open(drawing, drawn, experts));
    }

    public byte[] sealed() {
        return write(TranscriptWriter.sealed(drawing, drawn, replacements));
    }

    public byte[] policy() {
        return parties.policy();
    }

    public JsonNode pins() {
        return parties.pins();
    }

    public Drawing drawing() {
        return drawing;
    }

    /** The entries of the whole log. */
    public List<byte[]> logEntries() {
        return parties.log.entries();
    }

    /** The checkpoint over them. */
    public String checkpoint() {
        return parties.checkpoint();
    }
}
