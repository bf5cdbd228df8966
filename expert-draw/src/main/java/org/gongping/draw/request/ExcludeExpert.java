package org.gongping.draw.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.draw.ceremony.RequestFreeze;

/**
 * A person keeps an expert out of a tender's draw, with a written reason: the supervisor of the tender, or the operator of
 * the pool. Nothing takes an exclusion back.
 */
public final class ExcludeExpert {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final DrawRequestRepository requests;
    private final RequestFreeze freeze;
    private final AuditLog audit;
    private final InstantSource clock;

    public ExcludeExpert(
            ProjectAccess access,
            ProjectRepository projects,
            DrawRequestRepository requests,
            RequestFreeze freeze,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.requests = requests;
        this.freeze = freeze;
        this.audit = audit;
        this.clock = clock;
    }

    public record Command(String poolNo, String reason) {}

    /** When it was put on record. */
    public Outcome<Instant> execute(Transaction tx, Actor actor, UUID projectId, Command command) {
        Instant now = clock.instant();
        boolean operator = actor.has(Role.EXPERT_POOL_OPERATOR) && !actor.has(Role.SUPERVISOR);
        Role side = operator ? Role.EXPERT_POOL_OPERATOR : Role.SUPERVISOR;
        Outcome<Project> project = operator
                ? projects.lock(tx, projectId)
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("project")))
                : access.acting(tx, actor, projectId, Role.SUPERVISOR);
        return project.then(found -> {
            Optional<Refusal> frozen = freeze.refusal(tx, found);
            if (frozen.isPresent()) {
                return Outcome.refused(frozen.get());
            }
            Optional<DrawRequestRepository.Known> expert = requests.expert(tx, command.poolNo());
            if (expert.isEmpty()) {
                return Outcome.refused(
                        Refusal.Invalid.of("/poolNo", "专家库中没有这个编号", "No expert of the pool has this number"));
            }
            boolean added = requests.exclude(
                    tx, projectId, expert.get().expertId(), command.reason().strip(), side.token(), now);
            if (!added) {
                return Outcome.refused(new Refusal.Conflict(
                        "excluded-already",
                        "该专家已被排除，排除不能更改",
                        "This expert is excluded already; an exclusion is not changed",
                        Optional.empty()));
            }
            audit.append(
                    tx,
                    AuditStep.inTender(AuditKind.DRAW_EXCLUDE, actor, side.token(), projectId, found.code())
                            .rule(found.ruleSet())
                            .with("expert", expert.get().ref())
                            .with("reason", command.reason().strip()));
            return Outcome.done(now);
        });
    }
}
