package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gongping.core.verify.Checkpoint;
import org.gongping.core.verify.Ed25519;
import org.gongping.core.verify.Entry;
import org.gongping.core.verify.Merkle;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.Refused;

/**
 * What a party checks for itself before it gives anything away (§5, K1): that the checkpoint is signed and cosigned by its
 * policy, and that the opened records of keys, rules, pool and commitments lie under it, in their order, and agree. A draw of
 * parameters has no pool (§7.2).
 *
 * @param tender code of the tender
 * @param keys Ed25519 keys of the KEYS record
 * @param sealingKeys X25519 keys of the same record
 * @param commits commitments by party, each under its party's signature
 */
public record SealedStart(
        String tender,
        String drawId,
        JsonNode rules,
        byte[] rulesHash,
        byte[] poolRoot,
        Map<String, byte[]> keys,
        Map<String, byte[]> sealingKeys,
        byte[] vrfKey,
        Map<String, byte[]> commits,
        long size) {
    private static final String PARAMETERS = ".param.";
    private static final String CLOSING = "open.close";
    private static final Duration KEY_AGE = Duration.ofHours(24);

    /** What is shown is not what the log says, or the log says nothing that counts. */
    public static final class Untrue extends Exception {
        private static final long serialVersionUID = 1L;

        Untrue(String message) {
            super(message);
        }
    }

    /** A record with its place, shown to lie under K1. */
    private record Sealed(long index, JsonNode body, Instant time) {}

    /**
     * Checks what a server shows of an attempt.
     *
     * @param tender code of the tender
     * @param attempt member {@code current} of the draw as the server shows it
     */
    public static SealedStart check(String tender, JsonNode attempt, Policy policy) throws Untrue {
        Checkpoint sealed = checkpoint(attempt.path("k1").asText(), policy, "K1");
        String drawId = attempt.path("drawId").asText();
        boolean isOfCommittee = drawId.startsWith(tender + "/");
        boolean isOfParameters = drawId.startsWith(tender + PARAMETERS)
                && drawId.substring((tender + PARAMETERS).length()).matches("[A-Za-z0-9_-]+/[0-9]+");
        require(drawId.matches("[A-Za-z0-9._-]{1,64}/[1-9][0-9]{0,8}") && (isOfCommittee || isOfParameters), "draw id");
        Map<String, List<Sealed>> steps = new HashMap<>();
        for (JsonNode step : attempt.path("steps")) {
            String name = step.path("step").asText();
            if (List.of("KEYS", "RULES", "POOL", "COMMIT").contains(name)) {
                steps.computeIfAbsent(name, _ -> new ArrayList<>()).add(sealed(name, step, tender, drawId, sealed));
            }
        }
        return agreeing(tender, drawId, steps, sealed.size());
    }

    private static Checkpoint checkpoint(String text, Policy policy, String name) throws Untrue {
        byte[] note = Hashing.utf8(text);
        try {
            policy.requireSigned(note, name);
            policy.requireSealed(note, name);
            return Policy.read(note, name);
        } catch (Refused e) {
            throw new Untrue(name + ": " + e.getMessage());
        }
    }

    /** Whether it draws parameters, so that nobody reveals before the bids are decrypted. */
    public boolean isOfParameters() {
        return drawId.startsWith(tender + PARAMETERS);
    }

    /**
     * When the decryption of the lot's bids closed for all, by its record under a checkpoint of its own: before that nobody who
     * can still decide over a bid may know what is drawn.
     *
     * @param attempt as for {@link #check}
     * @param lot id of the lot whose parameters are drawn
     */
    public Instant closing(JsonNode attempt, String lot, Policy policy) throws Untrue {
        JsonNode shown = attempt.path("closing");
        Checkpoint note = checkpoint(shown.path("note").asText(), policy, "the checkpoint over the closing");
        Sealed closing = sealed(CLOSING, shown, tender, drawId, note);
        require(closing.index() >= size, "the decryption closed before K1");
        boolean names = false;
        for (JsonNode object : shown.path("record").path("obj")) {
            names |= object.asText().equals("lot:" + lot);
        }
        require(names, "the decryption that closed is of another lot");
        require(!closing.body().has("later"), "envelopes stay sealed until a later sitting");
        return closing.time();
    }

    private static Sealed sealed(String name, JsonNode step, String tender, String drawId, Checkpoint k1)
            throws Untrue {
        JsonNode shown = step.path("record");
        long index = step.path("index").asLong(-1);
        byte[] salt = hex(step.path("salt"), name + ": salt");
        List<byte[]> proof = new ArrayList<>();
        for (JsonNode hash : step.path("proof")) {
            proof.add(base64(hash, name + ": proof"));
        }
        byte[] entry = Entry.of(Entry.commitment(salt, Canonical.bytes(shown)));
        boolean there = index >= 0
                && index < k1.size()
                && Merkle.includes(index, k1.size(), Merkle.leaf(entry), proof, k1.root());
        require(there, name + " is not under K1");
        require(
                shown.path("kind")
                                .asText()
                                .equals(CLOSING.equals(name) ? name : "draw." + name.toLowerCase(java.util.Locale.ROOT))
                        && shown.path("tender").asText().equals(tender),
                name + " is of another kind or tender");
        JsonNode body = shown.path("body");
        require(
                List.of("KEYS", CLOSING).contains(name)
                        || body.path("draw_id").asText().equals(drawId),
                name + " is of another draw");
        try {
            return new Sealed(index, body, Instant.parse(shown.path("t").asText()));
        } catch (DateTimeException e) {
            throw new Untrue(name + " has no time");
        }
    }

    private static SealedStart agreeing(String tender, String drawId, Map<String, List<Sealed>> steps, long size)
            throws Untrue {
        Sealed keys = only(steps, "KEYS");
        Sealed rules = only(steps, "RULES");
        require(keys.index() < rules.index(), "the steps are out of order");
        boolean isOfParameters = drawId.startsWith(tender + PARAMETERS);
        require(
                isOfParameters == rules.body().path("rules").has("params"),
                "the rules are of another kind of draw than its name");
        long before = rules.index();
        byte[] poolRoot = Hashing.nothing().sha256();
        if (!isOfParameters) {
            Sealed pool = only(steps, "POOL");
            require(rules.index() < pool.index(), "the steps are out of order");
            before = pool.index();
            poolRoot = hex(pool.body().path("pool_root"), "pool_root");
        }
        require(!keys.time().plus(KEY_AGE).isAfter(rules.time()), "the keys are younger than 24 hours");
        JsonNode said = rules.body().path("rules");
        byte[] hash = Hashing.label("VED1/rules").add(Canonical.bytes(said)).sha256();
        require(Arrays.equals(hash, hex(rules.body().path("rules_hash"), "rules_hash")), "the rules have another hash");
        Map<String, byte[]> signing = keys(keys.body().path("keys"));
        Map<String, byte[]> commits = new TreeMap<>();
        for (Sealed commit : steps.getOrDefault("COMMIT", List.of())) {
            String party = commit.body().path("party").asText();
            byte[] value = hex(commit.body().path("commit"), "commit");
            require(commit.index() > before, "the commitment of " + party + " is before rules and pool");
            require(signing.containsKey(party), party + " has no key");
            byte[] message = message("COMMIT", drawId, party, value);
            require(
                    Ed25519.verify(
                            signing.get(party), message, base64(commit.body().path("sig"), "sig")),
                    "the commitment of " + party + " is not signed by it");
            require(commits.put(party, value) == null, party + " has two commitments");
        }
        List<String> parties = new ArrayList<>();
        said.path("parties").forEach(party -> parties.add(party.asText()));
        require(parties.equals(List.copyOf(commits.keySet())), "commitments are of " + commits.keySet());
        return new SealedStart(
                tender,
                drawId,
                said,
                hash,
                poolRoot,
                signing,
                keys(keys.body().path("sealing_keys")),
                hex(keys.body().path("vrf_pk"), "vrf_pk"),
                commits,
                size);
    }

    /** Whether a signer has signed a step of this draw, by the key under K1. */
    public boolean hasSigned(String step, String signer, byte[] value, String signature) {
        byte[] key = keys.get(signer);
        Optional<byte[]> bytes = decoded(signature);
        return key != null
                && bytes.isPresent()
                && Ed25519.verify(key, message(step, drawId, signer, value), bytes.get());
    }

    /**
     * Whether the owner of a party's signing key under K1 has itself registered the sealing key that stands beside it:
     * otherwise whoever wrote the record could read what is sealed to that party.
     */
    public boolean hasRegistered(String party, String proof) {
        byte[] key = keys.get(party);
        byte[] sealing = sealingKeys.get(party);
        Optional<byte[]> signature = decoded(proof);
        if (key == null || sealing == null || signature.isEmpty()) {
            return false;
        }
        byte[] message = Hashing.label("VED1/key")
                .prefixed(tender)
                .prefixed(party)
                .add(key)
                .add(sealing)
                .bytes();
        return Ed25519.verify(key, message, signature.get());
    }

    private static byte[] message(String step, String drawId, String signer, byte[] value) {
        return Hashing.label("VED1/sign")
                .prefixed(step)
                .prefixed(drawId)
                .prefixed(signer)
                .add(value)
                .bytes();
    }

    private static Sealed only(Map<String, List<Sealed>> steps, String name) throws Untrue {
        List<Sealed> found = steps.getOrDefault(name, List.of());
        require(found.size() == 1, "not exactly one " + name);
        return found.getFirst();
    }

    private static Map<String, byte[]> keys(JsonNode json) throws Untrue {
        Map<String, byte[]> keys = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            keys.put(entry.getKey(), hex(entry.getValue(), "key of " + entry.getKey()));
        }
        return keys;
    }

    private static byte[] hex(JsonNode value, String what) throws Untrue {
        require(value.asText().matches("[0-9a-f]{64}"), what + " is not 32 bytes in hex");
        return Hashing.hex(value.asText());
    }

    private static byte[] base64(JsonNode value, String what) throws Untrue {
        return decoded(value.asText()).orElseThrow(() -> new Untrue(what + " is not base64"));
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void require(boolean holds, String fault) throws Untrue {
        if (!holds) {
            throw new Untrue(fault);
        }
    }
}
