package org.gongping.service.bid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.OpeningSummary;
import org.gongping.core.bid.envelope.SealEnvelope;

/** What a bidder's programs read before they seal. */
public final class BidJson {
    private BidJson() {}

    /**
     * On which terms an envelope is sealed.
     *
     * @param plan answer of {@code getOpeningPlan}
     * @param lot number of the lot
     * @param creditCode of the bidder
     * @param bidderKey public half of the bidder's key, X25519
     */
    public static SealEnvelope.Terms terms(
            JsonNode plan, int lot, EnvelopeKind kind, String creditCode, byte[] bidderKey) {
        List<SealEnvelope.Holder> holders = new ArrayList<>();
        for (JsonNode holder : plan.path("remedy").path("holders")) {
            holders.add(new SealEnvelope.Holder(
                    holder.path("holder").asText(),
                    HexFormat.of().parseHex(holder.path("key").asText())));
        }
        Optional<SealEnvelope.Escrow> escrow = holders.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SealEnvelope.Escrow(plan.path("remedy").path("k").asInt(), holders));
        return new SealEnvelope.Terms(plan.path("tender").asText(), lot, kind, creditCode, bidderKey, escrow);
    }

    /**
     * The opening summary of a price envelope; amounts may be numbers, too.
     *
     * @throws IllegalArgumentException that says what a summary holds
     */
    public static OpeningSummary summary(JsonNode json) {
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(member -> texts.set(member.getKey(), member.getValue()));
        for (String amount : List.of("price", "smallFirmShare")) {
            if (json.path(amount).isNumber()) {
                texts.put(amount, json.path(amount).decimalValue().toPlainString());
            }
        }
        return OpeningSummary.of(texts)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a summary holds price (yuan, not negative, at most six decimals) and, where you like, periodDays"
                                + " (1 to 36500), projectManager (at most 50 characters), firmSize (LARGE, MEDIUM, SMALL,"
                                + " MICRO), smallFirmShare (0 to 1), and nothing else"));
    }
}
