package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks 7, 8 and 12: the rules. */
final class RuleChecks {
    private static final int LEAST_PARTIES = 3;
    private static final List<String> NEVER_ABSENT = List.of("agent", "platform", "supervisor");
    private static final Set<String> WAIVABLE = Set.of("F2", "F3", "F4");

    private final Transcript transcript;
    private final Optional<Pins> pins;

    RuleChecks(Transcript transcript, Optional<Pins> pins) {
        this.transcript = transcript;
        this.pins = pins;
    }

    void hash() throws Failed {
        byte[] canonical = Canonical.bytes(transcript.rules());
        Failed.unless(
                Arrays.equals(canonical, Hashing.utf8(transcript.text("rules_jcs"))),
                Check.RULES_HASH.code(),
                "rules_jcs is not the canonical text of rules");
        byte[] hash = Hashing.label("VED1/rules").add(canonical).sha256();
        Failed.unless(
                Arrays.equals(hash, transcript.hex("rules_hash")),
                Check.RULES_HASH.code(),
                "expected " + Hashing.hex(hash));
    }

    void valid() throws Failed {
        JsonNode rules = transcript.rules();
        require(rules.get("v").textValue().equals("VED1"), "version " + rules.get("v"));
        require(rules.get("suite").longValue() == 1, "suite " + rules.get("suite") + " is unknown");
        List<String> parties = transcript.parties();
        boolean sorted = parties.equals(
                parties.stream().sorted(Hashing.BY_UTF8).distinct().toList());
        require(
                parties.size() >= LEAST_PARTIES && sorted && !parties.contains(""),
                "parties must be three or more, sorted: " + parties);
        if (pins.isPresent() && !transcript.knownAnswers()) {
            production(rules, pins.get());
        }
        if (transcript.isOfParameters()) {
            new ParameterCheck(transcript).valid();
        } else {
            people(rules);
        }
    }

    private void people(JsonNode rules) throws Failed {
        require(rules.get("max_per_employer").longValue() >= 1, "max_per_employer must be 1 or more");
        Set<String> ids = new HashSet<>();
        require(!rules.get("strata").isEmpty(), "no strata");
        for (JsonNode stratum : rules.get("strata")) {
            String id = stratum.get("id").textValue();
            require(!id.isEmpty() && ids.add(id), "a stratum has no id, or two are called " + id);
            require(stratum.get("n").longValue() >= 1, "stratum " + id + " has no seat");
            require(!stratum.get("sp").isEmpty(), "stratum " + id + " has no specialty");
        }
        for (JsonNode waiver : rules.path("waivers")) {
            require(
                    WAIVABLE.contains(waiver.get("check").textValue()),
                    waiver.get("check").textValue() + " cannot be waived");
        }
        if (rules.has("venue")) {
            venue(rules.get("venue"), ids);
        }
    }

    private void production(JsonNode rules, Pins known) throws Failed {
        require(
                transcript.parties().containsAll(NEVER_ABSENT)
                        && !transcript.parties().contains(SignatureChecks.FINALISER),
                "agent, platform and supervisor contribute, and nobody is called " + SignatureChecks.FINALISER);
        require(rules.get("verifier").textValue().equals(known.verifier()), "verifier is not the published program");
        require(
                rules.has("redraw") == transcript.attempt() > 1,
                "redraw is there from the second attempt on, and only then");
    }

    private void venue(JsonNode venue, Set<String> ids) throws Failed {
        long cities = venue.get("n_city").longValue();
        require(cities >= 1 && venue.get("q").size() == cities, "q must have a number for each drawn city");
        Map<Long, Long> bound = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : venue.get("bind").properties()) {
            long city = entry.getValue().longValue();
            require(ids.contains(entry.getKey()) && city < cities, "bind." + entry.getKey());
            for (JsonNode stratum : transcript.rules().get("strata")) {
                if (stratum.get("id").textValue().equals(entry.getKey())) {
                    bound.merge(city, stratum.get("n").longValue(), Long::sum);
                }
            }
        }
        for (int i = 0; i < cities; i++) {
            long seats = venue.get("q").get(i).longValue();
            require(seats >= 1 && seats >= bound.getOrDefault((long) i, 0L), "q[" + i + "] has too few seats");
        }
    }

    void parties() throws Failed {
        Set<String> expected = Set.copyOf(transcript.parties());
        for (String member : List.of("commits", "contributions")) {
            Set<String> found = transcript.byParty(member).keySet();
            Failed.unless(expected.equals(Set.copyOf(found)), Check.PARTY_SET.code(), member + " are of " + found);
        }
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.RULES.code(), detail);
    }
}
