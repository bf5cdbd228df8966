package org.gongping.service.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.seal.SealedBox;
import org.gongping.service.TestServer.Answer;

/** Steps of tenders whose bids are sealed. */
final class SealedTenders {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Secret keys of the holders, by tender and holder. */
    private static final Map<String, byte[]> SECRETS = new HashMap<>();

    private SealedTenders() {}

    /** @param k 0 for no remedy */
    static Answer plans(Tender tender, List<String> kinds, int k, List<String> holders) {
        return plans(
                tender,
                Map.of("kinds", kinds, "decryptionMinutes", 60, "confirmMinutes", 10, "publicMayWatch", true),
                k,
                holders);
    }

    /** The price is opened after the first stage. */
    static Answer plansTwoEnvelopes(Tender tender, int k, List<String> holders) {
        Map<String, Object> terms = Map.of(
                "kinds",
                List.of("technical", "price"),
                "twoEnvelopes",
                true,
                "decryptionMinutes",
                60,
                "confirmMinutes",
                10,
                "publicMayWatch",
                true);
        return plans(tender, terms, k, holders);
    }

    private static Answer plans(Tender tender, Map<String, Object> terms, int k, List<String> holders) {
        Map<String, Object> plan = new HashMap<>(terms);
        if (k > 0) {
            plan.put("remedy", Map.of("k", k, "holders", holders, "minutes", 30));
        }
        Answer before = tender.hall.get(tender.hall.agent, tender.path() + "/opening-plan");
        int version = before.status() == 200 ? before.json().path("version").asInt() : 0;
        return tender.hall.take(
                tender.write("putOpeningPlan", tender.hall.agent, "PUT", tender.path() + "/opening-plan", plan)
                        .onVersion(version));
    }

    static byte[] secret(Tender tender, String holder) {
        return SECRETS.computeIfAbsent(tender.id + holder, _ -> {
            byte[] key = new byte[32];
            RANDOM.nextBytes(key);
            return key;
        });
    }

    static String freshKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return HexFormat.of().formatHex(SealedBox.publicKey(key));
    }

    static void registersKeys(Tender tender) {
        Hall hall = tender.hall;
        Map<String, Person> people =
                Map.of("agent", hall.agent, "owner", hall.ownersClerk, "supervisor", hall.supervisor);
        tender.hall
                .get(hall.agent, tender.path() + "/opening-plan")
                .json()
                .path("remedy")
                .path("holders")
                .forEach(holder -> {
                    String name = holder.path("holder").asText();
                    String key = HexFormat.of().formatHex(SealedBox.publicKey(secret(tender, name)));
                    registersKey(tender, people.get(name), name, key).expect(201);
                });
    }

    static Answer registersKey(Tender tender, Person by, String holder, String key) {
        return tender.hall.take(tender.write(
                "registerOpeningKey",
                by,
                "POST",
                tender.path() + "/opening-keys",
                Map.of("holder", holder, "key", key)));
    }

    /**
     * What a bidder's program sends: the content keys of its envelopes.
     *
     * @param headers as the hall shows them to the bidder
     */
    static List<Map<String, Object>> contentKeys(JsonNode headers, byte[] secretKey) throws MalformedEnvelope {
        List<Map<String, Object>> keys = new ArrayList<>();
        for (JsonNode each : headers) {
            EnvelopeHeader header = header(each);
            keys.add(Map.of("kind", header.kind().token(), "key", EnvelopeKey.open(header, secretKey)));
        }
        return keys;
    }

    /**
     * What a holder's program sends: its shares of one bid.
     *
     * @param headers as the hall shows them to the holder
     */
    static List<Map<String, Object>> shares(Tender tender, JsonNode headers, String holder) throws MalformedEnvelope {
        List<Map<String, Object>> shares = new ArrayList<>();
        for (JsonNode each : headers) {
            EnvelopeHeader header = header(each);
            int number = header.escrow().orElseThrow().numberOf(holder);
            shares.add(Map.of(
                    "kind", header.kind().token(), "key", EnvelopeKey.share(header, number, secret(tender, holder))));
        }
        return shares;
    }

    private static EnvelopeHeader header(JsonNode each) throws MalformedEnvelope {
        return HeaderReader.parse(Base64.getDecoder().decode(each.path("header").asText()));
    }
}
