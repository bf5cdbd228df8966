package org.gongping.draw.calling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.gate.RosterGate;
import org.gongping.draw.plan.CommitteePlan;

/**
 * When a roster may be opened. To all who may know: at the moment of rule E05, and where the rule set says nothing of it,
 * once every result is announced. Before that only to those who check identities, at the venue, shortly before the
 * evaluation.
 *
 * @param signInLead how long before the evaluation identities may be checked
 */
public record RosterMoment(Duration signInLead, ProjectLaw laws) {
    Instant signInFrom(CommitteePlan plan) {
        return plan.evaluationAt().minus(signInLead);
    }

    boolean mayPublish(Transaction tx, Project project) {
        return mayPublish(project, verdicts(tx, project));
    }

    private static boolean mayPublish(Project project, List<Verdict> verdicts) {
        return verdicts.stream().anyMatch(verdict -> verdict.outcome() instanceof org.gongping.core.rule.Outcome.Pass)
                || verdicts.stream().noneMatch(Verdict::blocks) && RosterGate.isAnnounced(phases(project));
    }

    private List<Verdict> verdicts(Transaction tx, Project project) {
        return new RosterGate(laws.locked(tx, project)).publish(phases(project));
    }

    private static List<String> phases(Project project) {
        return project.lots().stream().map(lot -> lot.phase().code()).toList();
    }

    /** Whether it may be opened for this now. */
    Outcome<Project> permits(
            Transaction tx, HeldRosters.Purpose purpose, Project project, CommitteePlan plan, Instant now) {
        if (purpose == HeldRosters.Purpose.PUBLISH) {
            return published(tx, project);
        }
        boolean early = now.isBefore(signInFrom(plan));
        boolean over = !now.isBefore(plan.evaluationEnds());
        if (early || over) {
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

    private Outcome<Project> published(Transaction tx, Project project) {
        List<Verdict> verdicts = verdicts(tx, project);
        if (Verdict.anyBlocks(verdicts)) {
            return Outcome.refused(new Refusal.RulesViolated(verdicts));
        }
        return mayPublish(project, verdicts)
                ? Outcome.done(project)
                : refused(
                        project,
                        "AWARDED",
                        "评标委员会名单在结果公告前应当保密，各标段公告发出后方可公开",
                        "The committee's members stay secret until every result is announced");
    }

    private static Outcome<Project> refused(Project project, String needed, String zh, String en) {
        return Outcome.refused(new Refusal.WrongPhase(project.phase(), needed, zh, en));
    }
}
