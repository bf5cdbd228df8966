package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.verify.Merkle;
import org.gongping.core.verify.Sha256;

/** Checks 9 and 10: the leaves and their root. */
final class PoolChecks {
    private static final String DUPLICATE = "E_POOL_DUP";

    private final Transcript transcript;

    PoolChecks(Transcript transcript) {
        this.transcript = transcript;
    }

    void leaves() throws Failed {
        List<byte[]> leaves = transcript.leaves();
        for (int i = 1; i < leaves.size(); i++) {
            int order = Arrays.compareUnsigned(leaves.get(i - 1), leaves.get(i));
            byte[] leaf = leaves.get(i);
            Failed.unless(order != 0, DUPLICATE, () -> "leaf " + Hashing.hex(leaf));
            Failed.unless(order < 0, Check.POOL_LEAF.code(), () -> "not in order: leaf " + Hashing.hex(leaf));
        }
        if (transcript.members().has("library")) {
            long count = transcript.members().get("library").get("count").longValue();
            require(leaves.size() == count, leaves.size() + " leaves, " + count + " experts in the library");
        }
        if (transcript.isOpen()) {
            open(leaves);
        } else {
            sealed(leaves);
        }
    }

    private void open(List<byte[]> leaves) throws Failed {
        List<Expert> pool = transcript.pool().orElseThrow();
        byte[][] computed = pool.stream().map(Expert::leaf).toArray(byte[][]::new);
        Arrays.parallelSort(computed, Arrays::compareUnsigned);
        require(computed.length == leaves.size(), computed.length + " records, " + leaves.size() + " leaves");
        for (int i = 0; i < computed.length; i++) {
            byte[] leaf = leaves.get(i);
            Failed.unless(
                    Arrays.equals(computed[i], leaf),
                    Check.POOL_LEAF.code(),
                    () -> "no record has the leaf " + Hashing.hex(leaf));
        }
        Set<String> pids = new HashSet<>();
        for (Expert expert : pool) {
            Failed.unless(pids.add(expert.pid()), Check.POOL_LEAF.code(), () -> "two records are of " + expert.pid());
        }
    }

    private void sealed(List<byte[]> leaves) throws Failed {
        Set<String> known = new HashSet<>();
        leaves.forEach(leaf -> known.add(Hashing.hex(leaf)));
        Set<String> strata = new HashSet<>();
        transcript
                .rules()
                .get("strata")
                .forEach(each -> strata.add(each.get("id").textValue()));
        Set<String> claimed = new HashSet<>();
        for (Claim claim : transcript.claims().orElseThrow()) {
            String leaf = Hashing.hex(claim.leaf());
            require(known.contains(leaf), "no leaf " + leaf + " is in the pool");
            Failed.unless(claimed.add(leaf), DUPLICATE, "two claims of " + leaf);
            require(strata.containsAll(claim.strata()), "a claim names a stratum that is not in the rules");
        }
    }

    void root() throws Failed {
        byte[] root = Merkle.root(transcript.leaves());
        requireRoot(Arrays.equals(root, transcript.hex("pool_root")), "expected " + Hashing.hex(root));
        if (transcript.knownAnswers() || transcript.isOfParameters()) {
            return;
        }
        JsonNode library = transcript.members().get("library");
        long expected = library.get("prev_count").longValue()
                + library.get("added").longValue()
                - library.get("removed").longValue();
        requireRoot(library.get("count").longValue() == expected, "library: added and removed do not add up");
        LoggedStep logged =
                transcript.step("POOL").orElseThrow(() -> new Failed(Check.POOL_ROOT.code(), "not exactly one POOL"));
        JsonNode body = logged.body();
        requireRoot(logged.text("pool_root").equals(transcript.text("pool_root")), "POOL has another root");
        requireRoot(
                body.has("library") && Arrays.equals(Canonical.bytes(body.get("library")), Canonical.bytes(library)),
                "POOL has another library");
        var digest = Sha256.digest();
        transcript.leaves().forEach(digest::update);
        requireRoot(logged.text("leaves_hash").equals(Hashing.hex(digest.digest())), "POOL has other leaves");
    }

    /** Eligible heads of each employer. */
    static Map<String, Integer> heads(List<Candidate> eligible) {
        Map<String, Integer> heads = new HashMap<>();
        eligible.forEach(candidate -> heads.merge(candidate.employer(), 1, Integer::sum));
        return heads;
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.POOL_LEAF.code(), detail);
    }

    private static void requireRoot(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.POOL_ROOT.code(), detail);
    }

    /** The cities in which a bound stratum could be drawn. */
    static List<Optional<String>> eligibleCities(Transcript transcript) {
        List<Optional<String>> cities = new ArrayList<>();
        transcript
                .venue()
                .ifPresent(venue -> venue.get("cities").forEach(city -> {
                    if (city.get("ex").longValue() == 0) {
                        cities.add(Optional.of(city.get("city").textValue()));
                    }
                }));
        return cities;
    }
}
