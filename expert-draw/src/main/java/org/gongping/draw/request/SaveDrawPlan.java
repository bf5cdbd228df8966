package org.gongping.draw.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
import org.gongping.draw.ceremony.RequestFreeze;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.plan.CommitteePlan.Widening;
import org.gongping.draw.plan.PlanShape;
import org.gongping.draw.plan.Widen;

/**
 * The agent draws up the committee plan. A plan that was submitted before and is wider now says why, and each step of
 * the widening is on record and in the plan (E07, 26号令 Art. 16).
 */
public final class SaveDrawPlan {
    private final ProjectAccess access;
    private final DrawRequestRepository requests;
    private final RequestFreeze freeze;
    private final RequestRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public SaveDrawPlan(
            ProjectAccess access,
            DrawRequestRepository requests,
            RequestFreeze freeze,
            RequestRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.requests = requests;
        this.freeze = freeze;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param plan its waivers and widenings are not read: they are made by other steps
     * @param seen version that the writer saw; 0 where there was none
     * @param wideningReason empty unless a submitted plan is widened
     */
    public record Command(CommitteePlan plan, int seen, Optional<String> wideningReason) {}

    public Outcome<DrawRequest> execute(Transaction tx, Actor actor, UUID projectId, Command command) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT).then(project -> {
            if (project.isDraft()) {
                return Outcome.refused(new Refusal.WrongPhase(
                        project.phase(),
                        "PUBLISHED",
                        "发布招标公告后方可申请抽取专家",
                        "Experts are asked for once the notice is published"));
            }
            Optional<Refusal> frozen = freeze.refusal(tx, project);
            if (frozen.isPresent()) {
                return Outcome.refused(frozen.get());
            }
            Optional<DrawRequest> before = requests.find(tx, projectId);
            int version = before.map(DrawRequest::version).orElse(0);
            if (version != command.seen()) {
                return Outcome.refused(new Refusal.Conflict(
                        "changed-meanwhile",
                        "抽取申请已被修改，请核对当前内容后再保存",
                        "The request was changed meanwhile: compare with the present state, then save again",
                        Optional.empty()));
            }
            return checked(tx, project, command.plan(), now)
                    .then(plan -> widened(before, plan, command.wideningReason(), now))
                    .map(plan -> save(tx, actor, project, before, plan, now));
        });
    }

    private Outcome<CommitteePlan> checked(Transaction tx, Project project, CommitteePlan plan, Instant now) {
        List<Refusal.FieldError> errors = errors(tx, requests, project, plan, now);
        return errors.isEmpty() ? Outcome.done(plan) : Outcome.refused(new Refusal.Invalid(errors));
    }

    static List<Refusal.FieldError> errors(
            Transaction tx, DrawRequestRepository requests, Project project, CommitteePlan plan, Instant now) {
        Set<String> codes = plan.strata().stream()
                .flatMap(stratum -> stratum.specialties().stream())
                .collect(Collectors.toSet());
        return PlanShape.check(
                plan,
                project.regime(),
                Optional.ofNullable(project.bidDeadline()),
                requests.unknownSpecialties(tx, codes),
                now);
    }

    private static Outcome<CommitteePlan> widened(
            Optional<DrawRequest> before, CommitteePlan plan, Optional<String> reason, Instant now) {
        List<Widening> known = before.map(request -> request.plan().widenings()).orElse(List.of());
        boolean wasSubmitted = before.flatMap(DrawRequest::submittedAt).isPresent();
        if (!wasSubmitted) {
            return Outcome.done(plan.with(List.of(), known));
        }
        List<Widening> steps = Widen.steps(before.get().plan(), plan, reason.orElse(""), now);
        if (!steps.isEmpty() && reason.filter(text -> !text.isBlank()).isEmpty()) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/wideningReason",
                    "扩大抽取范围须写明原因（《评标专家和评标专家库管理办法》第十六条）",
                    "A wider draw needs a written reason (26号令 Art. 16)"));
        }
        List<Widening> all = new ArrayList<>(known);
        all.addAll(steps);
        return Outcome.done(plan.with(List.of(), all));
    }

    private DrawRequest save(
            Transaction tx,
            Actor actor,
            Project project,
            Optional<DrawRequest> before,
            CommitteePlan plan,
            Instant now) {
        DrawRequest saved =
                before.map(request -> request.drafted(plan)).orElseGet(() -> DrawRequest.first(project.id(), plan));
        requests.save(tx, saved, now);
        room.changed(tx, saved);
        int known = before.map(request -> request.plan().widenings().size()).orElse(0);
        audit.append(tx, step(AuditKind.DRAW_PLAN, actor, Role.TENDER_AGENT, project, saved));
        for (Widening each : plan.widenings().subList(known, plan.widenings().size())) {
            audit.append(
                    tx,
                    step(AuditKind.DRAW_WIDEN, actor, Role.TENDER_AGENT, project, saved)
                            .with("step", each.step())
                            .with("of", each.of().name())
                            .with("need", each.need())
                            .with("added", each.added())
                            .with("reason", each.reason()));
        }
        return saved;
    }

    /** A step of the request, with the version and the digest of its plan. */
    static AuditStep step(AuditKind kind, Actor actor, Role side, Project project, DrawRequest request) {
        return AuditStep.inTender(kind, actor, side.token(), project.id(), project.code())
                .rule(project.ruleSet())
                .with("version", request.version())
                .with("plan", request.plan().digest());
    }
}
