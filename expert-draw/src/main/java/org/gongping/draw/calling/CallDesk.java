package org.gongping.draw.calling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.draw.pool.MaskedExpert;
import org.gongping.draw.transcript.Replacement;

/**
 * The desk from which people call by hand. An operator sees one entry at a time, masked, and neither tender nor draw;
 * each look is on record, and so is that the number was shown.
 */
public final class CallDesk {
    private static final String SIDE = Role.EXPERT_POOL_OPERATOR.token();

    private final CallingParts parts;
    private final EndCall endCall;
    private final OpenName names;
    private final ReachExpert reach;

    public CallDesk(CallingParts parts, ReachExpert reach) {
        this.parts = parts;
        this.endCall = parts.endCall();
        this.names = new OpenName(parts);
        this.reach = reach;
    }

    /**
     * What the operator sees.
     *
     * @param waiting calls that the desk may make
     * @param call the one that waits longest; empty when there is none, or its roster is locked here
     */
    public record Desk(int waiting, Optional<Entry> call) {}

    /**
     * The one who is to be called.
     *
     * @param phone masked, unless it was asked for
     */
    public record Entry(
            UUID callId,
            String name,
            String phone,
            boolean phoneShown,
            Invitation invitation,
            Instant endsAt,
            List<CallMessage> tries) {
        @Override
        public String toString() {
            return "Entry[" + callId + "]";
        }
    }

    /** @param showPhone whether the number is needed, to dial it */
    public Outcome<Desk> next(Transaction tx, Actor actor, boolean showPhone) {
        Instant now = parts.clock().instant();
        List<CallRepository.Placed> waiting = parts.calls().atTheDesk(tx, now);
        return Outcome.done(new Desk(
                waiting.size(),
                waiting.stream()
                        .filter(placed -> names.isUnlocked(placed.draw()))
                        .findFirst()
                        .flatMap(placed -> look(tx, actor, placed, showPhone))));
    }

    private Optional<Entry> look(Transaction tx, Actor actor, CallRepository.Placed placed, boolean showPhone) {
        DoneDraw draw = parts.draws().find(tx, placed.draw()).orElseThrow();
        SeatCall call = placed.call();
        var numbers = new OpenName.Numbers(
                parts.draws().result(tx, placed.draw()).result().pool());
        // One transaction: without the record the answer does not go out.
        parts.audit()
                .append(
                        tx,
                        names.look(actor, SIDE, placed.draw(), draw.id(), showPhone ? "NUMBER" : "DESK", call.pid()));
        return names.open(tx, placed.draw(), HeldRosters.Purpose.CALL, call.pid(), numbers)
                .flatMap(entry -> parts.experts().contact(tx, entry.expertId()))
                .map(contact -> new Entry(
                        call.id(),
                        MaskedExpert.name(contact.name()),
                        showPhone ? contact.phone() : MaskedExpert.phone(contact.phone()),
                        showPhone,
                        reach.invitation(tx, draw, call.seat()),
                        call.endsAt().orElseThrow(),
                        parts.calls().messages(tx, placed.draw(), call.no())));
    }

    /** What came of a call by hand. */
    public enum Result {
        ACCEPTED,
        DECLINED,
        /** Nobody took the call; the window stays open and another try may follow. */
        NOT_REACHED
    }

    public Outcome<Integer> record(
            Transaction tx, Actor actor, UUID callId, Result result, Optional<SeatCall.Reason> reason) {
        return parts.calls()
                .byId(tx, callId)
                .map(found -> record(tx, actor, found.draw(), callId, result, reason))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("call")));
    }

    private Outcome<Integer> record(
            Transaction tx,
            Actor actor,
            DoneDraw.Key draw,
            UUID callId,
            Result result,
            Optional<SeatCall.Reason> reason) {
        parts.callings().lock(tx, draw);
        SeatCall call = parts.calls().byId(tx, callId).orElseThrow().call();
        Instant now = parts.clock().instant();
        boolean open =
                call.end().isEmpty() && call.endsAt().filter(now::isBefore).isPresent();
        if (!open) {
            return AnswerCall.tooLate();
        }
        if (result == Result.NOT_REACHED) {
            parts.calls().add(tx, draw, call.no(), CallMessage.DESK, CallMessage.State.NOT_REACHED, now);
            parts.watch().changed(tx, draw.projectId());
        } else {
            DoneDraw done = parts.draws().find(tx, draw).orElseThrow();
            endCall.execute(
                    tx,
                    draw,
                    done.id(),
                    call,
                    new EndCall.Ending(
                            actor,
                            SIDE,
                            result == Result.ACCEPTED ? Replacement.Outcome.ACCEPTED : Replacement.Outcome.DECLINED,
                            CallMessage.DESK,
                            reason));
        }
        return Outcome.done(parts.calls().countAtTheDesk(tx, now));
    }
}
