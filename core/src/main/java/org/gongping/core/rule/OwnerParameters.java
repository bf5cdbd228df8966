package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills in a rule set of the regime OTHER, which has no statutory default: the project owner gives the parameters of the
 * rules that are to hold, and only those rules are enabled.
 */
public final class OwnerParameters {
    private OwnerParameters() {}

    /**
     * @param open the rule set with open parameters
     * @param id name of the filled-in version
     * @param parameters rule id → parameter name → parameter as in a rule set
     */
    public static Loaded<RuleSet> fillIn(RuleSet open, String id, JsonNode parameters) {
        if (open.regime() != Regime.OTHER) {
            return new Loaded.Refused<>(List.of(new PointerError(
                    "", open.id() + " 依据法律，不由招标人填写", open.id() + " stands on statute, not on the owner")));
        }
        ObjectNode document = (ObjectNode) open.document();
        document.put("ruleSet", id);
        List<String> known = new ArrayList<>();
        for (JsonNode node : document.path("rules")) {
            ObjectNode rule = (ObjectNode) node;
            rule.put("ruleSet", id);
            String ruleId = rule.path("ruleId").textValue();
            known.add(ruleId);
            if (parameters.path(ruleId).isObject()) {
                rule.put("enabled", true);
                rule.withObject("params").setAll((ObjectNode) parameters.path(ruleId));
            }
        }
        List<PointerError> errors = new ArrayList<>();
        parameters.fieldNames().forEachRemaining(ruleId -> {
            String pointer = "/" + PointerError.escape(ruleId);
            if (!known.contains(ruleId)) {
                errors.add(new PointerError(pointer, open.id() + " 没有这条规则", "no rule of " + open.id()));
            } else if (!parameters.path(ruleId).isObject()) {
                errors.add(new PointerError(pointer, "不是参数对象", "is no object of parameters"));
            }
        });
        return errors.isEmpty() ? new RuleSetReader().read(document) : new Loaded.Refused<>(errors);
    }
}
