package org.gongping.draw.calling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.roster.RosterEntry;
import org.gongping.draw.roster.RosterSeal;

/**
 * Opens the sealed roster at the moment that the law permits, with both halves; time, place and those present are on
 * record. For the identity check the key is held until the evaluation is over and nothing is written; for everybody who
 * may know, the members are written down and the key is overwritten.
 */
public final class UnsealRoster {
    private final CallingParts parts;
    private final Officers officers;
    private final RosterMoment moment;
    private final PersonalData personalData;
    private final GiveHalf give;

    public UnsealRoster(CallingParts parts, Officers officers, RosterMoment moment, PersonalData personalData) {
        this.parts = parts;
        this.officers = officers;
        this.moment = moment;
        this.personalData = personalData;
        this.give = new GiveHalf(parts);
    }

    /**
     * @param purpose SIGN_IN or PUBLISH
     * @param half 32 bytes; belongs to this call from now on
     * @param persons names of those present
     */
    public record Command(HeldRosters.Purpose purpose, byte[] half, String place, List<String> persons) {
        public Command {
            persons = List.copyOf(persons);
        }

        @Override
        public String toString() {
            return "Command[" + purpose + ", half=(secret)]";
        }
    }

    public Outcome<DoneDraw.Key> execute(Transaction tx, Actor actor, UUID projectId, Command command) {
        return officers.acting(tx, actor, projectId).then(officer -> {
            Optional<DoneDraw> draw = parts.callings()
                    .lastCalled(tx, projectId)
                    .flatMap(attempt -> parts.draws().find(tx, new DoneDraw.Key(projectId, attempt)));
            if (draw.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("draw"));
            }
            return sealed(tx, draw.get(), command.purpose())
                    .then(done -> moment.permits(
                            tx,
                            command.purpose(),
                            officer.project(),
                            done.plan(),
                            parts.clock().instant()))
                    .then(project -> unseal(tx, actor, officer, draw.get(), command));
        });
    }

    private Outcome<DoneDraw> sealed(Transaction tx, DoneDraw draw, HeldRosters.Purpose purpose) {
        boolean full = parts.callings()
                .lock(tx, draw.key())
                .filter(standing -> standing.state() == CallingState.SEALED)
                .isPresent();
        if (!full) {
            return Outcome.refused(new Refusal.Conflict(
                    "not-sealed",
                    "名单尚未满额密封，不能解封",
                    "The roster is not full and sealed yet, so it cannot be unsealed",
                    Optional.empty()));
        }
        if (purpose == HeldRosters.Purpose.PUBLISH
                && !parts.callings().published(tx, draw.key()).isEmpty()) {
            return Outcome.refused(
                    new Refusal.Conflict("already-open", "名单已经公开", "The roster is open already", Optional.empty()));
        }
        return Outcome.done(draw);
    }

    private Outcome<DoneDraw.Key> unseal(
            Transaction tx, Actor actor, Officers.Officer officer, DoneDraw draw, Command command) {
        var use = new HeldRosters.Use(draw.key(), command.purpose());
        var half = new HeldRosters.Half(officer.party(), actor.subject(), command.half());
        return give.test(use, draw, half).then(fit -> {
            List<String> persons = command.persons().stream()
                    .map(name -> personalData
                            .keep(tx, draw.projectId(), "present", name)
                            .ref())
                    .toList();
            UUID entry = parts.audit()
                    .append(
                            tx,
                            AuditStep.inTender(
                                            AuditKind.DRAW_UNSEAL,
                                            actor,
                                            officer.side(),
                                            draw.projectId(),
                                            draw.id().tender())
                                    .with("draw_id", draw.id().toString())
                                    .with("party", officer.party())
                                    .with("purpose", command.purpose().name())
                                    .with("place", command.place())
                                    .with("persons", persons))
                    .id();
            give.keep(tx, use, draw, half, Optional.of(new HalfRepository.Presence(command.place(), persons)), entry);
            return fit == HeldRosters.Fit.JOINS && command.purpose() == HeldRosters.Purpose.PUBLISH
                    ? publish(tx, use, draw, half)
                    : Outcome.done(draw.key());
        });
    }

    private Outcome<DoneDraw.Key> publish(Transaction tx, HeldRosters.Use use, DoneDraw draw, HeldRosters.Half half) {
        Instant now = parts.clock().instant();
        Drawing.Outcome.Drawn drawn = parts.draws().result(tx, draw.key());
        Optional<Refusal> altered = new SeatsOnRecord(draw, drawn)
                .contradiction(tx, parts.callings().seats(tx, draw.key()));
        if (altered.isPresent()) {
            return Outcome.refused(altered.get());
        }
        var numbers = new OpenName.Numbers(drawn.result().pool());
        try (RosterSeal key = parts.rosters()
                .joinOnce(use, draw.id(), draw.rosterCheck(), half)
                .orElseThrow()) {
            for (Seat seat : parts.callings().seats(tx, draw.key())) {
                byte[] sealed = parts.draws().sealedEntry(tx, draw.key(), numbers.of(seat.pid()));
                Optional<RosterEntry> entry = OpenName.open(key, seat.pid(), numbers, sealed);
                if (entry.isEmpty()) {
                    return Outcome.refused(new Refusal.Conflict(
                            "roster-broken",
                            "名单中有条目无法打开，与封存内容不符，请报监督部门处理",
                            "An entry of the roster does not open: it is not what was sealed. Tell the supervisor",
                            Optional.empty()));
                }
                parts.callings()
                        .publish(
                                tx,
                                draw.key(),
                                seat.no(),
                                seat.pid(),
                                entry.get().expertId(),
                                now);
            }
        }
        parts.halves().drop(tx, use, now);
        tx.afterCommit(() -> parts.rosters().drop(use));
        return Outcome.done(draw.key());
    }
}
