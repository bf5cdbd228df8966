package org.gongping.draw.calling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.transcript.Replacement;
import org.gongping.draw.transcript.StepBodies;

/**
 * Ends a call. Its time, channel and outcome are on record in the same transaction, before any further name is decrypted
 * ({@code spec/draw-protocol.md} §5.2). The caller holds the lock of the attempt.
 */
public final class EndCall {
    private final CallingRepository callings;
    private final CallRepository calls;
    private final ReplacementRepository replacements;
    private final AuditLog audit;
    private final BoardWatch watch;
    private final InstantSource clock;

    public EndCall(
            CallingRepository callings,
            CallRepository calls,
            ReplacementRepository replacements,
            AuditLog audit,
            BoardWatch watch,
            InstantSource clock) {
        this.callings = callings;
        this.calls = calls;
        this.replacements = replacements;
        this.audit = audit;
        this.watch = watch;
        this.clock = clock;
    }

    /** Who ends it, on which side, and how. */
    record Ending(
            Actor actor, String side, Replacement.Outcome outcome, String channel, Optional<SeatCall.Reason> reason) {}

    void execute(Transaction tx, DoneDraw.Key draw, DrawId id, SeatCall call, Ending ending) {
        Instant now = clock.instant();
        Seat seat = callings.seat(tx, draw, call.seat());
        SeatCall.End end = new SeatCall.End(now, ending.outcome(), ending.channel(), ending.reason());
        UUID entry =
                audit.append(tx, record(tx, draw, id, call, seat, ending, end)).id();
        calls.end(tx, draw, call.no(), end, entry);
        if (ending.outcome() == Replacement.Outcome.ACCEPTED) {
            callings.seat(tx, draw, seat.no(), call.pid(), Seat.State.CONFIRMED, now);
            call.replacement().ifPresent(no -> finish(tx, draw, id, seat, no, Optional.of(call.pid()), ending.actor()));
        } else if (call.replacement().isEmpty()) {
            callings.seat(tx, draw, seat.no(), call.pid(), Seat.State.VACANT, now);
            vacate(tx, draw, seat, reason(ending.outcome()), Optional.empty(), true, now);
        } else {
            callings.seat(tx, draw, seat.no(), seat.pid(), Seat.State.VACANT, now);
        }
        watch.changed(tx, draw.projectId());
    }

    private static Replacement.Reason reason(Replacement.Outcome outcome) {
        return outcome == Replacement.Outcome.DECLINED ? Replacement.Reason.DECLINED : Replacement.Reason.NO_ANSWER;
    }

    private AuditStep record(
            Transaction tx, DoneDraw.Key draw, DrawId id, SeatCall call, Seat seat, Ending ending, SeatCall.End end) {
        ArrayNode tries = JsonNodeFactory.instance.arrayNode();
        for (CallMessage message : calls.messages(tx, draw, call.no())) {
            tries.addObject()
                    .put("channel", message.channel())
                    .put("state", message.state().name())
                    .put("t", StepBodies.time(message.at()));
        }
        AuditStep step = AuditStep.inTender(
                        AuditKind.DRAW_CALL, ending.actor(), ending.side(), draw.projectId(), id.tender())
                .with("draw_id", id.toString())
                .with("no", call.no())
                .with("seat", seat.no())
                .with("stratum", seat.stratum())
                .with("pid", call.pid())
                .with("t", StepBodies.time(call.startedAt()))
                .with("ended", StepBodies.time(end.at()))
                .with("channel", end.channel())
                .with("outcome", end.outcome().name())
                .with("reason", end.reason().map(Enum::name).orElse(null))
                .with("tries", tries);
        return call.replacement().map(no -> step.with("replacement", no)).orElse(step);
    }

    /** The member of a seat leaves it; alternates are called in their turn. */
    void vacate(
            Transaction tx,
            DoneDraw.Key draw,
            Seat seat,
            Replacement.Reason reason,
            Optional<String> evidence,
            boolean noted,
            Instant now) {
        int no = replacements.all(tx, draw).size() + 1;
        replacements.insert(
                tx,
                draw,
                new SeatReplacement(
                        no, seat.no(), seat.pid(), reason, evidence, List.of(), Optional.empty(), false, noted),
                now);
    }

    /** A vacancy is filled, or its list is exhausted: one record that the verifier of the transcript replays. */
    void finish(Transaction tx, DoneDraw.Key draw, DrawId id, Seat seat, int no, Optional<String> seated, Actor actor) {
        SeatReplacement stored = replacements.all(tx, draw).get(no - 1);
        SeatReplacement done = new SeatReplacement(
                no,
                stored.seat(),
                stored.vacated(),
                stored.reason(),
                stored.evidence(),
                stored.skipped(),
                seated,
                true,
                stored.noted());
        List<SeatCall> made = calls.all(tx, draw).stream()
                .filter(call -> call.replacement().equals(Optional.of(no)))
                .toList();
        ObjectNode body = StepBodies.replace(id, done.told(seat.stratum(), made));
        AuditStep step = AuditStep.inTender(AuditKind.DRAW_REPLACE, actor, "server", draw.projectId(), id.tender());
        body.properties().forEach(member -> step.with(member.getKey(), member.getValue()));
        replacements.end(tx, draw, no, seated, audit.append(tx, step).id(), clock.instant());
    }
}
