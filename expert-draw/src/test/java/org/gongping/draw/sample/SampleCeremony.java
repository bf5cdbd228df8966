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
import java.util.function.Function;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.StepBodies;
import org.gongping.draw.transcript.TranscriptWriter;
import org.gongping.draw.vrf.VrfProof;

/** What every sample draw goes through, of people or of parameters: keys, log, attempts, and the steps of the parties. */
final class SampleCeremony {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<String> HOLDERS = List.of("supervisor", "outside");
    private static final String PLATFORM = "platform";
    private static final String WHY_AGAIN = "ABORTED_BY:platform";

    final SampleKeys keys;
    final SampleLog log;
    final DrawId id;
    private final Random random;
    private final Set<Cheat> cheats;
    private final Set<String> escrowed;
    private final ObjectNode signatures = JsonNodeFactory.instance.objectNode();
    private final ArrayNode attempts = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode orders;
    private Ceremony ceremony;
    private ObjectNode logJson;
    private int firstSize;
    private Instant firstSeal;
    private Instant now = BEGIN;

    /** @param escrowed parties that never reveal; {@code vrf} for the finaliser */
    SampleCeremony(Random random, DrawId id, Set<Cheat> cheats, Set<String> escrowed) {
        this.random = random;
        this.id = id;
        this.cheats = cheats;
        this.escrowed = escrowed;
        this.keys = new SampleKeys(random);
        this.log = new SampleLog(keys, random, id.tender());
        this.orders = signatures.putArray("orders");
    }

    private boolean has(Cheat cheat) {
        return cheats.contains(cheat);
    }

    Instant minute() {
        wait(Duration.ofSeconds(60));
        return now;
    }

    private void wait(Duration time) {
        now = now.plus(time);
    }

    /** Keys, and a day later whatever comes next. */
    void begin() {
        log.add("KEYS", StepBodies.keys(keys.publicKeys, keys.vrf.publicKey()), now);
        earlierAttempts();
        wait(Duration.ofHours(has(Cheat.YOUNG_KEYS) ? 23 : 25));
    }

    /** Earlier attempts were aborted; what is shown of them is their end. */
    private void earlierAttempts() {
        for (int i = 1; i < id.attempt(); i++) {
            DrawId earlier = new DrawId(id.tender(), i);
            String reason = has(Cheat.BAD_REASON) ? "NOT_TO_OUR_LIKING" : WHY_AGAIN;
            int index = log.add("ABORT", StepBodies.abort(earlier, reason), minute());
            attempts.addObject()
                    .put("draw_id", earlier.toString())
                    .put("outcome", "ABORT")
                    .put("index", index);
        }
    }

    byte[] order(ObjectNode order, DrawId draw, String... signers) {
        byte[] hash = Formulas.orderHash(order);
        ObjectNode signed = orders.addObject();
        signed.set("order", order);
        ObjectNode sig = signed.putObject("sig");
        for (String signer : signers) {
            sig.put(signer, base64(keys.sign(signer, SignedStep.order(draw, signer, hash))));
        }
        return hash;
    }

    /** The orders for this attempt and those before it. */
    Optional<Rules.Redraw> redraw() {
        Optional<Rules.Redraw> redraw = Optional.empty();
        for (int i = 2; i <= id.attempt(); i++) {
            DrawId attempt = new DrawId(id.tender(), i);
            DrawId before = new DrawId(id.tender(), i - 1);
            byte[] hash = order(StepBodies.redrawOrder(attempt, before, WHY_AGAIN), attempt, "supervisor", "agent");
            redraw = Optional.of(new Rules.Redraw(before.toString(), WHY_AGAIN, Octets.hex(hash)));
        }
        return redraw;
    }

    /** Steps 3 to 5. */
    Ceremony perform(byte[] rulesHash, byte[] poolRoot, SortedMap<String, byte[]> contributions) {
        ceremony = ceremony(rulesHash, poolRoot, contributions);
        commit();
        firstSize = log.size();
        firstSeal = has(Cheat.LATE_SEAL) ? now.plus(Duration.ofHours(1)) : minute();
        deposit();
        if (!has(Cheat.LATE_DEPOSIT_CHECK)) {
            checkDeposit();
        }
        reveal();
        finish();
        return ceremony;
    }

    void result(ObjectNode body) {
        int index = log.add("RESULT", body, minute());
        attempts.addObject()
                .put("draw_id", id.toString())
                .put("outcome", "RESULT")
                .put("index", index);
    }

    /** K2; nothing is logged after it. */
    void close() {
        logJson = log.json(firstSize, firstSeal, minute());
    }

    private Ceremony ceremony(byte[] rulesHash, byte[] poolRoot, SortedMap<String, byte[]> contributions) {
        SortedMap<String, byte[]> commits = new TreeMap<>(
                Ceremony.of(id, rulesHash, poolRoot, contributions, keys.vrf).commits());
        if (has(Cheat.OTHER_CONTRIBUTION)) {
            commits.put("agent", SampleKeys.bytes(random));
        }
        byte[] transcript = has(Cheat.OTHER_TRANSCRIPT)
                ? SampleKeys.bytes(random)
                : Formulas.transcript(id, rulesHash, poolRoot, commits);
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

    private void checkDeposit() {
        byte[] commitment = ceremony.commits().get(PLATFORM);
        Map<String, byte[]> signed = holders(holder -> SignedStep.depositCheck(id, holder, PLATFORM, commitment));
        if (has(Cheat.LONE_DEPOSIT_CHECK)) {
            signed.remove(HOLDERS.getFirst());
        }
        log.add("DEPOSIT_CHECK", StepBodies.depositCheck(id, commitment, signed), minute());
        put(signed, signatures.putObject("deposit_check"));
    }

    private Map<String, byte[]> holders(Function<String, byte[]> message) {
        Map<String, byte[]> signed = new TreeMap<>();
        for (String holder : HOLDERS) {
            signed.put(holder, keys.sign(holder, message.apply(holder)));
        }
        return signed;
    }

    private void escrow(String what, Map<String, byte[]> signed) {
        put(signed, signatures.withObjectProperty("escrow").putObject(what));
    }

    private static void put(Map<String, byte[]> signed, ObjectNode object) {
        signed.forEach((holder, signature) -> object.put(holder, base64(signature)));
    }

    private void reveal() {
        ObjectNode all = signatures.putObject("reveal");
        List<String> order = new ArrayList<>(ceremony.contributions().keySet());
        order.remove(PLATFORM);
        order.add(PLATFORM);
        for (String party : order) {
            byte[] r = ceremony.contributions().get(party);
            if (escrowed.contains(party)) {
                Map<String, byte[]> signed = holders(holder -> SignedStep.escrow(id, holder, party, r));
                log.add("ESCROW_OPEN", StepBodies.escrowOpen(id, party, r, signed), minute());
                escrow(party, signed);
            } else {
                byte[] signature = keys.sign(party, SignedStep.reveal(id, party, r));
                log.add("REVEAL", StepBodies.reveal(id, party, r, signature), minute());
                all.put(party, base64(signature));
            }
            if (has(Cheat.LATE_DEPOSIT_CHECK) && party.equals(order.getFirst())) {
                checkDeposit();
            }
        }
    }

    private void finish() {
        byte[] pi = ceremony.proof().pi();
        if (escrowed.contains(SignedStep.FINALISER)) {
            Map<String, byte[]> signed = holders(holder -> SignedStep.escrowFinal(id, holder, ceremony.alpha(), pi));
            log.add("ESCROW_OPEN", StepBodies.escrowFinal(id, ceremony, signed), minute());
            escrow(SignedStep.FINALISER, signed);
        } else {
            byte[] signature = keys.sign(PLATFORM, SignedStep.finish(id, PLATFORM, ceremony.alpha(), pi));
            log.add("FINAL", StepBodies.finish(id, ceremony, signature), minute());
            signatures.put("final", base64(signature));
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The transcript, once it has what this ceremony knows of it. */
    byte[] write(TranscriptWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.with(ceremony)
                    .with("signatures", signatures)
                    .with("attempts", attempts)
                    .with("log", logJson)
                    .write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    JsonNode pins() {
        return keys.pins();
    }

    byte[] policy() {
        return Octets.utf8(keys.policy());
    }

    /** The checkpoint over the whole log. */
    String checkpoint() {
        return logJson.get("k2").textValue();
    }
}
