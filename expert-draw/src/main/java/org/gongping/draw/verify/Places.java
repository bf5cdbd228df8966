package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.gongping.core.verify.Merkle;

/** Check 19: cities and seats, drawn once more. */
final class Places {
    private final Transcript transcript;

    Places(Transcript transcript) {
        this.transcript = transcript;
    }

    private record Ranked(JsonNode place, byte[] leaf, byte[] key) {}

    private static byte[] leaf(JsonNode place) {
        return Merkle.leaf(Canonical.bytes(place));
    }

    private List<Ranked> ranked(String list, Predicate<JsonNode> which, byte[] seed, Hashing beginning) {
        List<Ranked> ranked = new ArrayList<>();
        for (JsonNode place : transcript.venue().orElseThrow().get(list)) {
            if (place.get("ex").longValue() == 0 && which.test(place)) {
                byte[] leaf = leaf(place);
                byte[] key = Hashing.nothing().add(beginning.bytes()).add(leaf).hmac(seed);
                ranked.add(new Ranked(place, leaf, key));
            }
        }
        ranked.sort(Comparator.comparing(Ranked::key, Arrays::compareUnsigned)
                .thenComparing(Ranked::leaf, Arrays::compareUnsigned));
        return ranked;
    }

    private List<Ranked> rankedCities(byte[] seed) {
        Hashing beginning = Hashing.label("VED1/rank-city").prefixed(transcript.drawId());
        return ranked("cities", city -> true, seed, beginning);
    }

    /** The cities that a seed draws; none when the rules draw none. */
    List<String> cities(byte[] seed) {
        return transcript.venue().isEmpty()
                ? List.of()
                : rankedCities(seed).stream()
                        .limit(transcript.rules().get("venue").get("n_city").longValue())
                        .map(city -> city.place().get("city").textValue())
                        .toList();
    }

    /** The cities that the transcript says were drawn. */
    List<String> shownCities() {
        List<String> cities = new ArrayList<>();
        transcript
                .venue()
                .ifPresent(venue -> venue.get("result")
                        .get("cities")
                        .forEach(city -> cities.add(city.get("city").textValue())));
        return cities;
    }

    void check(Candidates candidates) throws Failed {
        Optional<JsonNode> shown = transcript.venue();
        if (shown.isEmpty()) {
            return;
        }
        JsonNode rules = transcript.rules().get("venue");
        root(shown.get().get("cities"), rules.get("city_root").textValue(), "city_root");
        root(shown.get().get("seats"), rules.get("seat_root").textValue(), "seat_root");
        records(shown.get(), candidates);
        byte[] seed = transcript.hex("seed");
        JsonNode result = shown.get().get("result");
        List<Ranked> cities = rankedCities(seed);
        // Whether these numbers are sound is for check 8; here they must be able to be counted.
        require(rules.get("n_city").longValue() == rules.get("q").size(), "q has not a number for each drawn city");
        int wanted = rules.get("q").size();
        require(cities.size() >= wanted, "too few cities");
        require(result.get("cities").size() == wanted, "not " + wanted + " cities are drawn");
        int taken = 0;
        int spare = 0;
        for (int i = 0; i < wanted; i++) {
            Ranked city = cities.get(i);
            same(result.get("cities").get(i), city, "city");
            String code = city.place().get("city").textValue();
            Hashing beginning = Hashing.label("VED1/rank-seat")
                    .prefixed(transcript.drawId())
                    .prefixed(code);
            List<Ranked> seats =
                    ranked("seats", seat -> seat.get("city").textValue().equals(code), seed, beginning);
            require(seats.size() >= rules.get("q").get(i).longValue(), "too few seats in " + code);
            int quota = rules.get("q").get(i).intValue();
            for (int j = 0; j < seats.size(); j++) {
                JsonNode list = result.get(j < quota ? "seats" : "spare");
                same(list.path(j < quota ? taken++ : spare++), seats.get(j), "city", "seat");
            }
        }
        require(result.get("seats").size() == taken && result.get("spare").size() == spare, "too many seats");
    }

    private static void root(JsonNode places, String expected, String name) throws Failed {
        List<byte[]> leaves = new ArrayList<>();
        places.forEach(place -> leaves.add(leaf(place)));
        leaves.sort(Arrays::compareUnsigned);
        require(Hashing.hex(Merkle.root(leaves)).equals(expected), name);
    }

    /** No place twice, free seats counted, and every city that may be drawn has the seats and the experts for it. */
    private void records(JsonNode venue, Candidates candidates) throws Failed {
        Map<String, Long> free = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode seat : venue.get("seats")) {
            excluded(seat);
            String city = seat.get("city").textValue();
            require(seen.add(city + "\n" + seat.get("seat").textValue()), "a seat stands there twice");
            if (seat.get("ex").longValue() == 0) {
                free.merge(city, 1L, Long::sum);
            }
        }
        long most = 0;
        for (JsonNode quota : transcript.rules().get("venue").get("q")) {
            most = Math.max(most, quota.longValue());
        }
        for (JsonNode city : venue.get("cities")) {
            excluded(city);
            String code = city.get("city").textValue();
            require(seen.add(code), "a city stands there twice");
            long seats = city.get("seats").longValue();
            require(seats == free.getOrDefault(code, 0L), code + " has another number of free seats");
            if (city.get("ex").longValue() == 0) {
                require(seats >= most, "SEAT_SHORT " + code);
                require(!transcript.isOpen() || !isExpertShort(code, candidates), "EXPERT_SHORT " + code);
            }
        }
    }

    private boolean isExpertShort(String city, Candidates candidates) {
        long cap = transcript.rules().get("max_per_employer").longValue();
        long prior = 0;
        for (JsonNode stratum : transcript.rules().get("strata")) {
            long seats = stratum.get("n").longValue();
            if (transcript
                    .rules()
                    .get("venue")
                    .get("bind")
                    .has(stratum.get("id").textValue())) {
                long capacity = PoolChecks.heads(candidates.eligible(stratum, Optional.of(city))).values().stream()
                        .mapToLong(heads -> Math.min(cap, heads))
                        .sum();
                if (capacity - prior < seats) {
                    return true;
                }
            }
            prior += seats;
        }
        return false;
    }

    private static void excluded(JsonNode place) throws Failed {
        boolean reasoned = !place.get("exr").textValue().isEmpty();
        require(place.get("ex").longValue() == (reasoned ? 1 : 0), "ex and exr contradict each other");
    }

    private static void same(JsonNode shown, Ranked expected, String... names) throws Failed {
        boolean same = shown.path("key").asText("").equals(Hashing.hex(expected.key()))
                && shown.path("leaf").asText("").equals(Hashing.hex(expected.leaf()));
        for (String name : names) {
            same &= shown.path(name)
                    .asText("")
                    .equals(expected.place().get(name).textValue());
        }
        require(same, "expected " + expected.place());
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.VENUE.code(), detail);
    }
}
