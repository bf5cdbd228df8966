package org.gongping.draw.calling;

import java.util.Optional;
import java.util.Set;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.draw.transcript.Replacement;

/** The answer of one who is called, by whoever has the reference that only the message carried. */
public final class AnswerCall {
    /** Records name the one who answers by the pseudonym in the draw, which stands in their body. */
    private static final Actor CALLED = new Actor("called", "called-expert", "expert", Optional.empty(), Set.of());

    private final CallingParts parts;
    private final EndCall endCall;

    public AnswerCall(CallingParts parts) {
        this.parts = parts;
        this.endCall = parts.endCall();
    }

    /** @param channel by which it came */
    public record Answer(String ref, boolean accepts, Optional<SeatCall.Reason> reason, String channel) {
        @Override
        public String toString() {
            return "Answer[ref=(secret), channel=" + channel + "]";
        }
    }

    /** What stands on record of the call now; a repeat of the same answer changes nothing. */
    public Outcome<Replacement.Outcome> execute(Transaction tx, Answer answer) {
        return parts.calls()
                .byRef(tx, ReachExpert.hash(answer.ref()))
                .map(found -> answer(tx, found.draw(), answer))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("call")));
    }

    private Outcome<Replacement.Outcome> answer(Transaction tx, DoneDraw.Key draw, Answer answer) {
        parts.callings().lock(tx, draw);
        // What was read before the lock may have ended meanwhile.
        SeatCall call = parts.calls()
                .byRef(tx, ReachExpert.hash(answer.ref()))
                .orElseThrow()
                .call();
        Replacement.Outcome outcome = answer.accepts() ? Replacement.Outcome.ACCEPTED : Replacement.Outcome.DECLINED;
        if (call.end().isPresent()) {
            return call.end().get().outcome() == outcome ? Outcome.done(outcome) : tooLate();
        }
        if (call.endsAt().filter(end -> !parts.clock().instant().isBefore(end)).isPresent()) {
            return tooLate();
        }
        DoneDraw done = parts.draws().find(tx, draw).orElseThrow();
        endCall.execute(
                tx,
                draw,
                done.id(),
                call,
                new EndCall.Ending(CALLED, "expert", outcome, answer.channel(), answer.reason()));
        return Outcome.done(outcome);
    }

    static <T> Outcome<T> tooLate() {
        return Outcome.refused(new Refusal.Conflict(
                "call-over",
                "本次通知已结束，答复不再记录。如有疑问请致电通知中的咨询电话",
                "This call is over and no answer is recorded any more. Call the number in the message with questions",
                Optional.empty()));
    }
}
