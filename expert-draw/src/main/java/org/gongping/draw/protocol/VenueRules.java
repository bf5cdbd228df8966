package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of the rules that draws places before people (§7).
 *
 * @param cityRoot 32 bytes, root over the sorted leaves of the cities
 * @param seatRoot 32 bytes, the same of the seats
 * @param cities number of cities to draw
 * @param seats how many seats to draw in each drawn city, in their order
 * @param bind stratum id → which of the drawn cities, from 0
 */
public record VenueRules(
        byte[] cityRoot, byte[] seatRoot, int cities, List<Integer> seats, SortedMap<String, Integer> bind) {
    public VenueRules {
        seats = List.copyOf(seats);
        bind = Collections.unmodifiableSortedMap(new TreeMap<>(bind));
        // Names of members are ASCII, since sorting others differs from one language to another.
        boolean bound = bind.values().stream().allMatch(i -> i >= 0 && i < cities)
                && bind.keySet().stream().allMatch(Octets::isAscii);
        if (cities < 1 || seats.size() != cities || seats.stream().anyMatch(q -> q < 1) || !bound) {
            throw new IllegalArgumentException("each drawn city has its number of seats, and strata are bound to them");
        }
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("city_root", Octets.hex(cityRoot)).put("seat_root", Octets.hex(seatRoot));
        json.put("n_city", cities);
        seats.forEach(json.putArray("q")::add);
        ObjectNode binding = json.putObject("bind");
        bind.forEach(binding::put);
        return json;
    }
}
