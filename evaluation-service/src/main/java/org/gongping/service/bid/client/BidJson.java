package org.gongping.service.bid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gongping.core.bid.Bid;
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
     * @param bidderKey public half of the bidder's key, X25519
     */
    public static SealEnvelope.Terms terms(JsonNode plan, int lot, EnvelopeKind kind, byte[] bidderKey) {
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
        return new SealEnvelope.Terms(plan.path("tender").asText(), lot, kind, bidderKey, escrow);
    }

    /** The opening summary of a price envelope: price, periodDays, projectManager, firmSize, smallFirmShare. */
    public static OpeningSummary summary(JsonNode json) {
        return new OpeningSummary(
                new BigDecimal(json.path("price").asText()),
                Optional.ofNullable(json.get("periodDays")).map(JsonNode::asInt),
                Optional.ofNullable(json.get("projectManager")).map(JsonNode::asText),
                Optional.ofNullable(json.get("firmSize")).map(size -> Bid.FirmSize.valueOf(size.asText())),
                Optional.ofNullable(json.get("smallFirmShare")).map(share -> new BigDecimal(share.asText())));
    }
}
