package org.gongping.draw.calling;

import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/**
 * An officer of the platform, or the supervisor, gives the half that was opened in the own browser. With both the calls
 * go on; both stay in the memory of this one server and are overwritten when the committee is full.
 */
public final class UnlockCalling {
    private final CallingParts parts;
    private final Officers officers;
    private final GiveHalf give;

    public UnlockCalling(CallingParts parts, Officers officers) {
        this.parts = parts;
        this.officers = officers;
        this.give = new GiveHalf(parts);
    }

    /** @param half 32 bytes; belongs to this call from now on */
    public Outcome<DoneDraw.Key> execute(Transaction tx, Actor actor, UUID projectId, int attempt, byte[] half) {
        DoneDraw.Key key = new DoneDraw.Key(projectId, attempt);
        return officers.acting(tx, actor, projectId)
                .then(officer -> parts.draws()
                        .find(tx, key)
                        .map(draw -> unlock(tx, actor, officer, draw, half))
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("draw"))));
    }

    private Outcome<DoneDraw.Key> unlock(
            Transaction tx, Actor actor, Officers.Officer officer, DoneDraw draw, byte[] bytes) {
        boolean calls = parts.callings()
                .lock(tx, draw.key())
                .filter(standing -> standing.state() == CallingState.CALLING)
                .isPresent();
        if (!calls) {
            return Outcome.refused(new Refusal.Conflict(
                    "nothing-to-call",
                    "目前没有需要通知的席位，无需解锁",
                    "No seat is to be called for, so nothing needs unlocking",
                    Optional.empty()));
        }
        var use = new HeldRosters.Use(draw.key(), HeldRosters.Purpose.CALL);
        var half = new HeldRosters.Half(officer.party(), actor.subject(), bytes);
        return give.test(use, draw, half).map(fit -> {
            UUID entry = parts.audit()
                    .append(
                            tx,
                            AuditStep.inTender(
                                            AuditKind.DRAW_UNLOCK,
                                            actor,
                                            officer.side(),
                                            draw.projectId(),
                                            draw.id().tender())
                                    .with("draw_id", draw.id().toString())
                                    .with("party", officer.party()))
                    .id();
            give.keep(tx, use, draw, half, Optional.empty(), entry);
            return draw.key();
        });
    }
}
