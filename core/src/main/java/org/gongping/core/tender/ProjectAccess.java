package org.gongping.core.tender;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/**
 * Who may reach a project. A role says what kind of work somebody does; membership says on which project. To whoever is
 * no member the project does not exist. Nobody acts on two sides of one tender.
 */
public final class ProjectAccess {
    private final ProjectRepository projects;
    private final MemberRepository members;

    public ProjectAccess(ProjectRepository projects, MemberRepository members) {
        this.projects = projects;
        this.members = members;
    }

    /** A project as the actor may see it. */
    public record View(Project project, Set<Role> sides) {
        /** The sides on which the actor takes part; an auditor looks on and takes part on none. */
        public Set<Role> memberSides() {
            return sides.stream().filter(side -> side != Role.AUDITOR).collect(Collectors.toUnmodifiableSet());
        }

        /** The side on which the actor stands, as records name it. */
        public String side() {
            return sides.stream().findFirst().map(Role::token).orElse("none");
        }
    }

    /** For looking: members, auditors, and bidders once the notice is out. */
    public Outcome<View> reading(Transaction tx, Actor actor, UUID projectId) {
        Optional<Project> project = projects.find(tx, projectId);
        if (project.isEmpty()) {
            return unknownProject();
        }
        Set<Role> sides = members.sides(tx, projectId, actor);
        boolean open = actor.has(Role.AUDITOR)
                || actor.has(Role.BIDDER) && !project.get().isDraft();
        if (sides.isEmpty() && !open) {
            return unknownProject();
        }
        return Outcome.done(
                new View(project.get(), sides.isEmpty() && actor.has(Role.AUDITOR) ? Set.of(Role.AUDITOR) : sides));
    }

    /** For acting on the given side. Locks the project until the transaction ends. */
    public Outcome<Project> acting(Transaction tx, Actor actor, UUID projectId, Role side) {
        Optional<Project> project = projects.lock(tx, projectId);
        if (project.isEmpty()) {
            return unknownProject();
        }
        Set<Role> sides = members.sides(tx, projectId, actor);
        if (sides.isEmpty()) {
            return unknownProject();
        }
        if (!sides.contains(side)) {
            return Outcome.refused(new Refusal.Forbidden(
                    "other-side", "您不以该身份参加本项目", "You do not take part in this project on that side"));
        }
        if (sides.size() > 1) {
            return Outcome.refused(new Refusal.Forbidden(
                    "two-sides", "同一人不得在同一项目中担任两方", "Nobody may stand on two sides of one tender"));
        }
        return Outcome.done(project.get());
    }

    /** As {@link #acting}, refused when the project is no longer as the writer saw it. */
    public Outcome<Project> changing(Transaction tx, Actor actor, UUID projectId, Role side, int seenVersion) {
        return acting(tx, actor, projectId, side)
                .then(project -> project.version() == seenVersion
                        ? Outcome.done(project)
                        : Outcome.refused(new Refusal.Conflict(
                                "changed-meanwhile",
                                "内容已被他人修改，请核对当前内容后再提交",
                                "Somebody changed this meanwhile: compare with the present state, then send again",
                                Optional.of(project))));
    }

    /** A change of what only a draft may change. */
    public Outcome<Project> drafting(Transaction tx, Actor actor, UUID projectId, int seenVersion) {
        return changing(tx, actor, projectId, Role.TENDER_AGENT, seenVersion)
                .then(project -> project.isDraft() ? Outcome.done(project) : refuseAfterPublication(project));
    }

    private static <T> Outcome<T> refuseAfterPublication(Project project) {
        return Outcome.refused(new Refusal.WrongPhase(
                project.phase(),
                "DRAFT",
                "项目已发布，内容已锁定；如需修改请发出澄清修改（补遗）",
                "The project is published and locked; changes go out as an addendum"));
    }

    private static <T> Outcome<T> unknownProject() {
        return Outcome.refused(new Refusal.NotFound("project"));
    }

    /** The lot, or that there is none. */
    public static Outcome<Lot> lotOf(Project project, UUID lotId) {
        return project.lot(lotId).map(Outcome::done).orElseGet(() -> Outcome.refused(new Refusal.NotFound("lot")));
    }

    /** Refusal of a step that belongs to another phase of the lot. */
    public static <T> Outcome<T> wrongPhase(Lot lot, String needed, String zh, String en) {
        return Outcome.refused(new Refusal.WrongPhase(lot.phase().code(), needed, zh, en));
    }
}
