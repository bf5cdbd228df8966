package org.gongping.draw.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.gongping.core.tender.ProjectRepository;
import org.gongping.draw.plan.PlanGate;

/** What stands in the request for a draw, and what the law says of it now. */
public final class ReadDrawRequest {
    private static final Set<Role> SIDES =
            Set.of(Role.TENDER_AGENT, Role.PROJECT_OWNER, Role.SUPERVISOR, Role.VENUE_OPERATOR, Role.AUDITOR);

    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final DrawRequestRepository requests;
    private final InstantSource clock;

    public ReadDrawRequest(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            DrawRequestRepository requests,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.requests = requests;
        this.clock = clock;
    }

    /** @param request nothing until the agent has saved a plan */
    public record View(Optional<DrawRequest> request, List<Verdict> verdicts) {}

    /** For sides of the tender that are no bidders, auditors, and the officer of the platform. */
    public Outcome<View> execute(Transaction tx, Actor actor, UUID projectId) {
        if (actor.has(Role.PLATFORM_ADMINISTRATOR)) {
            return projects.find(tx, projectId)
                    .map(project -> Outcome.done(of(tx, project)))
                    .orElseGet(() -> Outcome.refused(new Refusal.NotFound("project")));
        }
        return access.reading(tx, actor, projectId)
                .then(view -> view.sides().stream().anyMatch(SIDES::contains)
                        ? Outcome.done(of(tx, view.project()))
                        : Outcome.refused(new Refusal.Forbidden(
                                "other-side", "您不以该身份参加本项目", "You do not take part in this project on that side")));
    }

    /** For whoever may see the draw of the project by other rules. */
    public View of(Transaction tx, Project project) {
        Instant now = clock.instant();
        Optional<DrawRequest> request = requests.find(tx, project.id());
        List<Verdict> verdicts = request.map(
                        found -> new PlanGate(laws.locked(tx, project)).check(project, found.plan(), now))
                .orElse(List.of());
        return new View(request, verdicts);
    }
}
