package org.gongping.core.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The law that a project has locked: its rule set, the working days, its project type and the day of locking. Every gate
 * judges by one of these and by the facts, by nothing else.
 */
public final class Law {
    private final RuleSet ruleSet;
    private final WorkDays workDays;
    private final String projectType;
    private final LocalDate lockedOn;

    /**
     * @param lockedOn legal day (Asia/Shanghai) of publication; before publication the present day
     */
    public Law(RuleSet ruleSet, WorkDays workDays, String projectType, LocalDate lockedOn) {
        this.ruleSet = ruleSet;
        this.workDays = workDays;
        this.projectType = projectType;
        this.lockedOn = lockedOn;
    }

    public RuleSet ruleSet() {
        return ruleSet;
    }

    /**
     * The verdict of one rule. A rule that the set does not hold gives none; a disabled one, or one that does not speak
     * of this project, NOT_APPLICABLE.
     */
    public List<Verdict> judge(String ruleId, Function<RuleCheck, Verdict> check) {
        return judgeAll(ruleId, rule -> List.of(check.apply(rule)));
    }

    /** As {@link #judge}, for a rule that may find several things in one case. */
    public List<Verdict> judgeAll(String ruleId, Function<RuleCheck, List<Verdict>> check) {
        return ruleSet.rule(ruleId)
                .map(rule -> {
                    RuleCheck bound = new RuleCheck(this, rule);
                    if (!rule.enabled()) {
                        return List.of(bound.notApplicable("此规则在本规则集中未启用", "the rule is disabled in this rule set"));
                    }
                    if (!rule.appliesTo(projectType, lockedOn)) {
                        return List.of(bound.notApplicable(
                                "此规则不适用于本项目类型或发布日期", "the rule does not apply to this project type or day"));
                    }
                    return check.apply(bound);
                })
                .orElse(List.of());
    }

    /** The rule, when it stands in the set, is enabled and speaks of this project. */
    public Optional<RuleCheck> inForce(String ruleId) {
        return ruleSet.rule(ruleId)
                .filter(rule -> rule.enabled() && rule.appliesTo(projectType, lockedOn))
                .map(rule -> new RuleCheck(this, rule));
    }

    boolean rests(LocalDate day, RestDays restDays) {
        return workDays.isRestDay(day, restDays);
    }

    LegalPeriod periods() {
        return new LegalPeriod(workDays);
    }

    /** The rule of counting. The reader has made sure that it is there when any period is. */
    RuleCheck counting() {
        return ruleSet.rule(RuleCatalogue.COUNTING)
                .map(rule -> new RuleCheck(this, rule))
                .orElseThrow(() -> new IllegalStateException("a period without rule " + RuleCatalogue.COUNTING));
    }
}
