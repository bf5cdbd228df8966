package org.gongping.core.rule;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the version of the rules that a project locks at publication. Pure: locking is the caller's act. */
public final class RuleSetSelector {
    private RuleSetSelector() {}

    /** What was found. */
    public sealed interface Selection {
        record Selected(RuleSet ruleSet) implements Selection {}

        /** No version of that regime and project type is in force on that day. */
        record NoneInForce(Regime regime, String projectType, LocalDate day) implements Selection {}

        /** Two versions have equal claim; an operator must end one of them. */
        record Ambiguous(List<String> ids) implements Selection {
            public Ambiguous {
                ids = List.copyOf(ids);
            }
        }
    }

    /**
     * The version in force on the day of publication. One made for the project type goes before one made for all; among
     * those the one that came into force last.
     *
     * @param publicationDay legal day in Asia/Shanghai
     */
    public static Selection select(
            Collection<RuleSet> loaded, Regime regime, String projectType, LocalDate publicationDay) {
        List<RuleSet> fitting = loaded.stream()
                .filter(set -> set.regime() == regime && set.isInForceOn(publicationDay))
                .filter(set ->
                        set.projectTypes().contains("*") || set.projectTypes().contains(projectType))
                .toList();
        Comparator<RuleSet> byClaim = Comparator.comparing(
                        (RuleSet set) -> set.projectTypes().contains(projectType))
                .thenComparing(RuleSet::effectiveFrom);
        return fitting.stream()
                .max(byClaim)
                .<Selection>map(best -> {
                    List<RuleSet> equals = fitting.stream()
                            .filter(set -> byClaim.compare(set, best) == 0)
                            .toList();
                    return equals.size() == 1
                            ? new Selection.Selected(best)
                            : new Selection.Ambiguous(
                                    equals.stream().map(RuleSet::id).sorted().toList());
                })
                .orElseGet(() -> new Selection.NoneInForce(regime, projectType, publicationDay));
    }
}
