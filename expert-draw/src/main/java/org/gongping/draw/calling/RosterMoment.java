package org.gongping.draw.calling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.rule.Regime;
import org.gongping.core.tender.Project;
import org.gongping.draw.plan.CommitteePlan;

/**
 * When a roster may be opened (E05). To all who may know: in engineering once the result is fixed (招标投标法 Art. 37), in
 * procurement with the announcement of the result (87号令 Art. 47). Before that only to those who check identities, at the
 * venue, shortly before the evaluation.
 *
 * @param signInLead how long before the evaluation identities may be checked
 */
public record RosterMoment(Duration signInLead) {
    private static final Set<String> FIXED = Set.of("AWARD_DECIDED", "AWARDED", "CONTRACTED", "FAILED");
    private static final Set<String> ANNOUNCED = Set.of("AWARDED", "CONTRACTED", "FAILED");

    Instant signInFrom(CommitteePlan plan) {
        return plan.evaluationAt().minus(signInLead);
    }

    boolean mayPublish(Project project) {
        Set<String> over = project.regime() == Regime.ENGINEERING ? FIXED : ANNOUNCED;
        List<String> phases =
                project.lots().stream().map(lot -> lot.phase().code()).toList();
        return !phases.isEmpty() && over.containsAll(phases);
    }

    /** Whether it may be opened for this now. */
    Outcome<Project> permits(HeldRosters.Purpose purpose, Project project, CommitteePlan plan, Instant now) {
        if (purpose == HeldRosters.Purpose.PUBLISH && !mayPublish(project)) {
            return project.regime() == Regime.ENGINEERING
                    ? refused(
                            project,
                            "AWARD_DECIDED",
                            "评标委员会名单在中标结果确定前应当保密（《招标投标法》第三十七条），各标段定标后方可公开",
                            "The committee's members stay secret until the result is fixed (招标投标法 Art. 37): every lot must be decided")
                    : refused(
                            project,
                            "AWARDED",
                            "评审专家名单随中标结果公告一并公开（财政部令第87号第四十七条），公告发出后方可公开",
                            "The members are published with the announcement of the result (87号令 Art. 47), not before");
        }
        boolean early = now.isBefore(signInFrom(plan));
        boolean over = !now.isBefore(plan.evaluationEnds());
        if (purpose == HeldRosters.Purpose.SIGN_IN && (early || over)) {
            return refused(
                    project,
                    "SIGN_IN",
                    early ? "评标开始前" + signInLead.toMinutes() + "分钟起方可在评标区核验身份时打开名单" : "评标时间已过，不再需要核验身份",
                    early
                            ? "The roster opens for the identity check " + signInLead.toMinutes()
                                    + " minutes before the evaluation"
                            : "The evaluation is over, and so is the identity check");
        }
        return Outcome.done(project);
    }

    private static Outcome<Project> refused(Project project, String needed, String zh, String en) {
        return Outcome.refused(new Refusal.WrongPhase(project.phase(), needed, zh, en));
    }
}
