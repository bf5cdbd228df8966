package org.gongping.core.tender;

import java.time.Instant;
import java.util.List;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.Regime;
import org.gongping.core.rule.RuleSet;
import org.gongping.core.rule.RuleSetSelector;

/** What a project is judged by: the rule set it locked, or the one it would lock if it were published now. */
public final class ProjectLaw {
    private final LawBook book;

    public ProjectLaw(LawBook book) {
        this.book = book;
    }

    public Outcome<Law> of(Transaction tx, Project project, Instant now) {
        if (!project.isDraft()) {
            return Outcome.done(book.locked(tx, project.ruleSet(), project.projectType(), project.issuedAt()));
        }
        return switch (book.select(tx, project.regime(), project.projectType(), now)) {
            case RuleSetSelector.Selection.Selected(RuleSet ruleSet) ->
                Outcome.done(book.with(tx, ruleSet, project.projectType(), now));
            case RuleSetSelector.Selection.NoneInForce(Regime regime, String type, var day) ->
                Outcome.refused(new Refusal.Conflict(
                        "no-rule-set",
                        day + " 没有适用于 " + regime + " / " + type + " 的规则集生效，请平台管理员载入",
                        "No rule set for " + regime + " / " + type + " is in force on " + day
                                + ": the platform administrator must load one",
                        java.util.Optional.empty()));
            case RuleSetSelector.Selection.Ambiguous(List<String> ids) ->
                Outcome.refused(new Refusal.Conflict(
                        "two-rule-sets",
                        "有多个规则集同时适用：" + String.join("、", ids) + "，请平台管理员终止其中之一",
                        "Several rule sets apply at once: " + String.join(", ", ids)
                                + "; the platform administrator must end all but one",
                        java.util.Optional.empty()));
        };
    }

    /** The law of a published project. */
    public Law locked(Transaction tx, Project project) {
        return book.locked(tx, project.ruleSet(), project.projectType(), project.issuedAt());
    }
}
