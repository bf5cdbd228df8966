package org.gongping.draw.ceremony;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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

/** Who may act in a draw for which party, and who may look on. The platform's officer stands on no side of a tender. */
public final class DrawAccess {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final MemberRepository members;

    public DrawAccess(ProjectAccess access, ProjectRepository projects, MemberRepository members) {
        this.access = access;
        this.projects = projects;
        this.members = members;
    }

    /** For acting for the party. Locks the project until the transaction ends. */
    Outcome<Project> acting(Transaction tx, Actor actor, UUID projectId, Party party) {
        if (party != Party.PLATFORM) {
            return access.acting(tx, actor, projectId, party.role());
        }
        Optional<Project> project = projects.lock(tx, projectId);
        if (project.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("project"));
        }
        return isOfficer(tx, actor, projectId)
                ? Outcome.done(project.get())
                : Outcome.refused(new Refusal.Forbidden(
                        "other-side",
                        "平台承诺人须为平台管理员，且不得在本项目担任任何一方",
                        "Only a platform administrator who stands on no side of the project acts for the platform"));
    }

    private boolean isOfficer(Transaction tx, Actor actor, UUID projectId) {
        return actor.has(Role.PLATFORM_ADMINISTRATOR)
                && members.sides(tx, projectId, actor).isEmpty();
    }

    /** For looking: members, auditors, and the platform's officer. */
    Outcome<Project> reading(Transaction tx, Actor actor, UUID projectId) {
        if (isOfficer(tx, actor, projectId)) {
            return projects.find(tx, projectId)
                    .map(Outcome::done)
                    .orElseGet(() -> Outcome.refused(new Refusal.NotFound("project")));
        }
        return access.reading(tx, actor, projectId).map(ProjectAccess.View::project);
    }

    /** The parties that the actor acts for; one, as nobody stands on two sides. */
    Set<Party> parties(Transaction tx, Actor actor, UUID projectId) {
        Set<Role> sides = members.sides(tx, projectId, actor);
        Set<Party> parties = EnumSet.noneOf(Party.class);
        for (Party party : Party.values()) {
            if (sides.size() == 1 && sides.contains(party.role())) {
                parties.add(party);
            }
        }
        if (isOfficer(tx, actor, projectId)) {
            parties.add(Party.PLATFORM);
        }
        return parties;
    }
}
