package org.gongping.draw.exclusion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Rule;
import org.gongping.draw.protocol.Exclusion.Reason;

/** What was found of each expert, until it is known who they all are. */
final class Reasons {
    /** Reasons in the order of the specification (§4.2), the same in the order of rule and evidence. */
    private static final Comparator<Found> ORDER = Comparator.comparing(Found::reason)
            .thenComparing(Found::ruleId)
            .thenComparing(found -> found.ref().toString());

    private record Found(Reason reason, String ruleId, ObjectNode ref) {}

    private final Law law;
    private final String tender;
    private final Map<UUID, List<Found>> found = new HashMap<>();
    private final Map<String, String> articles = new HashMap<>();

    Reasons(Law law, String tender) {
        this.law = law;
        this.tender = tender;
    }

    /** @param ref where it stands, and what; no personal data */
    void add(UUID expert, Reason reason, String ruleId, ObjectNode ref) {
        found.computeIfAbsent(expert, _ -> new ArrayList<>(2)).add(new Found(reason, ruleId, ref));
    }

    /** What is known of the second entry of a person is known of the first. */
    void share(UUID second, UUID first) {
        List<Found> known = found.get(second);
        if (known != null) {
            found.computeIfAbsent(first, _ -> new ArrayList<>(2)).addAll(known);
        }
    }

    Optional<FoundExclusion> of(UUID expert) {
        List<Found> all = found.get(expert);
        if (all == null) {
            return Optional.empty();
        }
        all.sort(ORDER);
        Found first = all.getFirst();
        ObjectNode evidence = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("tender", tender)
                .put("expert", expert.toString())
                .put("ruleSet", law.ruleSet().id());
        ArrayNode reasons = evidence.putArray("reasons");
        for (Found each : all) {
            ObjectNode one = reasons.addObject()
                    .put("reason", each.reason().name())
                    .put("rule", each.ruleId())
                    .put("article", article(each));
            one.set("ref", each.ref());
        }
        return Optional.of(new FoundExclusion(first.reason(), first.ruleId(), article(first), evidence));
    }

    /** The citation of the rule; what a tender's own documents ask, where its rule set has no such rule. */
    private String article(Found each) {
        boolean toVerify = each.reason() == Reason.FREQUENCY_CAP
                && law.ruleSet()
                        .rule(each.ruleId())
                        .filter(rule -> rule.paramsToVerify().contains("frequencyCap"))
                        .isPresent();
        String mark = toVerify ? "【待核】" : "";
        return articles.computeIfAbsent(
                each.ruleId() + mark,
                _ -> law.ruleSet()
                                .rule(each.ruleId())
                                .map(Rule::citation)
                                .map(cited -> cited.zh())
                                .orElse("招标文件")
                        + mark);
    }
}
