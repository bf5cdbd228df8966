package org.gongping.core.opening.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.opening.ReadBid;

/**
 * Locks the outcome of the first stage as the committee reported it, and says when the opening resumes. The price envelopes
 * of bids that did not pass stay sealed for ever; nobody who still decides over a bid has seen a price.
 */
public final class LockFirstStage {
    private final HallDesk desk;
    private final HallRepository halls;
    private final ReadBid reading;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public LockFirstStage(
            HallDesk desk, HallRepository halls, ReadBid reading, HallRoom room, AuditLog audit, InstantSource clock) {
        this.desk = desk;
        this.halls = halls;
        this.reading = reading;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param reason why it did not pass; null where it did */
    public record Result(UUID bidId, boolean passed, String reason) {}

    /** @param resumesAt when the price envelopes are opened, by itself */
    public record Command(List<Result> results, Instant resumesAt) {}

    public Outcome<Hall> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, Command command) {
        return desk.acting(tx, actor, projectId, lotId, Role.TENDER_AGENT).then(at -> {
            Hall hall = at.hall();
            if (hall.isPaused()) {
                return HallDesk.paused(hall);
            }
            if (hall.between() == null) {
                return HallDesk.refuse(
                        "not-adjourned",
                        "休会期间方可锁定第一阶段评审结果",
                        "The first stage is locked while the opening is adjourned");
            }
            if (hall.between().resumesAt() != null) {
                return HallDesk.refuse("locked-already", "第一阶段评审结果已锁定", "The first stage is locked already");
            }
            return complete(at, command).map(results -> lock(tx, actor, at, results, command.resumesAt()));
        });
    }

    private Outcome<Map<UUID, Result>> complete(HallDesk.Standing at, Command command) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        Map<UUID, Result> results = new HashMap<>();
        Set<UUID> awaited = new HashSet<>();
        at.awaited().forEach(bid -> awaited.add(bid.id()));
        for (int i = 0; i < command.results().size(); i++) {
            Result result = command.results().get(i);
            if (!awaited.contains(result.bidId()) || results.put(result.bidId(), result) != null) {
                errors.add(new Refusal.FieldError(
                        "/results/" + i + "/bidId", "不是待评审的投标，或者重复", "No bid of the first stage, or named twice"));
            } else if (!result.passed()
                    && (result.reason() == null || result.reason().isBlank())) {
                errors.add(new Refusal.FieldError(
                        "/results/" + i + "/reason", "未通过的须写明原因", "Say why the bid did not pass"));
            }
        }
        if (!results.keySet().containsAll(awaited)) {
            errors.add(new Refusal.FieldError(
                    "/results", "每份第一信封已开启的投标都须有结果", "Each bid whose first envelopes are open needs an outcome"));
        }
        if (!command.resumesAt().isAfter(clock.instant())) {
            errors.add(new Refusal.FieldError("/resumesAt", "复会时间须在此刻之后", "The opening resumes later than now"));
        }
        return errors.isEmpty() ? Outcome.done(results) : Outcome.refused(new Refusal.Invalid(errors));
    }

    private Hall lock(Transaction tx, Actor actor, HallDesk.Standing at, Map<UUID, Result> results, Instant resumesAt) {
        String side = Role.TENDER_AGENT.token();
        List<String> passed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Bid bid : at.awaited()) {
            Result result = results.get(bid.id());
            (result.passed() ? passed : failed).add(bid.label());
            if (!result.passed()) {
                reading.record(tx, actor, side, at.project(), at.lot(), bid, notPassed(result.reason()));
            }
        }
        Hall hall = at.hall().resumingAt(resumesAt);
        halls.write(tx, hall);
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.FIRST_STAGE,
                                actor,
                                side,
                                at.project().id(),
                                at.project().code())
                        .object("lot", at.lot().id())
                        .rule(at.project().ruleSet())
                        .with("passed", passed)
                        .with("failed", failed)
                        .with("resumesAt", resumesAt));
        room.tell(tx, hall.projectId(), hall.lotId(), HallStep.Kind.FIRST_STAGE, null);
        return hall;
    }

    private static ReadBid.Command notPassed(String reason) {
        return new ReadBid.Command(Bid.State.NOT_PASSED, null, null, null, null, null, reason);
    }
}
