package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.core.audit.CanonicalJson;

/**
 * Everything that decides a draw before its randomness is known ({@code spec/draw-protocol.md} §4.1). Its hash is part
 * of every commitment.
 *
 * @param parties contributors, at least 3, sorted by the bytes of their ids
 * @param strata in the order in which they are drawn
 * @param maxPerEmployer over the whole committee
 * @param production what only draws in earnest carry; nothing in the known-answer file
 */
public record Rules(
        Suite suite,
        List<String> parties,
        List<Stratum> strata,
        int maxPerEmployer,
        Optional<Production> production,
        Optional<VenueRules> venue,
        List<Waiver> waivers,
        Optional<Redraw> redraw) {
    private static final int LEAST_PARTIES = 3;

    /**
     * @param minRatio eligible experts for each seat
     * @param minCapRatio employers' capacity for each seat
     * @param verifier SHA-256 of the published reference verifier
     */
    public record Production(int minRatio, int minCapRatio, Timeouts timeouts, String verifier) {}

    /** Seconds that each step may take. */
    public record Timeouts(int commit, int deposit, int reveal, int last, int answer) {
        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("commit", commit)
                    .put("deposit", deposit)
                    .put("reveal", reveal)
                    .put("final", last)
                    .put("answer", answer);
        }
    }

    /**
     * The supervisor's consent to a pool that fails a check of feasibility.
     *
     * @param check F2, F3 or F4
     * @param order hash of the signed order, hex
     */
    public record Waiver(String check, String reason, String order) {}

    /**
     * Why there is another attempt.
     *
     * @param previous draw id of the attempt before
     * @param order hash of the signed order, hex
     */
    public record Redraw(String previous, String reason, String order) {
        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("prev", previous)
                    .put("reason", reason)
                    .put("order", order);
        }
    }

    public Rules {
        parties = List.copyOf(parties);
        strata = List.copyOf(strata);
        waivers = List.copyOf(waivers);
        if (!suite.isCarriedOut()) {
            throw new IllegalArgumentException("suite " + suite.number() + " cannot be drawn by this version");
        }
        Set<String> ids = new HashSet<>();
        strata.forEach(stratum -> ids.add(stratum.id()));
        requireParties(parties);
        if (strata.isEmpty() || ids.size() != strata.size() || strata.size() > Long.SIZE) {
            throw new IllegalArgumentException("a draw has 1 to 64 strata, each with an id of its own");
        }
        if (maxPerEmployer < 1) {
            throw new IllegalArgumentException("an employer has room for one or more: " + maxPerEmployer);
        }
    }

    static void requireParties(List<String> parties) {
        boolean sorted = parties.equals(
                parties.stream().sorted(Octets.BY_UTF8).distinct().toList());
        if (parties.size() < LEAST_PARTIES || !sorted || !parties.stream().allMatch(Octets::isAscii)) {
            throw new IllegalArgumentException("a draw has three parties or more, sorted: " + parties);
        }
    }

    /** The rules as the transcript and the log show them. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("v", "VED1").put("suite", suite.number()).put("max_per_employer", maxPerEmployer);
        parties.forEach(json.putArray("parties")::add);
        ArrayNode all = json.putArray("strata");
        for (Stratum stratum : strata) {
            ObjectNode one = all.addObject().put("id", stratum.id()).put("n", stratum.seats());
            stratum.specialties().forEach(one.putArray("sp")::add);
            stratum.regions().forEach(one.putArray("rg")::add);
        }
        production.ifPresent(given -> {
            json.put("min_ratio", given.minRatio()).put("min_cap_ratio", given.minCapRatio());
            json.put("verifier", given.verifier());
            json.set("timeouts", given.timeouts().json());
        });
        venue.ifPresent(given -> json.set("venue", given.json()));
        if (!waivers.isEmpty()) {
            ArrayNode array = json.putArray("waivers");
            waivers.forEach(waiver -> array.addObject()
                    .put("check", waiver.check())
                    .put("reason", waiver.reason())
                    .put("order", waiver.order()));
        }
        redraw.ifPresent(given -> json.set("redraw", given.json()));
        return json;
    }

    /** RFC 8785 bytes of {@link #json}. */
    public byte[] jcs() {
        return CanonicalJson.bytes(json());
    }

    public String jcsText() {
        return new String(jcs(), StandardCharsets.UTF_8);
    }

    public byte[] hash() {
        return Formulas.rulesHash(jcs());
    }

    /** The strata as they stand once the cities have been drawn: a bound stratum takes its city for its region. */
    public List<Stratum> effectiveStrata(List<String> cities) {
        SortedMap<String, Integer> bind = venue.map(VenueRules::bind).orElseGet(TreeMap::new);
        return strata.stream()
                .map(stratum ->
                        bind.containsKey(stratum.id()) ? stratum.in(cities.get(bind.get(stratum.id()))) : stratum)
                .toList();
    }
}
