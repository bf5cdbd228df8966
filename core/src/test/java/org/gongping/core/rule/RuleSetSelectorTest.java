package org.gongping.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.gongping.core.rule.RuleSetSelector.Selection;
import org.junit.jupiter.api.Test;

class RuleSetSelectorTest {
    private final RuleSet first = Laws.ENGINEERING_RULES;

    private static RuleSet version(String id, String from, String to, String projectType) {
        ObjectNode document = (ObjectNode) Laws.ENGINEERING_RULES.document();
        document.put("ruleSet", id).put("effectiveFrom", from).put("effectiveTo", to);
        document.putArray("projectTypes").add(projectType);
        for (JsonNode rule : document.path("rules")) {
            ((ObjectNode) rule).put("ruleSet", id).put("effectiveFrom", from);
        }
        return new RuleSetReader().read(document).orElseThrow();
    }

    @Test
    void theRegimeDecidesFirst() {
        Selection selection =
                RuleSetSelector.select(ShippedLaw.ruleSets(), Regime.GOV_PROCUREMENT, "GOODS", day("2026-11-23"));
        assertThat(selection).isEqualTo(new Selection.Selected(Laws.PROCUREMENT_RULES));
    }

    @Test
    void aNewVersionAppliesFromItsFirstDay() {
        RuleSet next = version("cn-e-2027.1", "2027-01-01", null, "*");
        assertThat(RuleSetSelector.select(List.of(first, next), Regime.ENGINEERING, "ROAD", day("2026-12-31")))
                .isEqualTo(new Selection.Selected(first));
        assertThat(RuleSetSelector.select(List.of(next, first), Regime.ENGINEERING, "ROAD", day("2027-01-01")))
                .isEqualTo(new Selection.Selected(next));
    }

    @Test
    void aVersionEndsWithItsLastDay() {
        RuleSet ended = version("cn-e-2024.9", "2024-09-01", "2024-12-31", "*");
        assertThat(RuleSetSelector.select(List.of(ended), Regime.ENGINEERING, "ROAD", day("2024-12-31")))
                .isEqualTo(new Selection.Selected(ended));
        assertThat(RuleSetSelector.select(List.of(ended), Regime.ENGINEERING, "ROAD", day("2025-01-01")))
                .isEqualTo(new Selection.NoneInForce(Regime.ENGINEERING, "ROAD", day("2025-01-01")));
    }

    @Test
    void aSetMadeForTheProjectTypeGoesBeforeOneForAll() {
        RuleSet roads = version("cn-e-road-2024.1", "2024-01-01", null, "ROAD");
        assertThat(RuleSetSelector.select(List.of(first, roads), Regime.ENGINEERING, "ROAD", day("2026-11-23")))
                .isEqualTo(new Selection.Selected(roads));
        assertThat(RuleSetSelector.select(List.of(first, roads), Regime.ENGINEERING, "WATER", day("2026-11-23")))
                .isEqualTo(new Selection.Selected(first));
    }

    @Test
    void twoOfEqualClaimAreNeverChosenBetweenInSilence() {
        RuleSet twin = version("cn-e-2025.1-b", "2025-01-01", null, "*");
        assertThat(RuleSetSelector.select(List.of(twin, first), Regime.ENGINEERING, "ROAD", day("2026-11-23")))
                .isEqualTo(new Selection.Ambiguous(List.of("cn-e-2025.1", "cn-e-2025.1-b")));
    }
}
