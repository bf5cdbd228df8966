package org.gongping.draw.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.draw.ceremony.RequestFreeze;

/**
 * The agent hands the request to the supervisor (rules E01, E02, E03, E08). A plan that the library cannot fill is
 * refused here, with what is too small; what the supervisor may consent to goes on.
 */
public final class SubmitDrawRequest {
    private final ProjectAccess access;
    private final DrawRequestRepository requests;
    private final RequestFreeze freeze;
    private final CheckDrawPlan checks;
    private final RequestRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public SubmitDrawRequest(
            ProjectAccess access,
            DrawRequestRepository requests,
            RequestFreeze freeze,
            CheckDrawPlan checks,
            RequestRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.requests = requests;
        this.freeze = freeze;
        this.checks = checks;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    public record Command(int seen, List<GateCheck.Acknowledgement> acknowledgements) {}

    public Outcome<DrawRequest> execute(Transaction tx, Actor actor, UUID projectId, Command command) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> seen(requests.find(tx, projectId), command.seen(), DrawRequest.State.DRAFT)
                        .then(request -> {
                            Optional<Refusal> frozen = freeze.refusal(tx, project);
                            if (frozen.isPresent()) {
                                return Outcome.refused(frozen.get());
                            }
                            List<Refusal.FieldError> errors =
                                    SaveDrawPlan.errors(tx, requests, project, request.plan(), now);
                            if (!errors.isEmpty()) {
                                return Outcome.refused(new Refusal.Invalid(errors));
                            }
                            CheckDrawPlan.Checked checked = checks.check(tx, project, request.plan(), now);
                            List<PlanFeasibility.Shortage> hopeless = checked.feasibility().shortages().stream()
                                    .filter(each -> !each.canBeWaived())
                                    .toList();
                            if (!hopeless.isEmpty()) {
                                return infeasible(hopeless);
                            }
                            return GateCheck.pass(checked.verdicts(), command.acknowledgements())
                                    .map(passed -> submit(tx, actor, project, request, passed, now));
                        }));
    }

    /** The request in the state that the step needs, as the writer saw it. */
    static Outcome<DrawRequest> seen(Optional<DrawRequest> found, int version, DrawRequest.State needed) {
        if (found.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("draw-request"));
        }
        DrawRequest request = found.get();
        if (request.version() != version) {
            return Outcome.refused(new Refusal.Conflict(
                    "changed-meanwhile",
                    "抽取申请已被修改，请核对当前内容后再办理",
                    "The request was changed meanwhile: look at the present state, then try again",
                    Optional.empty()));
        }
        if (request.state() != needed) {
            return Outcome.refused(new Refusal.WrongPhase(
                    request.state().name(),
                    needed.name(),
                    "抽取申请当前状态不能办理此步骤",
                    "The request is in another state than this step needs"));
        }
        return Outcome.done(request);
    }

    /** Refuses a plan that cannot be drawn, in words. */
    static <T> Outcome<T> infeasible(List<PlanFeasibility.Shortage> shortages) {
        return Outcome.refused(new Refusal.Conflict(
                "draw-infeasible",
                shortages.stream()
                        .map(each -> each.text().zh() + "。" + each.whatToDo().zh())
                        .collect(Collectors.joining("；")),
                shortages.stream()
                        .map(each -> each.text().en() + ". " + each.whatToDo().en())
                        .collect(Collectors.joining("; ")),
                Optional.empty()));
    }

    private DrawRequest submit(
            Transaction tx, Actor actor, Project project, DrawRequest request, GateCheck.Passed passed, Instant now) {
        DrawRequest submitted = request.submitted(actor.subject(), now);
        requests.save(tx, submitted, now);
        room.changed(tx, submitted);
        audit.append(
                tx,
                passed.into(SaveDrawPlan.step(AuditKind.DRAW_REQUEST, actor, Role.TENDER_AGENT, project, submitted)));
        return submitted;
    }
}
