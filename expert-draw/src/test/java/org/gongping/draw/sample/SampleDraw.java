package org.gongping.draw.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Feasibility;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.InclusionEstimate;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Seating;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.protocol.Suite;
import org.gongping.draw.protocol.VenuePool;
import org.gongping.draw.protocol.VenueRules;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.Library;
import org.gongping.draw.transcript.Replacement;
import org.gongping.draw.transcript.StepBodies;
import org.gongping.draw.transcript.TranscriptWriter;
import org.gongping.draw.vrf.VrfProof;

/** A whole draw, with every party and its key, a log with its witness, and the transcript of it; repeatable. */
public final class SampleDraw {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final String HOLDERS = "supervisor outside";

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
    private final SampleKeys keys;
    private final SampleLog log;
    private final DrawId id;
    private final List<ExpertRecord> experts;
    private final Pool pool;
    private final ObjectNode signatures = JsonNodeFactory.instance.objectNode();
    private final ArrayNode attempts = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode replacements = JsonNodeFactory.instance.arrayNode();
    private final Library library;
    private final Drawing drawing;
    private final Drawing.Outcome.Drawn drawn;
    private final Ceremony ceremony;
    private final ObjectNode logJson;
    private Instant now = BEGIN;

    public SampleDraw(Shape shape) {
        this.shape = shape;
        this.random = new Random(shape.random());
        this.keys = new SampleKeys(random);
        this.id = new DrawId("GP-2026-" + Math.abs(shape.random() % 100_000), shape.attempt());
        this.log = new SampleLog(keys, random, id.tender());
        SamplePool sample = new SamplePool(random, shape.experts(), shape.strata());
        this.experts = sample.experts();
        Pool.Builder builder = Pool.builder();
        experts.forEach(builder::add);
        this.pool = builder.build();
        this.library = new Library(pool.size(), pool.size() - 7, Octets.hex(SampleKeys.bytes(random)), 9, 2);
        ArrayNode orders = signatures.putArray("orders");
        log.add("KEYS", StepBodies.keys(keys.publicKeys, keys.vrf.publicKey()), now);
        earlierAttempts();
        wait(Duration.ofHours(has(Cheat.YOUNG_KEYS) ? 23 : 25));
        VenuePool places = sample.places();
        Rules rules = rules(sample, places, orders);
        this.drawing = new Drawing(id, rules, pool, shape.venue() ? Optional.of(places) : Optional.empty());
        require(rules, places);
        log.add("RULES", StepBodies.rules(id, rules), minute());
        Optional<InclusionEstimate> estimate = shape.estimate()
                ? Optional.of(InclusionEstimate.of(drawing, InclusionEstimate.LEAST_RUNS))
                : Optional.empty();
        log.add("POOL", StepBodies.pool(id, pool, library, estimate), minute());
        SortedMap<String, byte[]> contributions = contributions(rules);
        this.ceremony = ceremony(rules, contributions);
        commit();
        int firstSize = log.size();
        Instant firstSeal = has(Cheat.LATE_SEAL) ? now.plus(Duration.ofHours(1)) : minute();
        deposit();
        reveal();
        finish();
        if (!(drawing.run(ceremony.seed()) instanceof Drawing.Outcome.Drawn outcome)) {
            throw new AssertionError("the sample pool fills its strata");
        }
        this.drawn = outcome;
        int index =
                log.add("RESULT", StepBodies.result(id, outcome.result().hash(), ceremony.seed(), library), minute());
        attempts.addObject()
                .put("draw_id", id.toString())
                .put("outcome", "RESULT")
                .put("index", index);
        replace();
        this.logJson = log.json(firstSize, firstSeal, minute());
    }

    private boolean has(Cheat cheat) {
        return shape.cheats().contains(cheat);
    }

    private Instant minute() {
        wait(Duration.ofSeconds(60));
        return now;
    }

    private void wait(Duration time) {
        now = now.plus(time);
    }

    private void require(Rules rules, VenuePool places) {
        List<Feasibility.Bottleneck> bottlenecks =
                Feasibility.of(pool, rules, shape.venue() ? Optional.of(places) : Optional.empty());
        if (!bottlenecks.isEmpty() && !has(Cheat.SMALL_POOL) && !shape.waiver()) {
            throw new AssertionError("the sample pool is too small: " + bottlenecks);
        }
    }

    /** Earlier attempts were aborted; what is shown of them is their end. */
    private void earlierAttempts() {
        for (int i = 1; i < id.attempt(); i++) {
            DrawId earlier = new DrawId(id.tender(), i);
            int index = log.add("ABORT", StepBodies.abort(earlier, "ABORTED_BY:platform"), minute());
            attempts.addObject()
                    .put("draw_id", earlier.toString())
                    .put("outcome", "ABORT")
                    .put("index", index);
        }
    }

    private byte[] order(ObjectNode order, ArrayNode orders, DrawId draw, String... signers) {
        byte[] hash = Formulas.orderHash(order);
        ObjectNode signed = orders.addObject();
        signed.set("order", order);
        ObjectNode sig = signed.putObject("sig");
        for (String signer : signers) {
            sig.put(signer, base64(keys.sign(signer, SignedStep.order(draw, signer, hash))));
        }
        return hash;
    }

    private Rules rules(SamplePool sample, VenuePool places, ArrayNode orders) {
        List<Rules.Waiver> waivers = new ArrayList<>();
        if (shape.waiver()) {
            for (String check : List.of("F2", "F4")) {
                byte[] hash = order(StepBodies.waiverOrder(id, check, "本地专家不足"), orders, id, "supervisor");
                waivers.add(new Rules.Waiver(check, "本地专家不足", Octets.hex(hash)));
            }
        }
        Optional<Rules.Redraw> redraw = Optional.empty();
        for (int i = 2; i <= id.attempt(); i++) {
            DrawId attempt = new DrawId(id.tender(), i);
            DrawId before = new DrawId(id.tender(), i - 1);
            ObjectNode order = StepBodies.redrawOrder(attempt, before, "ABORTED_BY:platform");
            byte[] hash = order(order, orders, attempt, "supervisor", "agent");
            redraw = Optional.of(new Rules.Redraw(before.toString(), "ABORTED_BY:platform", Octets.hex(hash)));
        }
        List<String> parties = has(Cheat.ABSENT_PARTY) || shape.random() % 5 == 4
                ? List.of("agent", "notary", "platform", "supervisor")
                : List.of("agent", "platform", "supervisor");
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
                parties,
                sample.strata(),
                1 + (int) Math.abs(shape.random() % 2),
                Optional.of(new Rules.Production(
                        ratio, 2, new Rules.Timeouts(3600, 1800, 600, 300, 7200), Octets.hex(SampleKeys.VERIFIER))),
                venue,
                waivers,
                redraw);
    }

    private SortedMap<String, byte[]> contributions(Rules rules) {
        SortedMap<String, byte[]> contributions = new TreeMap<>();
        rules.parties().stream()
                .filter(party -> !has(Cheat.ABSENT_PARTY) || !party.equals("notary"))
                .forEach(party -> contributions.put(party, SampleKeys.bytes(random)));
        return contributions;
    }

    private Ceremony ceremony(Rules rules, SortedMap<String, byte[]> contributions) {
        byte[] rulesHash = rules.hash();
        SortedMap<String, byte[]> commits = new TreeMap<>(
                Ceremony.of(id, rulesHash, pool.root(), contributions, keys.vrf).commits());
        if (has(Cheat.OTHER_CONTRIBUTION)) {
            commits.put("agent", SampleKeys.bytes(random));
        }
        byte[] transcript = has(Cheat.OTHER_TRANSCRIPT)
                ? SampleKeys.bytes(random)
                : Formulas.transcript(id, rulesHash, pool.root(), commits);
        byte[] alpha = Formulas.alpha(transcript, contributions);
        VrfProof proof = keys.vrf.prove(alpha);
        if (has(Cheat.OTHER_OUTPUT)) {
            proof = new VrfProof(Octets.concat(SampleKeys.bytes(random), SampleKeys.bytes(random)), proof.pi());
        }
        byte[] seed = has(Cheat.OTHER_SEED)
                ? SampleKeys.bytes(random)
                : Formulas.seed(transcript, contributions, proof.beta());
        return new Ceremony(commits, contributions, transcript, alpha, keys.vrf.publicKey(), proof, seed);
    }

    private void commit() {
        ObjectNode all = signatures.putObject("commit");
        ceremony.commits().forEach((party, commit) -> {
            byte[] signature = has(Cheat.FORGED_SIGNATURE) && party.equals("agent")
                    ? Octets.concat(SampleKeys.bytes(random), new byte[32])
                    : keys.sign(party, SignedStep.commit(id, party, commit));
            log.add("COMMIT", StepBodies.commit(id, party, commit, signature), minute());
            all.put(party, base64(signature));
        });
    }

    private void deposit() {
        ObjectNode all = signatures.putObject("deposit");
        ceremony.commits().keySet().forEach(party -> {
            List<byte[]> shares = List.of(SampleKeys.bytes(random), SampleKeys.bytes(random), SampleKeys.bytes(random));
            byte[] signature = keys.sign(party, SignedStep.deposit(id, party, shares));
            log.add("DEPOSIT", StepBodies.deposit(id, party, SignedStep.depositHash(shares), signature), minute());
            all.put(party, base64(signature));
        });
    }

    private Map<String, byte[]> holders(java.util.function.Function<String, byte[]> message) {
        Map<String, byte[]> signed = new TreeMap<>();
        for (String holder : HOLDERS.split(" ")) {
            signed.put(holder, keys.sign(holder, message.apply(holder)));
        }
        return signed;
    }

    private void escrow(String what, Map<String, byte[]> signed) {
        ObjectNode escrow = signatures.withObjectProperty("escrow");
        ObjectNode each = escrow.putObject(what);
        signed.forEach((holder, signature) -> each.put(holder, base64(signature)));
    }

    private void reveal() {
        ObjectNode all = signatures.putObject("reveal");
        List<String> order = new ArrayList<>(ceremony.contributions().keySet());
        order.remove("platform");
        order.add("platform");
        for (String party : order) {
            byte[] r = ceremony.contributions().get(party);
            if (shape.escrowed().contains(party)) {
                Map<String, byte[]> signed = holders(holder -> SignedStep.escrow(id, holder, party, r));
                log.add("ESCROW_OPEN", StepBodies.escrowOpen(id, party, r, signed), minute());
                escrow(party, signed);
            } else {
                byte[] signature = keys.sign(party, SignedStep.reveal(id, party, r));
                log.add("REVEAL", StepBodies.reveal(id, party, r, signature), minute());
                all.put(party, base64(signature));
            }
        }
    }

    private void finish() {
        byte[] pi = ceremony.proof().pi();
        if (shape.escrowed().contains(SignedStep.FINALISER)) {
            Map<String, byte[]> signed = holders(holder -> SignedStep.escrowFinal(id, holder, ceremony.alpha(), pi));
            log.add("ESCROW_OPEN", StepBodies.escrowFinal(id, ceremony, signed), minute());
            escrow(SignedStep.FINALISER, signed);
        } else {
            byte[] signature = keys.sign("platform", SignedStep.finish(id, "platform", ceremony.alpha(), pi));
            log.add("FINAL", StepBodies.finish(id, ceremony, signature), minute());
            signatures.put("final", base64(signature));
        }
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
                calls.add(new Replacement.Call(pool.pid(next.get()), minute(), "voice", outcome));
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
            int index = log.add("REPLACE", StepBodies.replace(id, replacement), minute());
            replacements.add(replacement.json().put("index", index));
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private byte[] write(TranscriptWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.with(ceremony)
                    .with("library", library.json())
                    .with("signatures", signatures)
                    .with("replacements", replacements)
                    .with("attempts", attempts)
                    .with("log", logJson)
                    .write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public byte[] open() {
        return write(TranscriptWriter.open(drawing, drawn, experts));
    }

    public byte[] sealed() {
        return write(TranscriptWriter.sealed(drawing, drawn));
    }

    public byte[] policy() {
        return Octets.utf8(keys.policy());
    }

    public JsonNode pins() {
        return keys.pins();
    }

    public Drawing drawing() {
        return drawing;
    }

    /** The entries of the whole log. */
    public List<byte[]> logEntries() {
        return log.entries();
    }

    /** The checkpoint over them. */
    public String checkpoint() {
        return logJson.get("k2").textValue();
    }
}
