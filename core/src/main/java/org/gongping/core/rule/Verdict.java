package org.gongping.core.rule;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one rule says about one step, with everything a person needs to understand it.
 *
 * @param article the citation in both languages, as {@link Rule#cite()}
 * @param tag how firm the ground is; TO_VERIFY where the parameter that decided is still to be verified
 * @param message what the rule demands and what was found, figures filled in
 * @param whatToDo what to do about a refusal or warning; empty otherwise
 * @param computed values by name: decimal strings, ISO instants, ISO days
 * @param provisional a year was touched whose holidays are not loaded
 * @param counting how each period was counted, one line a day
 */
public record Verdict(
        String ruleId,
        String ruleSet,
        Bilingual article,
        RuleTag tag,
        Set<RuleKind> kinds,
        Outcome outcome,
        Bilingual message,
        Bilingual whatToDo,
        Map<String, String> computed,
        boolean provisional,
        List<Bilingual> counting) {
    public Verdict {
        kinds = Set.copyOf(kinds);
        computed = Collections.unmodifiableMap(new LinkedHashMap<>(computed));
        counting = List.copyOf(counting);
    }

    public boolean blocks() {
        return outcome instanceof Outcome.Blocked;
    }

    public boolean warns() {
        return outcome instanceof Outcome.Warning;
    }

    /** When the step would be allowed, or which date would. */
    public Optional<Earliest> earliest() {
        return switch (outcome) {
            case Outcome.Blocked blocked -> blocked.earliest();
            case Outcome.Warning warning -> warning.earliest();
            case Outcome.Pass ignored -> Optional.empty();
            case Outcome.NotApplicable ignored -> Optional.empty();
            case Outcome.Computed ignored -> Optional.empty();
        };
    }

    /** Whether any of them refuses the step. */
    public static boolean anyBlocks(Collection<Verdict> verdicts) {
        return verdicts.stream().anyMatch(Verdict::blocks);
    }
}
