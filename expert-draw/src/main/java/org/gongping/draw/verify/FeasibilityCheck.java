package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Check 11: F1 to F3, and F4 when it is asked for; what is too small needs a waiver that the supervisor has signed. */
final class FeasibilityCheck {
    private static final int LEAST_RUNS = 2_000;

    private final Transcript transcript;
    private final Candidates candidates;
    private final SignatureChecks signatures;
    private final boolean deep;

    FeasibilityCheck(Transcript transcript, Candidates candidates, SignatureChecks signatures, boolean deep) {
        this.transcript = transcript;
        this.candidates = candidates;
        this.signatures = signatures;
        this.deep = deep;
    }

    void check() throws Failed {
        if (transcript.isOfParameters()) {
            return;
        }
        Set<String> waived = waived();
        JsonNode rules = transcript.rules();
        long prior = 0;
        for (JsonNode stratum : rules.get("strata")) {
            String id = stratum.get("id").textValue();
            boolean bound = rules.path("venue").path("bind").has(id);
            // A sealed view claims who is eligible in the city that was drawn, and tells nothing of the others.
            List<Optional<String>> cities =
                    bound && transcript.isOpen() ? PoolChecks.eligibleCities(transcript) : List.of(Optional.empty());
            for (Optional<String> city : cities) {
                check(stratum, city, prior, waived);
            }
            prior += stratum.get("n").longValue();
        }
        estimate(waived);
    }

    private void check(JsonNode stratum, Optional<String> city, long prior, Set<String> waived) throws Failed {
        JsonNode rules = transcript.rules();
        List<Candidate> eligible = candidates.eligible(stratum, city);
        long cap = rules.get("max_per_employer").longValue();
        long seats = stratum.get("n").longValue();
        long capacity = PoolChecks.heads(eligible).values().stream()
                        .mapToLong(heads -> Math.min(cap, heads))
                        .sum()
                - prior;
        String where =
                stratum.get("id").textValue() + city.map(name -> " in " + name).orElse("");
        require(capacity >= seats, "F1 " + where + ": capacity " + capacity + ", seats " + seats);
        long ratio = rules.get("min_ratio").longValue();
        require(
                waived.contains("F2") || isEnough(eligible.size(), ratio, seats),
                "F2 " + where + ": " + eligible.size() + " eligible, seats " + seats);
        long capRatio = rules.get("min_cap_ratio").longValue();
        require(
                waived.contains("F3") || isEnough(capacity, capRatio, seats),
                "F3 " + where + ": capacity " + capacity + ", seats " + seats);
    }

    /** Whether there is so much for each seat; divides, for a product could be too large. */
    private static boolean isEnough(long found, long ratio, long seats) {
        return seats == 0 || found / seats >= ratio;
    }

    private Set<String> waived() throws Failed {
        Set<String> waived = new HashSet<>();
        for (JsonNode waiver : transcript.rules().path("waivers")) {
            String check = waiver.get("check").textValue();
            boolean valid = signatures
                    .validOrder(waiver.get("order").textValue())
                    .map(order -> order.get("order"))
                    .filter(order -> order.path("draw_id").asText("").equals(transcript.drawId()))
                    .filter(order -> order.path("check").asText("").equals(check))
                    .isPresent();
            require(valid, "the waiver of " + check + " has no valid order");
            waived.add(check);
        }
        return waived;
    }

    private void estimate(Set<String> waived) throws Failed {
        JsonNode logged = transcript
                .step("POOL")
                .map(step -> step.body().path("f4"))
                .orElseThrow(() -> new Failed(Check.FEASIBLE.code(), "not exactly one POOL"));
        long runs = logged.path("runs").asLong(0);
        long most = logged.path("most").asLong(0);
        require(
                logged.isMissingNode() || waived.contains("F4") || 2 * most <= runs,
                "F4: somebody was drawn " + most + " times in " + runs);
        if (!deep || !transcript.isOpen()) {
            return;
        }
        require(runs >= LEAST_RUNS && runs <= Integer.MAX_VALUE, "F4: POOL logs " + runs + " runs");
        Map<Candidate, long[]> counts = new IdentityHashMap<>();
        for (JsonNode stratum : transcript.rules().get("strata")) {
            boolean bound = transcript
                    .rules()
                    .path("venue")
                    .path("bind")
                    .has(stratum.get("id").textValue());
            List<Optional<String>> cities = bound ? PoolChecks.eligibleCities(transcript) : List.of(Optional.empty());
            cities.forEach(city -> candidates
                    .eligible(stratum, city)
                    .forEach(candidate -> counts.putIfAbsent(candidate, new long[1])));
        }
        for (int run = 0; run < runs; run++) {
            byte[] seed = Hashing.label("VED1/f4")
                    .add(transcript.hex("pool_root"))
                    .number(run)
                    .sha256();
            List<String> cities = new Places(transcript).cities(seed);
            new Walk(transcript, candidates).walk(seed, cities, Check.FEASIBLE, new Counting(counts));
        }
        long least = counts.values().stream().mapToLong(count -> count[0]).min().orElse(0);
        long greatest =
                counts.values().stream().mapToLong(count -> count[0]).max().orElse(0);
        require(
                least == logged.path("least").asLong(-1) && greatest == most,
                "F4: POOL logs other figures than " + least + " and " + greatest);
    }

    private record Counting(Map<Candidate, long[]> counts) implements Walk.Visitor {
        @Override
        public void selected(String stratum, Candidate candidate, byte[] key) {
            counts.get(candidate)[0]++;
        }

        @Override
        public void alternate(String stratum, Candidate candidate) {}

        @Override
        public void skipped(String stratum, Candidate candidate, String reason) {}

        @Override
        public void finished(String stratum, long selected) {}
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.FEASIBLE.code(), detail);
    }
}
