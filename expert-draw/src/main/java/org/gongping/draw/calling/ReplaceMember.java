package org.gongping.draw.calling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.gate.RosterGate;
import org.gongping.draw.transcript.Replacement;

/**
 * A confirmed member leaves for one of the causes that the law knows, and the next alternate is called (E09; 实施条例
 * Art. 46, 48). The supervisor may say so for every cause, the venue for what is seen there, and a centre that holds shares
 * of the draw for none. Before the evaluation nobody leaves without a document that shows why.
 */
public final class ReplaceMember {
    private static final Set<Replacement.Reason> OF_THE_CALLS =
            Set.of(Replacement.Reason.DECLINED, Replacement.Reason.NO_ANSWER);

    private final CallingParts parts;
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final EndCall endCall;

    public ReplaceMember(CallingParts parts, ProjectAccess access, ProjectLaw laws) {
        this.parts = parts;
        this.access = access;
        this.laws = laws;
        this.endCall = parts.endCall();
    }

    /** @param evidence SHA-256, hex, of the document that shows it */
    public record Command(String pid, Replacement.Reason reason, Optional<String> evidence) {}

    public Outcome<DoneDraw.Key> execute(Transaction tx, Actor actor, UUID projectId, Command command) {
        Role side = actor.has(Role.SUPERVISOR) ? Role.SUPERVISOR : Role.VENUE_OPERATOR;
        return access.acting(tx, actor, projectId, side)
                .then(project -> parts.callings()
                        .lastCalled(tx, projectId)
                        .flatMap(attempt -> parts.draws().find(tx, new DoneDraw.Key(projectId, attempt)))
                        .map(draw -> permitted(tx, actor, side, draw, command)
                                .then(_ -> lawful(tx, project, command))
                                .then(passed -> vacate(tx, actor, side, project, draw, command, passed)))
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("draw"))));
    }

    private Outcome<GateCheck.Passed> lawful(Transaction tx, Project project, Command command) {
        RosterGate gate = new RosterGate(laws.locked(tx, project));
        return GateCheck.pass(gate.replace(command.reason().name()), List.of());
    }

    /** Whether this side may name this cause now, with what it brings. */
    private Outcome<LeavingCause> permitted(Transaction tx, Actor actor, Role side, DoneDraw draw, Command command) {
        if (OF_THE_CALLS.contains(command.reason())) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/reason", "拒绝和未答复由通知过程自动记录", "A refusal and silence are recorded by the calls themselves"));
        }
        if (side == Role.VENUE_OPERATOR && parts.draws().isOutside(tx, draw.key(), actor)) {
            return Outcome.refused(new Refusal.Forbidden(
                    "outside-holder",
                    "外地托管人只保管密钥份额，不得更换成员；请由评标场地或监督部门办理",
                    "A centre that holds shares of the draw replaces nobody: the venue of the evaluation does, or the"
                            + " supervisor"));
        }
        Optional<LeavingCause> cause = LeavingCause.of(side, draw.plan()).stream()
                .filter(each -> each.reason() == command.reason())
                .findFirst();
        if (cause.isEmpty()) {
            return Outcome.refused(
                    new Refusal.Forbidden("supervisor-only", "仅监督部门可以责令更换", "Only the supervisor may remove a member"));
        }
        if (cause.get().isTooEarly(parts.clock().instant())) {
            Bilingual from = Invitation.time(cause.get().from().orElseThrow());
            return Outcome.refused(new Refusal.Conflict(
                    "evaluation-not-begun",
                    "评标于" + from.zh() + "开始，此前不能以未到场为由更换成员；届时仍未到场的，再行办理",
                    "The evaluation begins on " + from.en()
                            + " (China Standard Time). Before that nobody is absent: say so"
                            + " then, if the member has not come",
                    Optional.empty()));
        }
        return cause.get().evidence() && command.evidence().isEmpty()
                ? Outcome.refused(Refusal.Invalid.of(
                        "/evidence",
                        "该更换事由须附证据文件的 SHA-256 摘要",
                        "This cause needs the SHA-256 of the document that shows it"))
                : Outcome.done(cause.get());
    }

    private Outcome<DoneDraw.Key> vacate(
            Transaction tx,
            Actor actor,
            Role side,
            Project project,
            DoneDraw done,
            Command command,
            GateCheck.Passed passed) {
        DoneDraw.Key draw = done.key();
        CallingState state = parts.callings().lock(tx, draw).orElseThrow().state();
        Optional<Seat> seat = parts.callings().seats(tx, draw).stream()
                .filter(each -> each.pid().equals(command.pid()) && each.state() == Seat.State.CONFIRMED)
                .findFirst();
        if (seat.isEmpty() || state == CallingState.SHORT || state == CallingState.CLOSED) {
            return Outcome.refused(new Refusal.Conflict(
                    "no-member",
                    "该代码不是当前已确认的成员，无从更换",
                    "Nobody with this code is a confirmed member now, so nobody can be replaced",
                    Optional.empty()));
        }
        Instant now = parts.clock().instant();
        parts.audit()
                .append(
                        tx,
                        passed.into(AuditStep.inTender(
                                        AuditKind.DRAW_VACATE, actor, side.token(), draw.projectId(), project.code())
                                .rule(project.ruleSet())
                                .with("draw_id", done.id().toString())
                                .with("seat", seat.get().no())
                                .with("pid", command.pid())
                                .with("reason", command.reason().name())
                                .with("evidence", command.evidence().orElse(null))));
        parts.callings().seat(tx, draw, seat.get().no(), command.pid(), Seat.State.VACANT, now);
        endCall.vacate(tx, draw, seat.get(), command.reason(), command.evidence(), false, now);
        parts.callings().become(tx, draw, CallingState.CALLING, now);
        parts.watch().changed(tx, draw.projectId());
        return Outcome.done(draw);
    }
}
