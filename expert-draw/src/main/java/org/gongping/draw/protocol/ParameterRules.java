package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.CanonicalJson;

/**
 * The rules of a draw of parameters ({@code spec/draw-protocol.md} §7.2), suite 1.
 *
 * @param parties contributors, at least 3, sorted by the bytes of their ids
 * @param verifier SHA-256 of the published reference verifier, hex
 * @param params the method definition's {@code randomParameters}, as it writes them
 */
public record ParameterRules(
        List<String> parties,
        Rules.Timeouts timeouts,
        String verifier,
        ArrayNode params,
        Optional<Rules.Redraw> redraw) {
    /** @throws IllegalArgumentException when a parameter cannot be drawn */
    public ParameterRules {
        parties = List.copyOf(parties);
        Rules.requireParties(parties);
        params = params.deepCopy();
        ParameterDraw.require(params);
    }

    @Override
    public ArrayNode params() {
        return params.deepCopy();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("v", "VED1").put("suite", Suite.INTERNATIONAL.number()).put("verifier", verifier);
        parties.forEach(json.putArray("parties")::add);
        json.set("timeouts", timeouts.json());
        json.set("params", params());
        redraw.ifPresent(given -> json.set("redraw", given.json()));
        return json;
    }

    /** RFC 8785 text. */
    public String jcsText() {
        return new String(CanonicalJson.bytes(json()), StandardCharsets.UTF_8);
    }

    public byte[] hash() {
        return Formulas.rulesHash(CanonicalJson.bytes(json()));
    }
}
