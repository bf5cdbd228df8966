package org.gongping.draw.exclusion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Stratum;

/** An expert's own specialties, and of those above them the ones that a plan asks for: the protocol knows no tree. */
final class StratumSpecialties {
    private final Map<String, String> parents;
    private final Set<String> asked = new HashSet<>();
    private final Map<String, List<String>> known = new HashMap<>();

    /** @param parents code to the code above it; null at the top */
    StratumSpecialties(Map<String, String> parents, List<Stratum> strata) {
        this.parents = parents;
        strata.forEach(stratum -> asked.addAll(stratum.specialties()));
    }

    /** @param own codes with a space between them */
    List<String> of(String own) {
        return known.computeIfAbsent(own, this::with);
    }

    private List<String> with(String own) {
        Set<String> codes = new TreeSet<>(Octets.BY_UTF8);
        for (String code : own.split(" ")) {
            codes.add(code);
            for (String above = parents.get(code); above != null; above = parents.get(above)) {
                if (asked.contains(above)) {
                    codes.add(above);
                }
            }
        }
        return List.copyOf(codes);
    }
}
