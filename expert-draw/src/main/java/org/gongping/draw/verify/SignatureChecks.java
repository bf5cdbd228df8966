package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.verify.Ed25519;
import org.gongping.core.verify.Sha256;

/** Check 13: every signature, under the pinned keys, which must be those of the log's KEYS entry. */
final class SignatureChecks {
    /** Stands where a party would in an escrow that opened the finaliser's key. */
    static final String FINALISER = "vrf";

    static final String PLATFORM = "platform";
    private static final String SUPERVISOR = "supervisor";
    private static final int HOLDERS = 2;
    private static final Set<String> HOLDER_IDS = Set.of("agent", "outside", SUPERVISOR);

    private final Transcript transcript;
    private final Pins pins;

    SignatureChecks(Transcript transcript, Pins pins) {
        this.transcript = transcript;
        this.pins = pins;
    }

    void all() throws Failed {
        keys();
        for (Map.Entry<String, byte[]> commit : transcript.byParty("commits").entrySet()) {
            String party = commit.getKey();
            signature("commit", party, message("COMMIT", transcript.drawId(), party, commit.getValue()));
            Optional<LoggedStep> deposit = transcript.step("DEPOSIT", party);
            String sealed = deposit.map(step -> step.text("hash")).orElse("");
            require(sealed.matches("[0-9a-f]{64}"), "DEPOSIT of " + party + " names no hash");
            signature("deposit", party, message("DEPOSIT", transcript.drawId(), party, Hashing.hex(sealed)));
        }
        depositCheck();
        for (Map.Entry<String, byte[]> revealed :
                transcript.byParty("contributions").entrySet()) {
            revealed(revealed.getKey(), revealed.getValue());
        }
        finished();
        strangers();
        for (JsonNode order : transcript.signatures().path("orders")) {
            order(order);
        }
    }

    /** Two holders have opened the platform's deposit and found what it had committed itself to. */
    private void depositCheck() throws Failed {
        byte[] commit = transcript.byParty("commits").get(PLATFORM);
        if (commit == null) {
            // That the platform takes part is for check 12.
            return;
        }
        byte[] value = Hashing.nothing().prefixed(PLATFORM).add(commit).bytes();
        byHolders("DEPOSIT_CHECK", PLATFORM, transcript.signatures().get("deposit_check"), value);
    }

    private void keys() throws Failed {
        JsonNode logged =
                transcript.step("KEYS").map(step -> step.body().path("keys")).orElse(null);
        for (Map.Entry<String, byte[]> pinned : pins.keys().entrySet()) {
            boolean same =
                    logged != null && logged.path(pinned.getKey()).asText("").equals(Hashing.hex(pinned.getValue()));
            require(same, "KEYS has another key of " + pinned.getKey() + " than the pinned one");
        }
    }

    private void revealed(String party, byte[] contribution) throws Failed {
        if (transcript.step("REVEAL", party).isPresent()) {
            signature("reveal", party, message("REVEAL", transcript.drawId(), party, contribution));
        } else {
            opened(party, Hashing.nothing().prefixed(party).add(contribution).bytes());
        }
    }

    private void finished() throws Failed {
        byte[] value = Hashing.nothing()
                .add(transcript.hex("alpha"))
                .add(Sha256.of(transcript.hex("vrf_pi")))
                .bytes();
        if (transcript.step("FINAL").isPresent()) {
            String signature = transcript.signatures().path("final").asText("");
            require(
                    holds(PLATFORM, message("FINAL", transcript.drawId(), PLATFORM, value), signature),
                    "FINAL of platform");
        } else {
            opened(FINALISER, Hashing.nothing().prefixed(FINALISER).add(value).bytes());
        }
    }

    /** Two holders have opened the escrow, and say so. */
    private void opened(String what, byte[] value) throws Failed {
        byHolders("ESCROW", what, transcript.signatures().path("escrow").path(what), value);
    }

    private void byHolders(String step, String what, JsonNode holders, byte[] value) throws Failed {
        for (Map.Entry<String, JsonNode> holder : holders.properties()) {
            byte[] message = message(step, transcript.drawId(), holder.getKey(), value);
            require(
                    HOLDER_IDS.contains(holder.getKey())
                            && holds(holder.getKey(), message, holder.getValue().textValue()),
                    step + " of " + what + " by " + holder.getKey());
        }
        require(holders.size() >= HOLDERS, step + " of " + what + " is not signed by two holders");
    }

    /** No signature stands there that nobody has checked. */
    private void strangers() throws Failed {
        JsonNode signatures = transcript.signatures();
        Set<String> parties = transcript.byParty("commits").keySet();
        for (String step : new String[] {"commit", "deposit", "reveal"}) {
            for (Map.Entry<String, JsonNode> entry : signatures.get(step).properties()) {
                boolean used = parties.contains(entry.getKey())
                        && (!step.equals("reveal")
                                || transcript.step("REVEAL", entry.getKey()).isPresent());
                require(used, step + " of " + entry.getKey() + " belongs to no step");
            }
        }
        require(signatures.has("final") == transcript.step("FINAL").isPresent(), "final belongs to no step");
        for (Map.Entry<String, JsonNode> entry : signatures.path("escrow").properties()) {
            require(
                    transcript.step("ESCROW_OPEN", entry.getKey()).isPresent(),
                    "escrow of " + entry.getKey() + " belongs to no step");
        }
    }

    private void order(JsonNode order) throws Failed {
        byte[] hash = hash(order.get("order"));
        String draw = order.get("order").path("draw_id").asText("");
        require(order.get("sig").has(SUPERVISOR), "an order lacks the supervisor's signature");
        for (Map.Entry<String, JsonNode> signature : order.get("sig").properties()) {
            byte[] message = message("ORDER", draw, signature.getKey(), hash);
            require(
                    holds(signature.getKey(), message, signature.getValue().textValue()),
                    "ORDER of " + signature.getKey());
        }
    }

    static byte[] hash(JsonNode order) {
        return Hashing.label("VED1/order").add(Canonical.bytes(order)).sha256();
    }

    /** An order of this hash that the supervisor has signed for a draw. */
    Optional<JsonNode> validOrder(String hash) {
        for (JsonNode order : transcript.signatures().path("orders")) {
            byte[] found = hash(order.get("order"));
            if (Arrays.equals(found, Hashing.hex(hash)) && isSigned(order, SUPERVISOR)) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    boolean isSigned(JsonNode order, String signer) {
        String draw = order.get("order").path("draw_id").asText("");
        String signature = order.get("sig").path(signer).asText("");
        return holds(signer, message("ORDER", draw, signer, hash(order.get("order"))), signature);
    }

    private void signature(String step, String party, byte[] message) throws Failed {
        String signature = transcript.signature(step, party).orElse("");
        require(holds(party, message, signature), step.toUpperCase(java.util.Locale.ROOT) + " of " + party);
    }

    private static byte[] message(String step, String draw, String signer, byte[] value) {
        return Hashing.label("VED1/sign")
                .prefixed(step)
                .prefixed(draw)
                .prefixed(signer)
                .add(value)
                .bytes();
    }

    private boolean holds(String signer, byte[] message, String signature) {
        Optional<byte[]> key = pins.key(signer);
        return key.isPresent()
                && Ed25519.verify(key.get(), message, Base64.getDecoder().decode(signature));
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.PARTY_SIG.code(), detail);
    }
}
