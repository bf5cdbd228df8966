package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The rule sets and calendars that come with the product; an operator can load newer ones. */
public final class ShippedLaw {
    private static final List<String> RULE_SETS = List.of("cn-e-2025.1", "cn-g-2026.1", "other-1");
    private static final List<String> CALENDARS = List.of("cn-2025", "cn-2026");

    private ShippedLaw() {}

    public static List<RuleSet> ruleSets() {
        RuleSetReader reader = new RuleSetReader();
        return RULE_SETS.stream()
                .map(id -> reader.read(StrictJson.resource("/rules/" + id + ".json"))
                        .orElseThrow())
                .toList();
    }

    /** @throws IllegalArgumentException when no such rule set comes with the product */
    public static RuleSet ruleSet(String id) {
        return ruleSets().stream()
                .filter(set -> set.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shipped rule set " + id));
    }

    public static List<WorkCalendar> calendars() {
        WorkCalendarReader reader = new WorkCalendarReader();
        return CALENDARS.stream()
                .map(id -> reader.read(StrictJson.resource("/calendar/" + id + ".json"))
                        .orElseThrow())
                .toList();
    }

    /** The calendars as documents. */
    static List<JsonNode> calendarDocuments() {
        return CALENDARS.stream()
                .map(id -> StrictJson.resource("/calendar/" + id + ".json"))
                .toList();
    }
}
