package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gongping.core.schema.JsonContract;

/**
 * Reads a rule set ({@code contract/rule-set.schema.json}). Strict: an unknown member, a rule or parameter that no gate
 * reads, a missing parameter or a placeholder without a parameter refuses the whole document, each with its JSON pointer.
 * Thread-safe.
 */
public final class RuleSetReader {
    private static final JsonContract SCHEMA = JsonContract.ofResource("rule-set.schema.json");

    public Loaded<RuleSet> read(String text) {
        return StrictJson.parse(text).then(this::read);
    }

    public Loaded<RuleSet> read(JsonNode document) {
        List<PointerError> errors = new ArrayList<>(StrictJson.check(SCHEMA, document));
        if (!errors.isEmpty()) {
            return new Loaded.Refused<>(errors);
        }
        String digest;
        try {
            digest = Digests.sha256(document);
        } catch (IllegalArgumentException e) {
            return new Loaded.Refused<>(List.of(
                    new PointerError("", "不能规范化：" + e.getMessage(), "has no canonical form: " + e.getMessage())));
        }
        List<Rule> rules = new ArrayList<>();
        for (JsonNode node : document.path("rules")) {
            rules.add(rule(node));
        }
        RuleSet set = new RuleSet(
                document.path("ruleSet").textValue(),
                Regime.valueOf(document.path("regime").textValue()),
                LocalDate.parse(document.path("effectiveFrom").textValue()),
                date(document, "effectiveTo"),
                document.has("projectTypes") ? RuleParamReader.words(document.path("projectTypes")) : List.of("*"),
                new Bilingual(
                        document.path("titleZh").textValue(),
                        document.path("titleEn").textValue()),
                rules,
                digest,
                document);
        errors.addAll(RuleSetCheck.check(set));
        return errors.isEmpty() ? new Loaded.Sound<>(set) : new Loaded.Refused<>(errors);
    }

    private static Rule rule(JsonNode node) {
        Map<String, RuleParam> params = new TreeMap<>();
        Set<String> toVerify = new HashSet<>();
        node.path("params").properties().forEach(entry -> {
            params.put(entry.getKey(), RuleParamReader.read(entry.getValue()));
            if (entry.getValue().has("tag")) {
                toVerify.add(entry.getKey());
            }
        });
        Set<RuleKind> kinds = EnumSet.noneOf(RuleKind.class);
        node.path("kind").forEach(kind -> kinds.add(RuleKind.valueOf(kind.textValue())));
        List<Citation> alsoCited = new ArrayList<>();
        node.path("alsoCited").forEach(citation -> alsoCited.add(citation(citation)));
        return new Rule(
                node.path("ruleId").textValue(),
                node.path("ruleSet").textValue(),
                LocalDate.parse(node.path("effectiveFrom").textValue()),
                date(node, "effectiveTo"),
                node.path("regime").textValue(),
                RuleParamReader.words(node.path("projectTypes")),
                kinds,
                RuleTag.valueOf(node.path("tag").textValue()),
                node.path("enabled").booleanValue(),
                citation(node.path("citation")),
                alsoCited,
                new LinkedHashMap<>(params),
                toVerify,
                new Bilingual(
                        node.path("messageZh").textValue(),
                        node.path("messageEn").asText("")),
                new Bilingual(
                        node.path("whatToDoZh").asText(""),
                        node.path("whatToDoEn").asText("")));
    }

    private static Citation citation(JsonNode node) {
        return new Citation(
                node.path("title").textValue(),
                node.path("titleEn").textValue(),
                node.path("number").textValue(),
                node.path("article").textValue(),
                node.path("item").textValue(),
                node.path("clause").textValue());
    }

    private static LocalDate date(JsonNode node, String member) {
        return node.path(member).isTextual() ? LocalDate.parse(node.path(member).textValue()) : null;
    }
}
