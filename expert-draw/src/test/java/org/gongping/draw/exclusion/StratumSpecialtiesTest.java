package org.gongping.draw.exclusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gongping.draw.protocol.Stratum;
import org.junit.jupiter.api.Test;

/** The protocol knows no tree of specialties: what a plan asks for above an expert's own code is written to it. */
class StratumSpecialtiesTest {
    @Test
    void holdsOwnCodesAndOfThoseAboveOnlyTheOnesAskedFor() {
        Map<String, String> parents = new HashMap<>();
        parents.put("A", null);
        parents.put("A08", "A");
        parents.put("A0802", "A08");
        parents.put("B01", null);
        StratumSpecialties specialties =
                new StratumSpecialties(parents, List.of(new Stratum("tech", List.of("A08"), List.of(), 1)));
        assertThat(specialties.of("A0802")).containsExactly("A08", "A0802");
        assertThat(specialties.of("B01 A0802")).containsExactly("A08", "A0802", "B01");
        assertThat(specialties.of("A08")).containsExactly("A08");
        assertThat(specialties.of("B01")).containsExactly("B01");
    }
}
