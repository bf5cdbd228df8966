package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The places that were drawn. The j-th chosen expert bound to a city, by strata and then by rank, takes its j-th seat.
 *
 * @param cities in the order drawn
 * @param seats city by city, in the order drawn
 * @param spare the further free seats of the drawn cities, in order
 */
public record VenueResult(
        List<VenuePool.Ranked<VenuePool.City>> cities,
        List<VenuePool.Ranked<VenuePool.Seat>> seats,
        List<VenuePool.Ranked<VenuePool.Seat>> spare) {
    public VenueResult {
        cities = List.copyOf(cities);
        seats = List.copyOf(seats);
        spare = List.copyOf(spare);
    }

    List<String> cityCodes() {
        return cities.stream().map(city -> city.place().code()).toList();
    }

    /** Member {@code venue.result} of the transcript. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode drawn = json.putArray("cities");
        cities.forEach(city -> drawn.addObject()
                .put("city", city.place().code())
                .put("key", Octets.hex(city.key()))
                .put("leaf", Octets.hex(city.leaf())));
        put(seats, json.putArray("seats"));
        put(spare, json.putArray("spare"));
        return json;
    }

    private static void put(List<VenuePool.Ranked<VenuePool.Seat>> seats, ArrayNode array) {
        seats.forEach(seat -> array.addObject()
                .put("city", seat.place().city())
                .put("seat", seat.place().seat())
                .put("key", Octets.hex(seat.key()))
                .put("leaf", Octets.hex(seat.leaf())));
    }
}
