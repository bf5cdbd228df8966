package org.gongping.draw.transcript;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.InclusionEstimate;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.ParameterRules;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.SignedStep;

/**
 * What the log's records say of the steps of a draw, {@code body} of the kinds {@code draw.*}. The verifier holds a
 * transcript to these members; others may stand beside them.
 */
public final class StepBodies {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private StepBodies() {}

    /** RFC 3339 UTC with milliseconds, as records write it. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static ObjectNode of(DrawId draw) {
        return JsonNodeFactory.instance.objectNode().put("draw_id", draw.toString());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** {@code draw.keys}: Ed25519 keys of parties and holders, and the finaliser's key. */
    public static ObjectNode keys(Map<String, byte[]> keys, byte[] vrfKey) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode all = body.putObject("keys");
        keys.forEach((party, key) -> all.put(party, Octets.hex(key)));
        return body.put("vrf_pk", Octets.hex(vrfKey));
    }

    /** {@code draw.rules}. */
    public static ObjectNode rules(DrawId draw, Rules rules) {
        return rules(draw, rules.json(), rules.hash());
    }

    /** {@code draw.rules} of a draw of parameters. */
    public static ObjectNode rules(DrawId draw, ParameterRules rules) {
        return rules(draw, rules.json(), rules.hash());
    }

    private static ObjectNode rules(DrawId draw, ObjectNode rules, byte[] hash) {
        ObjectNode body = of(draw).put("rules_hash", Octets.hex(hash));
        body.set("rules", rules);
        return body;
    }

    /** {@code draw.pool}, with the estimate of everybody's chance where it was made. */
    public static ObjectNode pool(DrawId draw, Pool pool, Library library, Optional<InclusionEstimate> estimate) {
        ObjectNode body =
                of(draw).put("pool_root", Octets.hex(pool.root())).put("leaves_hash", Octets.hex(pool.leavesHash()));
        body.set("library", library.json());
        estimate.ifPresent(given -> body.putObject("f4")
                .put("runs", given.runs())
                .put("least", given.least())
                .put("most", given.most()));
        return body;
    }

    /** {@code draw.commit}. */
    public static ObjectNode commit(DrawId draw, String party, byte[] commitment, byte[] signature) {
        return of(draw).put("party", party)
                .put("commit", Octets.hex(commitment))
                .put("sig", base64(signature));
    }

    /** {@code draw.deposit}; the hash is {@link SignedStep#depositHash}. */
    public static ObjectNode deposit(DrawId draw, String party, byte[] hash, byte[] signature) {
        return of(draw).put("party", party).put("hash", Octets.hex(hash)).put("sig", base64(signature));
    }

    /** {@code draw.deposit_check}: two holders have opened the platform's deposit and found what it committed itself to. */
    public static ObjectNode depositCheck(DrawId draw, byte[] commitment, Map<String, byte[]> signaturesOfHolders) {
        ObjectNode body = of(draw).put("party", "platform").put("commit", Octets.hex(commitment));
        put(signaturesOfHolders, body);
        return body;
    }

    /** {@code draw.reveal}. */
    public static ObjectNode reveal(DrawId draw, String party, byte[] contribution, byte[] signature) {
        return of(draw).put("party", party).put("r", Octets.hex(contribution)).put("sig", base64(signature));
    }

    /** {@code draw.final}, signed by the platform. */
    public static ObjectNode finish(DrawId draw, Ceremony ceremony, byte[] signature) {
        return outcome(draw, ceremony).put("sig", base64(signature));
    }

    private static ObjectNode outcome(DrawId draw, Ceremony ceremony) {
        return of(draw).put("alpha", Octets.hex(ceremony.alpha()))
                .put("pi", Octets.hex(ceremony.proof().pi()))
                .put("beta", Octets.hex(ceremony.proof().beta()));
    }

    /** {@code draw.escrow_open} of a party's contribution, in the place of its REVEAL. */
    public static ObjectNode escrowOpen(
            DrawId draw, String party, byte[] contribution, Map<String, byte[]> signaturesOfHolders) {
        ObjectNode body = of(draw).put("party", party).put("r", Octets.hex(contribution));
        put(signaturesOfHolders, body);
        return body;
    }

    /** {@code draw.escrow_open} of the finaliser's key, in the place of FINAL. */
    public static ObjectNode escrowFinal(DrawId draw, Ceremony ceremony, Map<String, byte[]> signaturesOfHolders) {
        ObjectNode body = outcome(draw, ceremony).put("party", SignedStep.FINALISER);
        put(signaturesOfHolders, body);
        return body;
    }

    private static void put(Map<String, byte[]> signatures, ObjectNode body) {
        ObjectNode all = body.putObject("sigs");
        signatures.forEach((holder, signature) -> all.put(holder, base64(signature)));
    }

    /** {@code draw.result}. */
    public static ObjectNode result(DrawId draw, byte[] resultHash, byte[] seed, Library library) {
        return of(draw).put("result_hash", Octets.hex(resultHash))
                .put("seed", Octets.hex(seed))
                .put("count", library.count())
                .put("added", library.added())
                .put("removed", library.removed());
    }

    /** {@code draw.result} of a draw of parameters, which has no library. */
    public static ObjectNode result(DrawId draw, byte[] resultHash, byte[] seed) {
        return of(draw).put("result_hash", Octets.hex(resultHash))
                .put("seed", Octets.hex(seed))
                .put("count", 0);
    }

    /** {@code draw.replace}. */
    public static ObjectNode replace(DrawId draw, Replacement replacement) {
        ObjectNode body = replacement.json();
        return body.put("draw_id", draw.toString());
    }

    /** {@code draw.abort}, with a reason of §5.3 that names the party in default where there is one. */
    public static ObjectNode abort(DrawId draw, String reason) {
        return of(draw).put("reason", reason);
    }

    /** An order for another attempt, to be signed by the supervisor, and by the agent when anybody had committed. */
    public static ObjectNode redrawOrder(DrawId draw, DrawId previous, String reason) {
        return of(draw).put("prev", previous.toString()).put("reason", reason);
    }

    /** An order that waives a check of feasibility, to be signed by the supervisor. */
    public static ObjectNode waiverOrder(DrawId draw, String check, String reason) {
        return of(draw).put("check", check).put("reason", reason);
    }
}
