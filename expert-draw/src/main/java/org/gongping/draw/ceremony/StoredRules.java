package org.gongping.draw.ceremony;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.draw.protocol.ParameterRules;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.Suite;
import org.gongping.draw.protocol.VenuePool;
import org.gongping.draw.protocol.VenueRules;

/** Rules and places as the database keeps them. What is read back has the hash of what was written. */
final class StoredRules {
    private StoredRules() {}

    /** @throws IllegalStateException when the text does not give the rules that it was written from */
    static Rules read(String jcs) {
        try {
            Rules rules = rules(CanonicalJson.parse(jcs.getBytes(StandardCharsets.UTF_8)));
            if (!rules.jcsText().equals(jcs)) {
                throw new IllegalStateException("stored rules have members that this version does not know");
            }
            return rules;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored rules are no JSON", e);
        }
    }

    /** @throws IllegalStateException as {@link #read} */
    static ParameterRules readParameters(String jcs) {
        try {
            JsonNode json = CanonicalJson.parse(jcs.getBytes(StandardCharsets.UTF_8));
            ParameterRules rules = new ParameterRules(
                    texts(json.get("parties")),
                    timeouts(json.get("timeouts")),
                    json.get("verifier").textValue(),
                    (ArrayNode) json.get("params"),
                    Optional.empty());
            if (!rules.jcsText().equals(jcs)) {
                throw new IllegalStateException("stored rules have members that this version does not know");
            }
            return rules;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored rules are no JSON", e);
        }
    }

    private static Rules.Timeouts timeouts(JsonNode json) {
        return new Rules.Timeouts(
                json.get("commit").intValue(),
                json.get("deposit").intValue(),
                json.get("reveal").intValue(),
                json.get("final").intValue(),
                json.get("answer").intValue());
    }

    private static Rules rules(JsonNode json) {
        List<Stratum> strata = new ArrayList<>();
        for (JsonNode each : json.get("strata")) {
            strata.add(new Stratum(
                    each.get("id").textValue(),
                    texts(each.get("sp")),
                    texts(each.get("rg")),
                    each.get("n").intValue()));
        }
        List<Rules.Waiver> waivers = new ArrayList<>();
        json.path("waivers")
                .forEach(each -> waivers.add(new Rules.Waiver(
                        each.get("check").textValue(),
                        each.get("reason").textValue(),
                        each.get("order").textValue())));
        return new Rules(
                Suite.of(json.get("suite").longValue()).orElseThrow(),
                texts(json.get("parties")),
                strata,
                json.get("max_per_employer").intValue(),
                Optional.of(new Rules.Production(
                        json.get("min_ratio").intValue(),
                        json.get("min_cap_ratio").intValue(),
                        timeouts(json.get("timeouts")),
                        json.get("verifier").textValue())),
                Optional.ofNullable(json.get("venue")).map(StoredRules::venue),
                waivers,
                Optional.ofNullable(json.get("redraw"))
                        .map(redraw -> new Rules.Redraw(
                                redraw.get("prev").textValue(),
                                redraw.get("reason").textValue(),
                                redraw.get("order").textValue())));
    }

    private static VenueRules venue(JsonNode json) {
        List<Integer> seats = new ArrayList<>();
        json.get("q").forEach(number -> seats.add(number.intValue()));
        SortedMap<String, Integer> bind = new TreeMap<>();
        json.get("bind")
                .properties()
                .forEach(entry -> bind.put(entry.getKey(), entry.getValue().intValue()));
        return new VenueRules(
                HexFormat.of().parseHex(json.get("city_root").textValue()),
                HexFormat.of().parseHex(json.get("seat_root").textValue()),
                json.get("n_city").intValue(),
                seats,
                bind);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    static ObjectNode places(VenuePool places) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode cities = json.putArray("cities");
        places.cities().forEach(city -> cities.add(city.json()));
        ArrayNode seats = json.putArray("seats");
        places.seats().forEach(seat -> seats.add(seat.json()));
        return json;
    }

    static VenuePool places(JsonNode json) {
        List<VenuePool.City> cities = new ArrayList<>();
        json.get("cities")
                .forEach(city -> cities.add(new VenuePool.City(
                        city.get("city").textValue(),
                        city.get("exr").textValue(),
                        city.get("seats").intValue())));
        List<VenuePool.Seat> seats = new ArrayList<>();
        json.get("seats")
                .forEach(seat -> seats.add(new VenuePool.Seat(
                        seat.get("city").textValue(),
                        seat.get("seat").textValue(),
                        seat.get("exr").textValue())));
        return new VenuePool(cities, seats);
    }
}
