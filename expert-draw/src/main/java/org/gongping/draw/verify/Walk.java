package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import javax.crypto.Mac;

/** Steps 7 and 8 of the draw, walked once more. */
final class Walk {
    private static final int CHUNK = 4_096;

    private final Transcript transcript;
    private final Candidates candidates;

    Walk(Transcript transcript, Candidates candidates) {
        this.transcript = transcript;
        this.candidates = candidates;
    }

    /** What is met on the way. */
    interface Visitor {
        void selected(String stratum, Candidate candidate, byte[] key) throws Failed;

        void alternate(String stratum, Candidate candidate) throws Failed;

        void skipped(String stratum, Candidate candidate, String reason) throws Failed;

        /** The end of a stratum, in which so many have been selected. */
        void finished(String stratum, long selected) throws Failed;
    }

    /** The city that a stratum is bound to, of those drawn; nothing for one that is not bound. */
    Optional<String> city(String stratum, List<String> cities, Check check) throws Failed {
        JsonNode bound = transcript.rules().path("venue").path("bind").path(stratum);
        if (bound.isMissingNode()) {
            return Optional.empty();
        }
        Failed.unless(bound.longValue() < cities.size(), check.code(), "no city has been drawn for " + stratum);
        return Optional.of(cities.get(bound.intValue()));
    }

    void walk(byte[] seed, List<String> cities, Check check, Visitor visitor) throws Failed {
        long cap = transcript.rules().get("max_per_employer").longValue();
        Set<Candidate> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<String, Integer> members = new HashMap<>();
        for (JsonNode stratum : transcript.rules().get("strata")) {
            String id = stratum.get("id").textValue();
            long seats = stratum.get("n").longValue();
            Set<Candidate> here = Collections.newSetFromMap(new IdentityHashMap<>());
            List<Candidate> eligible = candidates.eligible(stratum, city(id, cities, check));
            byte[][] keys = keys(seed, id, eligible);
            IntBinaryOperator byLeaf = (a, b) -> Arrays.compareUnsigned(
                    eligible.get(a).leaf(), eligible.get(b).leaf());
            for (int ranked : Order.of(keys, byLeaf)) {
                Candidate candidate = eligible.get(ranked);
                if (chosen.contains(candidate)) {
                    visitor.skipped(id, candidate, "ALREADY");
                } else if (here.size() >= seats) {
                    visitor.alternate(id, candidate);
                } else if (members.getOrDefault(candidate.employer(), 0) >= cap) {
                    visitor.skipped(id, candidate, "EMPLOYER_CAP");
                } else {
                    visitor.selected(id, candidate, keys[ranked]);
                    here.add(candidate);
                    members.merge(candidate.employer(), 1, Integer::sum);
                }
            }
            visitor.finished(id, here.size());
            chosen.addAll(here);
        }
    }

    private byte[][] keys(byte[] seed, String stratum, List<Candidate> eligible) {
        byte[] beginning = Hashing.label("VED1/rank")
                .prefixed(transcript.drawId())
                .prefixed(stratum)
                .bytes();
        byte[][] keys = new byte[eligible.size()][];
        IntStream.range(0, Math.ceilDiv(keys.length, CHUNK)).parallel().forEach(chunk -> {
            Mac mac = Hashing.mac(seed);
            for (int i = chunk * CHUNK; i < Math.min(keys.length, (chunk + 1) * CHUNK); i++) {
                mac.update(beginning);
                keys[i] = mac.doFinal(eligible.get(i).leaf());
            }
        });
        return keys;
    }
}
