package org.gongping.service.opening;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.bid.Bid;
import org.gongping.core.opening.EnteredParameters;
import org.gongping.core.opening.Opening;
import org.gongping.core.opening.OpeningObjection;
import org.gongping.core.rule.Verdict;
import org.gongping.service.edge.VerdictJson;
import org.gongping.service.wire.Amounts;

/** An opening as the contract writes it. */
record OpeningJson(
        UUID lotId,
        String phase,
        Instant startedAt,
        Instant endedAt,
        BigDecimal ceilingPrice,
        List<BidJson> bids,
        List<ObjectionJson> objections,
        Map<String, String> drawn,
        EnteredJson entered,
        List<JsonNode> randomParameters,
        List<VerdictJson> verdicts) {
    record BidJson(
            UUID id,
            int no,
            String bidderName,
            String creditCode,
            Bid.State state,
            BigDecimal price,
            Integer periodDays,
            String projectManager,
            Bid.FirmSize firmSize,
            BigDecimal smallFirmShare,
            String reason,
            Instant readAt,
            int version,
            List<VerdictJson> verdicts) {
        static BidJson of(Bid bid, String manager, List<Verdict> verdicts) {
            return new BidJson(
                    bid.id(),
                    bid.no(),
                    bid.bidderName(),
                    bid.creditCode(),
                    bid.state(),
                    Amounts.plain(bid.price()),
                    bid.periodDays(),
                    manager,
                    bid.firmSize(),
                    Amounts.plain(bid.smallFirmShare()),
                    bid.reason(),
                    bid.readAt(),
                    bid.version(),
                    VerdictJson.of(verdicts));
        }
    }

    record ObjectionJson(
            UUID id,
            UUID bidId,
            String bidderName,
            String text,
            boolean byAgency,
            Instant raisedAt,
            String answer,
            Instant answeredAt) {
        static ObjectionJson of(OpeningObjection objection, String bidderName) {
            return new ObjectionJson(
                    objection.id(),
                    objection.bidId(),
                    bidderName,
                    objection.text(),
                    objection.isByAgency(),
                    objection.raisedAt(),
                    objection.answer(),
                    objection.answeredAt());
        }
    }

    record EnteredJson(Map<String, String> values, String manner, Instant at, String returned) {
        static EnteredJson of(EnteredParameters entered) {
            return new EnteredJson(
                    texts(entered.values()),
                    entered.manner(),
                    entered.at(),
                    entered.returned().orElse(null));
        }
    }

    private static Map<String, String> texts(Map<String, BigDecimal> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.toPlainString()));
        return texts;
    }

    static OpeningJson of(Opening opening) {
        Map<UUID, String> names = new HashMap<>();
        opening.bids().forEach(bid -> names.put(bid.id(), bid.bidderName()));
        List<JsonNode> parameters = new ArrayList<>();
        if (opening.lot().method() != null) {
            opening.lot().method().path("randomParameters").forEach(parameters::add);
        }
        return new OpeningJson(
                opening.lot().id(),
                opening.lot().phase().code(),
                opening.lot().dates().openedAt(),
                opening.lot().dates().openingEndedAt(),
                Amounts.plain(opening.lot().ceilingPrice()),
                opening.bids().stream()
                        .map(bid -> BidJson.of(
                                bid,
                                opening.managers().get(bid.label()),
                                opening.bidVerdicts().getOrDefault(bid.id(), List.of())))
                        .toList(),
                opening.objections().stream()
                        .map(objection -> ObjectionJson.of(objection, names.get(objection.bidId())))
                        .toList(),
                texts(opening.drawn()),
                opening.entered().map(EnteredJson::of).orElse(null),
                parameters,
                VerdictJson.of(opening.verdicts()));
    }
}
