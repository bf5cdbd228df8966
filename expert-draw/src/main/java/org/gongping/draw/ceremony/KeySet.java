package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.gongping.draw.protocol.Octets;

/**
 * The keys of all who take part, as one record of the log holds them.
 *
 * @param no from 1; a rotation makes the next
 * @param vrfKey public key of the finaliser
 */
record KeySet(int no, Map<Party, Keys> keys, byte[] vrfKey, UUID entryId, Instant loggedAt) {
    /** How old keys are before they may be used, so that nobody chooses one for a draw (§5, step 0). */
    static final Duration AGE = Duration.ofHours(24);

    /** Public keys of one party: Ed25519 and X25519. */
    record Keys(byte[] signing, byte[] sealing) {}

    Instant usableFrom() {
        return loggedAt.plus(AGE);
    }

    byte[] signing(Party party) {
        return keys.get(party).signing();
    }

    byte[] sealing(Party party) {
        return keys.get(party).sealing();
    }

    static ObjectNode json(Map<Party, Keys> keys) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        keys.forEach((party, own) -> json.putObject(party.id())
                .put("signing", Octets.hex(own.signing()))
                .put("sealing", Octets.hex(own.sealing())));
        return json;
    }

    static Map<Party, Keys> keys(JsonNode json) {
        Map<Party, Keys> keys = new EnumMap<>(Party.class);
        for (Party party : Party.values()) {
            JsonNode own = json.get(party.id());
            keys.put(
                    party,
                    new Keys(
                            HexFormat.of().parseHex(own.get("signing").textValue()),
                            HexFormat.of().parseHex(own.get("sealing").textValue())));
        }
        return keys;
    }
}
