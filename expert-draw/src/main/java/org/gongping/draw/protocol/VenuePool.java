package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gongping.core.audit.CanonicalJson;

/** The places of a three-blind draw (§7): cities, and the seats in them. */
public record VenuePool(List<City> cities, List<Seat> seats) {
    private static final byte[] RANK_CITY = Octets.label("VED1/rank-city");
    private static final byte[] RANK_SEAT = Octets.label("VED1/rank-seat");

    /** Why a city is excluded that has fewer free seats than could be drawn in it. */
    public static final String SEAT_SHORT = "SEAT_SHORT";

    /** Why a city is excluded whose experts could not fill a stratum bound to it. */
    public static final String EXPERT_SHORT = "EXPERT_SHORT";

    /**
     * A city.
     *
     * @param code administrative division
     * @param reason why it is excluded; empty = eligible
     * @param seats number of free seats
     */
    public record City(String code, String reason, int seats) {
        public ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("city", code)
                    .put("ex", reason.isEmpty() ? 0 : 1)
                    .put("exr", reason)
                    .put("seats", seats);
        }

        public byte[] leaf() {
            return MerkleRoot.leaf(CanonicalJson.bytes(json()));
        }
    }

    /**
     * A seat in a city.
     *
     * @param reason why it is excluded; empty = free
     */
    public record Seat(String city, String seat, String reason) {
        public ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("city", city)
                    .put("ex", reason.isEmpty() ? 0 : 1)
                    .put("exr", reason)
                    .put("seat", seat);
        }

        public byte[] leaf() {
            return MerkleRoot.leaf(CanonicalJson.bytes(json()));
        }
    }

    public VenuePool {
        cities = List.copyOf(cities);
        seats = List.copyOf(seats);
    }

    public byte[] cityRoot() {
        return root(cities.stream().map(City::leaf).toList());
    }

    public byte[] seatRoot() {
        return root(seats.stream().map(Seat::leaf).toList());
    }

    private static byte[] root(List<byte[]> leaves) {
        return MerkleRoot.of(
                Octets.concat(leaves.stream().sorted(Arrays::compareUnsigned).toArray(byte[][]::new)));
    }

    void requireRoots(VenueRules rules) {
        if (!Arrays.equals(rules.cityRoot(), cityRoot()) || !Arrays.equals(rules.seatRoot(), seatRoot())) {
            throw new IllegalArgumentException("these are not the places that the rules name");
        }
    }

    /** The cities that may be drawn. */
    List<City> eligibleCities() {
        return cities.stream().filter(city -> city.reason().isEmpty()).toList();
    }

    Optional<VenueResult> draw(DrawId draw, VenueRules rules, byte[] seed) {
        byte[] id = Octets.lp(draw.toString());
        List<Ranked<City>> ranked =
                ranked(eligibleCities(), City::leaf, KeyedHash.of(seed, Octets.concat(RANK_CITY, id)));
        if (ranked.size() < rules.cities()) {
            return Optional.empty();
        }
        List<Ranked<City>> drawn = ranked.subList(0, rules.cities());
        List<Ranked<Seat>> taken = new ArrayList<>();
        List<Ranked<Seat>> spare = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            String city = drawn.get(i).place().code();
            List<Seat> free = seats.stream()
                    .filter(seat -> seat.city().equals(city) && seat.reason().isEmpty())
                    .toList();
            List<Ranked<Seat>> order =
                    ranked(free, Seat::leaf, KeyedHash.of(seed, Octets.concat(RANK_SEAT, id, Octets.lp(city))));
            int wanted = rules.seats().get(i);
            if (order.size() < wanted) {
                return Optional.empty();
            }
            taken.addAll(order.subList(0, wanted));
            spare.addAll(order.subList(wanted, order.size()));
        }
        return Optional.of(new VenueResult(drawn, taken, spare));
    }

    /**
     * A place with its rank.
     *
     * @param key 32 bytes
     */
    public record Ranked<T>(T place, byte[] leaf, byte[] key) {}

    private static <T> List<Ranked<T>> ranked(List<T> places, Function<T, byte[]> leaf, KeyedHash hash) {
        Comparator<Ranked<T>> byKey = Comparator.comparing(Ranked::key, Arrays::compareUnsigned);
        return places.stream()
                .map(place -> {
                    byte[] own = leaf.apply(place);
                    return new Ranked<>(place, own, hash.of(own));
                })
                .sorted(byKey.thenComparing(Ranked::leaf, Arrays::compareUnsigned))
                .toList();
    }
}
