package org.gongping.service.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.price.ComputePriceScores;
import org.gongping.core.price.PriceScores;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Amounts;

/** Price scores of a lot, each with its derivation. */
public final class PriceScoreRoutes implements Routes {
    private final ComputePriceScores scores;

    public PriceScoreRoutes(ComputePriceScores scores) {
        this.scores = scores;
    }

    record PriceScoresJson(
            UUID lotId,
            int run,
            JsonNode method,
            String digest,
            JsonNode result,
            Map<String, String> bidders,
            BigDecimal ceilingPrice,
            Instant computedAt,
            boolean confirmed) {
        static PriceScoresJson of(PriceScores scores) {
            Map<String, String> bidders = new LinkedHashMap<>();
            scores.bids().forEach(bid -> bidders.put(bid.label(), bid.bidderName()));
            return new PriceScoresJson(
                    scores.lot().id(),
                    scores.run().run(),
                    scores.lot().method(),
                    scores.run().methodDigest(),
                    scores.run().result(),
                    bidders,
                    Amounts.plain(scores.lot().ceilingPrice()),
                    scores.run().computedAt(),
                    scores.confirmed());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "getPriceScores",
                call -> Answer.ok(
                        scores.latest(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId")),
                        PriceScoresJson::of));
        operations.handle(
                "computePriceScores",
                call -> Answer.created(
                        scores.execute(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId")),
                        PriceScoresJson::of));
    }
}
