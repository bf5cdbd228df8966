package org.gongping.draw.calling;

import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.draw.roster.RosterHalf;

/** Who holds the two halves of a roster: the supervisor of the tender, and an officer of the platform who is on no side. */
public final class Officers {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final MemberRepository members;

    public Officers(ProjectAccess access, ProjectRepository projects, MemberRepository members) {
        this.access = access;
        this.projects = projects;
        this.members = members;
    }

    /** An officer at work. */
    record Officer(Project project, String party, String side) {}

    /** Locks the project. */
    Outcome<Officer> acting(Transaction tx, Actor actor, UUID projectId) {
        if (!actor.has(Role.PLATFORM_ADMINISTRATOR)) {
            return access.acting(tx, actor, projectId, Role.SUPERVISOR)
                    .map(project -> new Officer(project, RosterHalf.SUPERVISOR, Role.SUPERVISOR.token()));
        }
        return projects.lock(tx, projectId)
                .map(project -> members.sides(tx, projectId, actor).isEmpty()
                        ? Outcome.done(new Officer(project, RosterHalf.PLATFORM, Role.PLATFORM_ADMINISTRATOR.token()))
                        : Outcome.<Officer>refused(new Refusal.Forbidden(
                                "two-sides", "同一人不得在同一项目中担任两方", "Nobody may stand on two sides of one tender")))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("project")));
    }

    /** For looking at what speaks of pseudonyms alone: whoever sees the project, and the platform's officers. */
    Outcome<ProjectAccess.View> looking(Transaction tx, Actor actor, UUID projectId) {
        if (actor.has(Role.PLATFORM_ADMINISTRATOR)) {
            return projects.find(tx, projectId)
                    .map(project -> Outcome.done(new ProjectAccess.View(project, members.sides(tx, projectId, actor))))
                    .orElseGet(() -> Outcome.refused(new Refusal.NotFound("project")));
        }
        return access.reading(tx, actor, projectId)
                .then(view ->
                        view.sides().isEmpty() ? Outcome.refused(new Refusal.NotFound("draw")) : Outcome.done(view));
    }
}
