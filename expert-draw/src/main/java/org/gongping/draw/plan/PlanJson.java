package org.gongping.draw.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gongping.core.rule.Regime;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;

/** A committee plan as JSON; its shape is {@code DrawPlan} in the contract. */
final class PlanJson {
    private PlanJson() {}

    static ObjectNode write(CommitteePlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("regime", plan.regime().name())
                .put("size", plan.size())
                .put("ownerRepresentatives", plan.ownerRepresentatives())
                .put("complex", plan.complex())
                .put("socialEffect", plan.socialEffect())
                .put("maxPerEmployer", plan.maxPerEmployer())
                .put("minRatio", plan.minRatio())
                .put("minCapRatio", plan.minCapRatio())
                .put("evaluationAt", plan.evaluationAt().toString())
                .put("expectedHours", plan.expected().toHours());
        json.putObject("timeouts")
                .put("commit", plan.timeouts().commit())
                .put("deposit", plan.timeouts().deposit())
                .put("reveal", plan.timeouts().reveal())
                .put("final", plan.timeouts().last())
                .put("answer", plan.timeouts().answer());
        plan.libraries().forEach(json.putArray("libraries")::add);
        writePlaces(plan, json);
        ArrayNode waivers = json.putArray("waivers");
        plan.waivers()
                .forEach(waiver -> waivers.addObject()
                        .put("check", waiver.check())
                        .put("reason", waiver.reason())
                        .put("order", waiver.order()));
        ArrayNode avoided = json.putArray("avoided");
        plan.avoided()
                .forEach(each -> avoided.addObject()
                        .put("creditCode", each.creditCode())
                        .put("name", each.name())
                        .put("reason", each.reason()));
        ArrayNode widenings = json.putArray("widenings");
        for (CommitteePlan.Widening each : plan.widenings()) {
            ObjectNode one = widenings
                    .addObject()
                    .put("step", each.step())
                    .put("of", each.of().name())
                    .put("need", each.need())
                    .put("reason", each.reason())
                    .put("at", each.at().toString());
            each.added().forEach(one.putArray("added")::add);
        }
        return json;
    }

    private static void writePlaces(CommitteePlan plan, ObjectNode json) {
        ArrayNode needs = json.putArray("needs");
        for (CommitteePlan.Need need : plan.needs()) {
            ObjectNode one = needs.addObject()
                    .put("id", need.stratum().id())
                    .put("seats", need.stratum().seats());
            need.stratum().specialties().forEach(one.putArray("specialties")::add);
            need.stratum().regions().forEach(one.putArray("regions")::add);
            need.venue().ifPresent(venue -> one.put("venue", venue));
        }
        ArrayNode venues = json.putArray("venues");
        for (CommitteePlan.Venue venue : plan.venues()) {
            ObjectNode one = venues.addObject()
                    .put("id", venue.id())
                    .put("main", venue.main())
                    .put("name", venue.name())
                    .put("quota", venue.quota());
            venue.city().ifPresent(city -> one.put("city", city));
        }
        ArrayNode offers = json.putArray("offers");
        for (CommitteePlan.CityOffer offer : plan.offers()) {
            ObjectNode one = offers.addObject().put("city", offer.city()).put("name", offer.name());
            offer.seats().forEach(one.putArray("seats")::add);
        }
    }

    static CommitteePlan read(JsonNode json) {
        JsonNode timeouts = json.path("timeouts");
        return new CommitteePlan(
                Regime.valueOf(json.path("regime").asText()),
                json.path("size").asInt(),
                json.path("ownerRepresentatives").asInt(),
                json.path("complex").asBoolean(),
                json.path("socialEffect").asBoolean(),
                all(json, "needs", PlanJson::need),
                texts(json, "libraries"),
                json.path("maxPerEmployer").asInt(),
                all(json, "venues", PlanJson::venue),
                all(
                        json,
                        "offers",
                        offer -> new CommitteePlan.CityOffer(
                                text(offer, "city"), text(offer, "name"), texts(offer, "seats"))),
                Instant.parse(text(json, "evaluationAt")),
                Duration.ofHours(json.path("expectedHours").asInt()),
                new Rules.Timeouts(
                        timeouts.path("commit").asInt(),
                        timeouts.path("deposit").asInt(),
                        timeouts.path("reveal").asInt(),
                        timeouts.path("final").asInt(),
                        timeouts.path("answer").asInt()),
                json.path("minRatio").asInt(),
                json.path("minCapRatio").asInt(),
                all(
                        json,
                        "waivers",
                        waiver ->
                                new Rules.Waiver(text(waiver, "check"), text(waiver, "reason"), text(waiver, "order"))),
                all(
                        json,
                        "avoided",
                        each -> new CommitteePlan.Avoided(
                                text(each, "creditCode"), text(each, "name"), text(each, "reason"))),
                all(json, "widenings", PlanJson::widening));
    }

    private static CommitteePlan.Need need(JsonNode json) {
        return new CommitteePlan.Need(
                new Stratum(
                        text(json, "id"),
                        texts(json, "specialties"),
                        texts(json, "regions"),
                        json.path("seats").asInt()),
                optional(json, "venue"));
    }

    private static CommitteePlan.Venue venue(JsonNode json) {
        return new CommitteePlan.Venue(
                text(json, "id"),
                json.path("main").asBoolean(),
                optional(json, "city"),
                text(json, "name"),
                json.path("quota").asInt());
    }

    private static CommitteePlan.Widening widening(JsonNode json) {
        return new CommitteePlan.Widening(
                json.path("step").asInt(),
                CommitteePlan.Widening.Of.valueOf(text(json, "of")),
                text(json, "need"),
                texts(json, "added"),
                text(json, "reason"),
                Instant.parse(text(json, "at")));
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).asText();
    }

    private static Optional<String> optional(JsonNode json, String member) {
        return json.hasNonNull(member) ? Optional.of(text(json, member)) : Optional.empty();
    }

    private static List<String> texts(JsonNode json, String member) {
        return all(json, member, JsonNode::asText);
    }

    private static <T> List<T> all(JsonNode json, String member, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        json.path(member).forEach(each -> all.add(read.apply(each)));
        return all;
    }
}
