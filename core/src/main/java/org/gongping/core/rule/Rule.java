package org.gongping.core.rule;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One rule of a rule set.
 *
 * @param effectiveTo last day on which it applies; null while it stands
 * @param regime E, G, A or LOCAL, as in the rule table; O for projects without statutory defaults
 * @param projectTypes project types to which it applies; "*" for all
 * @param alsoCited further sources, in the order of their weight
 * @param paramsToVerify names of the parameters that counsel still has to verify
 * @param message what the rule demands, with {@code {param}} placeholders
 * @param whatToDo what a person does who is refused or warned; may also hold {@code {earliestAt}}
 */
public record Rule(
        String ruleId,
        String ruleSet,
        LocalDate effectiveFrom,
        LocalDate effectiveTo,
        String regime,
        List<String> projectTypes,
        Set<RuleKind> kinds,
        RuleTag tag,
        boolean enabled,
        Citation citation,
        List<Citation> alsoCited,
        Map<String, RuleParam> params,
        Set<String> paramsToVerify,
        Bilingual message,
        Bilingual whatToDo) {
    public Rule {
        projectTypes = List.copyOf(projectTypes);
        kinds = Set.copyOf(kinds);
        alsoCited = List.copyOf(alsoCited);
        params = Map.copyOf(params);
        paramsToVerify = Set.copyOf(paramsToVerify);
    }

    /** As every alert and refusal cites it: 《招标投标法实施条例》第五十四条（规则 T12）. */
    public Bilingual cite() {
        StringBuilder zh = new StringBuilder(citation.zh());
        StringBuilder en = new StringBuilder(citation.en());
        for (Citation also : alsoCited) {
            zh.append('、').append(also.zh());
            en.append("; ").append(also.en());
        }
        return new Bilingual(zh + "（规则 " + ruleId + "）", en + " (rule " + ruleId + ")");
    }

    /** Whether it speaks of that project type on that day. */
    public boolean appliesTo(String projectType, LocalDate day) {
        return (projectTypes.contains("*") || projectTypes.contains(projectType))
                && !day.isBefore(effectiveFrom)
                && (effectiveTo == null || !day.isAfter(effectiveTo));
    }

    Optional<RuleParam> param(String name) {
        return Optional.ofNullable(params.get(name));
    }

    Map<String, Bilingual> shownParams() {
        Map<String, Bilingual> shown = new HashMap<>();
        params.forEach((name, param) -> shown.put(name, param.shown()));
        return shown;
    }
}
