package org.gongping.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.gongping.core.trail.TrailGroup;
import org.junit.jupiter.api.Test;

class KindNameTest {
    @Test
    void everyKindHasANameInBothLanguages() {
        assertThat(AuditKind.values()).allSatisfy(kind -> {
            assertThat(KindName.of(kind)).as(kind.code()).isPresent();
            assertThat(KindName.of(kind).orElseThrow().en()).matches("[A-Z][A-Za-z -]+");
        });
    }

    @Test
    void everyKindBelongsToOneGroup() {
        Map<String, Integer> groups = new TreeMap<>();
        for (TrailGroup group : TrailGroup.values()) {
            group.codes().forEach(code -> groups.merge(code, 1, Integer::sum));
        }
        assertThat(groups.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(AuditKind.values()).map(AuditKind::code).toList());
        assertThat(groups.values()).containsOnly(1);
    }

    @Test
    void kindsAreFoundByAPartOfTheirName() {
        assertThat(KindName.codesOf("唱标")).containsExactly("open.read");
        assertThat(KindName.codesOf("READ out")).containsExactly("open.read");
        assertThat(KindName.codesOf("无此")).isEmpty();
    }
}
