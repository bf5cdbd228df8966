package org.gongping.draw.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import org.gongping.draw.ceremony.SignedWaivers;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.Rules;

/**
 * The supervisor approves the request, or returns it with a reason (rule E06 on the time of the draw). What is too small
 * and may be waived needs the supervisor's signed order. Nobody approves what they submitted.
 */
public final class DecideDrawRequest {
    private final ProjectAccess access;
    private final DrawRequestRepository requests;
    private final RequestFreeze freeze;
    private final CheckDrawPlan checks;
    private final SignedWaivers waivers;
    private final RequestRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public DecideDrawRequest(
            ProjectAccess access,
            DrawRequestRepository requests,
            RequestFreeze freeze,
            CheckDrawPlan checks,
            SignedWaivers waivers,
            RequestRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.requests = requests;
        this.freeze = freeze;
        this.checks = checks;
        this.waivers = waivers;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param waivers each with the hash of the order that the supervisor signed */
    public record Approval(int seen, List<Rules.Waiver> waivers, List<GateCheck.Acknowledgement> acknowledgements) {}

    public Outcome<DrawRequest> approve(Transaction tx, Actor actor, UUID projectId, Approval approval) {
        Instant now = clock.instant();
        return deciding(tx, actor, projectId, approval.seen()).then(at -> {
            CommitteePlan plan = at.request()
                    .plan()
                    .with(approval.waivers(), at.request().plan().widenings());
            Optional<Refusal> unsigned = waivers.refusal(tx, at.project(), plan.waivers());
            if (unsigned.isPresent()) {
                return Outcome.refused(unsigned.get());
            }
            List<Refusal.FieldError> errors = SaveDrawPlan.errors(tx, requests, at.project(), plan, now);
            if (!errors.isEmpty()) {
                return Outcome.refused(new Refusal.Invalid(errors));
            }
            CheckDrawPlan.Checked checked = checks.check(tx, at.project(), plan, now);
            List<PlanFeasibility.Shortage> open = checked.feasibility().open(plan.waivers());
            if (!open.isEmpty()) {
                return SubmitDrawRequest.infeasible(open);
            }
            return GateCheck.pass(checked.verdicts(), approval.acknowledgements())
                    .map(passed -> {
                        DrawRequest approved = at.request().approved(plan, now);
                        requests.save(tx, approved, now);
                        room.changed(tx, approved);
                        audit.append(
                                tx,
                                passed.into(SaveDrawPlan.step(
                                                AuditKind.DRAW_APPROVE, actor, Role.SUPERVISOR, at.project(), approved)
                                        .with(
                                                "waivers",
                                                plan.waivers().stream()
                                                        .map(waiver -> waiver.check() + " " + waiver.order())
                                                        .toList())));
                        return approved;
                    });
        });
    }

    public Outcome<DrawRequest> giveBack(Transaction tx, Actor actor, UUID projectId, int seen, String reason) {
        Instant now = clock.instant();
        return deciding(tx, actor, projectId, seen).map(at -> {
            DrawRequest returned = at.request().returned(reason.strip(), now);
            requests.save(tx, returned, now);
            room.changed(tx, returned);
            audit.append(
                    tx,
                    SaveDrawPlan.step(AuditKind.DRAW_RETURN, actor, Role.SUPERVISOR, at.project(), returned)
                            .with("reason", reason.strip()));
            return returned;
        });
    }

    private record Deciding(Project project, DrawRequest request) {}

    private Outcome<Deciding> deciding(Transaction tx, Actor actor, UUID projectId, int seen) {
        return access.acting(tx, actor, projectId, Role.SUPERVISOR)
                .then(project -> SubmitDrawRequest.seen(requests.find(tx, projectId), seen, DrawRequest.State.SUBMITTED)
                        .then(request -> undecidable(tx, actor, project, request)
                                .<Outcome<Deciding>>map(Outcome::refused)
                                .orElseGet(() -> Outcome.done(new Deciding(project, request)))));
    }

    private Optional<Refusal> undecidable(Transaction tx, Actor actor, Project project, DrawRequest request) {
        boolean own = request.submittedBy().filter(actor.subject()::equals).isPresent();
        return own
                ? Optional.of(
                        new Refusal.Forbidden("own-request", "不得审批本人提交的申请", "Nobody decides on what they submitted"))
                : freeze.refusal(tx, project);
    }
}
