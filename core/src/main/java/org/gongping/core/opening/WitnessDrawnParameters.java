package org.gongping.core.opening;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
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
import org.gongping.core.opening.hall.HallDesk;
import org.gongping.core.opening.hall.HallRepository;
import org.gongping.core.opening.hall.HallRoom;
import org.gongping.core.opening.hall.HallStep;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/**
 * The supervisor has seen how parameters were drawn in the room, and confirms what the agency has entered or gives it back with a
 * reason (rule O08). The prices are known by then: one side alone decides over no value.
 */
public final class WitnessDrawnParameters {
    private final ProjectAccess access;
    private final OpeningRepository openings;
    private final ReadOpening reader;
    private final HallRepository halls;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public WitnessDrawnParameters(
            ProjectAccess access,
            OpeningRepository openings,
            ReadOpening reader,
            HallRepository halls,
            HallRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.openings = openings;
        this.reader = reader;
        this.halls = halls;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What the supervisor says.
     *
     * @param values what the supervisor has seen drawn; anything else than what waits is refused
     * @param reason why the values are given back; needed for that alone
     */
    public record Word(boolean isConfirmed, Map<String, BigDecimal> values, String reason) {}

    public Outcome<Opening> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, Word word) {
        return OpeningDesk.holding(
                access.acting(tx, actor, projectId, Role.SUPERVISOR),
                lotId,
                (project, lot) -> waiting(tx, project, lot, word).map(entered -> {
                    AuditStep step;
                    if (word.isConfirmed()) {
                        entered.values()
                                .forEach((name, value) -> openings.insertDrawn(
                                        tx, projectId, lotId, name, value, entered.manner(), clock.instant()));
                        openings.deleteEntered(tx, projectId, lotId);
                        step = step(AuditKind.OPENING_PARAMETERS, actor, project)
                                .with("manner", entered.manner());
                    } else {
                        openings.returnEntered(tx, projectId, lotId, word.reason());
                        step = step(AuditKind.PARAMETERS_RETURN, actor, project).with("reason", word.reason());
                    }
                    audit.append(
                            tx,
                            step.object("lot", lotId)
                                    .rule(project.ruleSet())
                                    .with("values", RecordDrawnParameters.texts(entered.values())));
                    room.tell(tx, projectId, lotId, HallStep.Kind.PARAMETERS, null);
                    return reader.read(tx, project, lot, false);
                }));
    }

    private static AuditStep step(AuditKind kind, Actor actor, Project project) {
        return AuditStep.inTender(kind, actor, Role.SUPERVISOR.token(), project.id(), project.code());
    }

    private Outcome<EnteredParameters> waiting(Transaction tx, Project project, Lot lot, Word word) {
        var paused = halls.find(tx, project.id(), lot.id()).filter(hall -> hall.isPaused());
        if (paused.isPresent()) {
            return HallDesk.paused(paused.get());
        }
        Optional<EnteredParameters> entered =
                openings.entered(tx, project.id(), lot.id()).filter(EnteredParameters::isWaiting);
        if (entered.isEmpty()) {
            return Outcome.refused(new Refusal.Conflict(
                    "nothing-entered",
                    "没有待确认的参数",
                    "No parameters wait to be confirmed",
                    Optional.of(reader.read(tx, project, lot, false))));
        }
        if (!RecordDrawnParameters.isSame(entered.get().values(), word.values())) {
            return Outcome.refused(new Refusal.Conflict(
                    "entered-otherwise",
                    "录入的参数与您所见的不一致，请重新核对",
                    "Other values were entered than those that you have seen: compare them again",
                    Optional.of(reader.read(tx, project, lot, false))));
        }
        return word.isConfirmed() || word.reason() != null
                ? Outcome.done(entered.get())
                : Outcome.refused(Refusal.Invalid.of("/reason", "退回参数须写明理由", "Say why the values are given back"));
    }
}
