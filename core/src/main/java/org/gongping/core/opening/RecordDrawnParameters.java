package org.gongping.core.opening;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.opening.hall.Hall;
import org.gongping.core.opening.hall.HallDesk;
import org.gongping.core.opening.hall.HallRepository;
import org.gongping.core.opening.hall.HallRoom;
import org.gongping.core.opening.hall.HallStep;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Pool;
import org.gongping.core.scoring.method.RandomParameter;
import org.gongping.core.tender.LockedMethod;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.ProjectAccess;

/**
 * Records the random parameters that were drawn in public at the opening (rule O08). A value must lie in the set that
 * was published with the method; what is recorded once stands. Where bids are sealed, parameters are drawn so only when no draw
 * by protocol was in escrow at the deadline, with that fact on record, and after the decryption has closed: the prices are known
 * then, so that the values wait for the supervisor ({@link WitnessDrawnParameters}).
 */
public final class RecordDrawnParameters {
    private final ProjectAccess access;
    private final OpeningRepository openings;
    private final ReadOpening reader;
    private final OpeningPlanRepository plans;
    private final HallRepository halls;
    private final DrawByProtocol draws;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public RecordDrawnParameters(
            ProjectAccess access,
            OpeningRepository openings,
            ReadOpening reader,
            OpeningPlanRepository plans,
            HallRepository halls,
            DrawByProtocol draws,
            HallRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.openings = openings;
        this.reader = reader;
        this.plans = plans;
        this.halls = halls;
        this.draws = draws;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<Opening> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, Map<String, BigDecimal> values, String manner) {
        return OpeningDesk.holding(
                access.acting(tx, actor, projectId, Role.TENDER_AGENT),
                lotId,
                (project, lot) -> byHand(tx, projectId, lotId)
                        .then(protocol -> check(lot, openings.drawn(tx, projectId, lotId), values)
                                .map(sound -> {
                                    write(tx, projectId, lotId, sound, manner, protocol.isPresent());
                                    audit.append(
                                            tx,
                                            AuditStep.inTender(
                                                            protocol.isPresent()
                                                                    ? AuditKind.PARAMETERS_ENTER
                                                                    : AuditKind.OPENING_PARAMETERS,
                                                            actor,
                                                            Role.TENDER_AGENT.token(),
                                                            projectId,
                                                            project.code())
                                                    .object("lot", lotId)
                                                    .rule(project.ruleSet())
                                                    .with("values", texts(sound))
                                                    .with("manner", manner)
                                                    .with("protocol", protocol.orElse(null)));
                                    room.tell(tx, projectId, lotId, HallStep.Kind.PARAMETERS, null);
                                    return reader.read(tx, project, lot, true);
                                })));
    }

    private void write(
            Transaction tx,
            UUID projectId,
            UUID lotId,
            Map<String, BigDecimal> values,
            String manner,
            boolean waitsForSupervisor) {
        Instant now = clock.instant();
        if (waitsForSupervisor) {
            // What was returned stays in the log; here only what is entered in its place.
            openings.deleteEntered(tx, projectId, lotId);
            openings.insertEntered(tx, projectId, lotId, new EnteredParameters(values, manner, now, Optional.empty()));
        } else {
            values.forEach((name, value) -> openings.insertDrawn(tx, projectId, lotId, name, value, manner, now));
        }
    }

    /**
     * Whether values may be entered; what the record then says of the draw by protocol, where there should be one. Empty where
     * bids are not sealed.
     */
    private Outcome<Optional<String>> byHand(Transaction tx, UUID projectId, UUID lotId) {
        Optional<OpeningPlan> plan = plans.find(tx, projectId);
        if (plan.isEmpty()) {
            return Outcome.done(Optional.empty());
        }
        Optional<DrawByProtocol.Begun> begun = draws.of(tx, projectId, lotId);
        if (begun.filter(draw -> !draw.isAborted()).isPresent()) {
            return Outcome.refused(new Refusal.Conflict(
                    "drawn-by-protocol",
                    "本标段的随机参数由各方按协议抽取（" + begun.get().drawId() + "），不得手工录入；解密结束后各方公开随机数，结果自动产生（规则 O08）",
                    "The parameters of this lot are drawn by protocol ("
                            + begun.get().drawId()
                            + ") and cannot be entered: once the decryption has closed the parties reveal, and the"
                            + " values follow (rule O08)",
                    Optional.empty()));
        }
        Optional<Hall> closed = halls.find(tx, projectId, lotId)
                .filter(hall ->
                        hall.closedAt() != null && hall.sitting() == plan.get().sittings());
        if (closed.isEmpty()) {
            return HallDesk.refuse(
                    "not-closed",
                    "解密尚未结束，此时不得抽取随机参数（规则 O08）",
                    "Parameters are not drawn before the decryption has closed (rule O08)");
        }
        if (closed.get().isPaused()) {
            return HallDesk.paused(closed.get());
        }
        return openings.entered(tx, projectId, lotId)
                        .filter(EnteredParameters::isWaiting)
                        .isPresent()
                ? HallDesk.refuse(
                        "awaits-supervisor",
                        "已录入的参数正在等待监督人员确认；需要更正的，请监督人员退回（规则 O08）",
                        "What was entered waits for the supervisor; to correct it, ask the supervisor to return it"
                                + " (rule O08)")
                : Outcome.done(
                        Optional.of(begun.map(DrawByProtocol.Begun::drawId).orElse("none")));
    }

    private static Outcome<Map<String, BigDecimal>> check(
            Lot lot, Map<String, BigDecimal> drawnBefore, Map<String, BigDecimal> values) {
        MethodDefinition method = LockedMethod.of(lot);
        List<Refusal.FieldError> errors = new ArrayList<>();
        for (Map.Entry<String, BigDecimal> entry : values.entrySet()) {
            String pointer = "/values/" + entry.getKey();
            Optional<Pool> pool = method.randomParameters().stream()
                    .filter(parameter -> parameter.name().equals(entry.getKey()))
                    .findFirst()
                    .flatMap(RandomParameter::pool);
            if (pool.isEmpty()) {
                errors.add(new Refusal.FieldError(
                        pointer, "评标办法中没有这个待抽取参数", "The method draws no parameter of this name"));
            } else if (!Pool.contains(pool.get(), entry.getValue())) {
                errors.add(new Refusal.FieldError(pointer, "该值不在已公布的取值范围内", "This value is not in the published set"));
            } else if (drawnBefore.containsKey(entry.getKey())) {
                errors.add(new Refusal.FieldError(
                        pointer, "该参数已记录，不得重复抽取", "This parameter is recorded; nothing is drawn twice"));
            }
        }
        if (values.isEmpty()) {
            errors.add(new Refusal.FieldError("/values", "请填写抽取结果", "Enter what was drawn"));
        }
        return errors.isEmpty() ? Outcome.done(values) : Outcome.refused(new Refusal.Invalid(errors));
    }

    /** Whether both name the same parameters with values that are numerically equal. */
    static boolean isSame(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(each -> each.getValue().compareTo(other.get(each.getKey())) == 0);
    }

    static Map<String, String> texts(Map<String, BigDecimal> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.toPlainString()));
        return texts;
    }
}
