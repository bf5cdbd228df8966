package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is eligible for a stratum: computed from the records of an open view, claimed in a sealed one. */
final class Candidates {
    private final Transcript transcript;
    private final List<Candidate> all = new ArrayList<>();

    /** Several checks ask the same, at the same time. */
    private final Map<Question, List<Candidate>> found = new ConcurrentHashMap<>();

    private record Question(JsonNode stratum, Optional<String> city) {}

    Candidates(Transcript transcript) {
        this.transcript = transcript;
        transcript
                .pool()
                .ifPresent(pool ->
                        pool.forEach(expert -> all.add(new Candidate(expert.leaf(), expert.employer(), expert.pid()))));
        transcript
                .claims()
                .ifPresent(
                        claims -> claims.forEach(claim -> all.add(new Candidate(claim.leaf(), claim.employer(), ""))));
    }

    /** @param city the region that a stratum bound to a drawn city takes; a sealed view has taken it already */
    List<Candidate> eligible(JsonNode stratum, Optional<String> city) {
        return found.computeIfAbsent(new Question(stratum, city), asked -> find(stratum, city));
    }

    private List<Candidate> find(JsonNode stratum, Optional<String> city) {
        List<Candidate> eligible = new ArrayList<>();
        if (transcript.isOpen()) {
            Set<String> specialties = texts(stratum.get("sp"));
            Set<String> regions = city.map(Set::of).orElseGet(() -> texts(stratum.get("rg")));
            List<Expert> pool = transcript.pool().orElseThrow();
            for (int i = 0; i < pool.size(); i++) {
                Expert expert = pool.get(i);
                if (!expert.excluded()
                        && isAmong(expert.specialties(), specialties)
                        && (regions.isEmpty() || regions.contains(expert.region()))) {
                    eligible.add(all.get(i));
                }
            }
        } else {
            List<Claim> claims = transcript.claims().orElseThrow();
            String id = stratum.get("id").textValue();
            for (int i = 0; i < claims.size(); i++) {
                if (claims.get(i).strata().contains(id)) {
                    eligible.add(all.get(i));
                }
            }
        }
        return eligible;
    }

    private static boolean isAmong(List<String> some, Set<String> wanted) {
        for (String each : some) {
            if (wanted.contains(each)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
