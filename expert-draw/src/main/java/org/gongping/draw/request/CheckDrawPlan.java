package org.gongping.draw.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.draw.exclusion.ScreenPool;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.plan.PlanGate;

/**
 * Tells agent and supervisor whether a plan keeps the rules and whether the library can fill it, by counts alone. Before
 * the bid deadline the bidders take no part in the counts; other evaluations never do, as their committees are secret: who
 * is taken by one is found when the pool of the draw is fixed.
 */
public final class CheckDrawPlan {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final DrawRequestRepository requests;
    private final ScreenPool pool;
    private final InstantSource clock;

    public CheckDrawPlan(
            ProjectAccess access,
            ProjectLaw laws,
            DrawRequestRepository requests,
            ScreenPool pool,
            InstantSource clock) {
        this.access = access;
        this.laws = laws;
        this.requests = requests;
        this.pool = pool;
        this.clock = clock;
    }

    /** @param biddersKnown whether conflicts with bidders are in the counts */
    public record Checked(boolean biddersKnown, List<Verdict> verdicts, PlanFeasibility feasibility) {}

    /** @param given a plan that is not saved yet; without it the saved one is checked */
    public Outcome<Checked> execute(Transaction tx, Actor actor, UUID projectId, Optional<CommitteePlan> given) {
        return access.reading(tx, actor, projectId).then(view -> {
            boolean agent = view.sides().contains(Role.TENDER_AGENT);
            if (!agent && !view.sides().contains(Role.SUPERVISOR)) {
                return Outcome.refused(new Refusal.Forbidden(
                        "other-side", "您不以该身份参加本项目", "You do not take part in this project on that side"));
            }
            // The supervisor looks at what was asked for, and asks nothing of the library itself.
            Optional<CommitteePlan> plan = agent && given.isPresent()
                    ? given
                    : requests.find(tx, projectId).map(DrawRequest::plan);
            if (plan.isEmpty() || view.project().isDraft()) {
                return Outcome.refused(new Refusal.NotFound("draw-request"));
            }
            Instant now = clock.instant();
            List<Refusal.FieldError> errors = SaveDrawPlan.errors(tx, requests, view.project(), plan.get(), now);
            return errors.isEmpty()
                    ? Outcome.done(check(tx, view.project(), plan.get(), now))
                    : Outcome.refused(new Refusal.Invalid(errors));
        });
    }

    Checked check(Transaction tx, Project project, CommitteePlan plan, Instant now) {
        return new Checked(
                ScreenPool.isAfterDeadline(project, now),
                new PlanGate(laws.locked(tx, project)).check(project, plan, now),
                PlanFeasibility.of(pool.survey(tx, project.id(), plan, now), plan));
    }
}
