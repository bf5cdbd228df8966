package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A version of the rules of one regime. A project locks one version when its notice is published; later versions do not
 * touch it.
 *
 * @param id name and version, e.g. cn-e-2025.1
 * @param effectiveTo last day on which a project may lock it; null while it stands
 * @param projectTypes project types for which it is made; "*" for all
 * @param rules in the order of the document; each id once
 * @param digest SHA-256 of the canonical JSON of the document, in lower-case hexadecimal
 * @param document the document itself, to be stored as it is
 */
public record RuleSet(
        String id,
        Regime regime,
        LocalDate effectiveFrom,
        LocalDate effectiveTo,
        List<String> projectTypes,
        Bilingual title,
        List<Rule> rules,
        String digest,
        JsonNode document) {
    public RuleSet {
        projectTypes = List.copyOf(projectTypes);
        rules = List.copyOf(rules);
        document = document.deepCopy();
    }

    /** A copy: nobody changes a rule set after it was read. */
    @Override
    public JsonNode document() {
        return document.deepCopy();
    }

    public Optional<Rule> rule(String ruleId) {
        return rules.stream().filter(rule -> rule.ruleId().equals(ruleId)).findFirst();
    }

    boolean isInForceOn(LocalDate day) {
        return !day.isBefore(effectiveFrom) && (effectiveTo == null || !day.isAfter(effectiveTo));
    }
}
