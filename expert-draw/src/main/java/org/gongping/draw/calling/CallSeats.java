package org.gongping.draw.calling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.transcript.Replacement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of every draw that is done, one name at a time, on the one server that leads. What comes next follows
 * from the tables alone, so whoever leads next goes on where another was cut off; only the key to the names is lost with
 * a server, and must be given again. Not for use by several threads.
 */
public final class CallSeats {
    private static final Logger LOG = LoggerFactory.getLogger(CallSeats.class);

    static final String SIDE = "server";

    private final CallingParts parts;
    private final EndCall endCall;
    private final OpenName names;
    private final ReachExpert reach;

    /** The results of the draws at work: to compute one takes as long as to draw. */
    private DoneDraw.Key drawnKey;

    private Drawing.Outcome.Drawn drawn;

    public CallSeats(CallingParts parts, ReachExpert reach) {
        this.parts = parts;
        this.endCall = parts.endCall();
        this.names = new OpenName(parts);
        this.reach = reach;
    }

    /** The transactions of the one who leads; those begun after the lead is lost do not commit. */
    public interface Leading {
        <T> T transact(Database.Work<T> work);
    }

    /** Called when this server has taken the lead: what was given to others is lost. */
    public void begin(Leading lead) {
        lead.transact(tx -> {
            parts.halves()
                    .dropOthers(tx, parts.rosters().server(), parts.clock().instant());
            return null;
        });
        parts.rosters().lead(true);
    }

    /** Called when this server leads no more: it keeps no key. */
    public void end() {
        parts.rosters().lead(false);
    }

    /** Does all that can be done now. */
    public void run(Leading lead) {
        List<DoneDraw.Key> uncalled = lead.transact(tx -> parts.draws().uncalled(tx));
        for (DoneDraw.Key draw : uncalled) {
            lead.transact(tx -> open(tx, draw));
        }
        for (DoneDraw.Key draw : lead.transact(tx -> parts.callings().atWork(tx))) {
            while (goOn(lead, draw)) {
                LOG.debug("the calling of attempt {} goes on", draw.attempt());
            }
        }
        lead.transact(this::forgetSignIns);
    }

    private Void open(Transaction tx, DoneDraw.Key key) {
        Instant now = parts.clock().instant();
        parts.draws().find(tx, key).ifPresent(draw -> {
            parts.callings().open(tx, key, SeatPlan.of(draw, drawn(tx, key), now), now);
            parts.watch().changed(tx, key.projectId());
        });
        return null;
    }

    private Drawing.Outcome.Drawn drawn(Transaction tx, DoneDraw.Key key) {
        if (!key.equals(drawnKey)) {
            drawn = parts.draws().result(tx, key);
            drawnKey = key;
        }
        return drawn;
    }

    /** What is to be done outside of a transaction. */
    private sealed interface Next {
        /** Nothing more at present. */
        record Rest() implements Next {}

        /** Look again. */
        record Again() implements Next {}

        /** Tell the expert of a call. */
        record Reach(SeatCall call) implements Next {}

        /** Tell the pool what came of a call. */
        record Note(SeatCall call) implements Next {}

        /** Tell the pool that a member is free again. */
        record Free(String pid, String outcome, Optional<Integer> replacement, Optional<Integer> seat)
                implements Next {}
    }

    private boolean goOn(Leading lead, DoneDraw.Key key) {
        DoneDraw draw = lead.transact(tx -> parts.draws().find(tx, key)).orElseThrow();
        return switch (lead.transact(tx -> decide(tx, draw))) {
            case Next.Rest() -> false;
            case Next.Again() -> true;
            case Next.Reach(SeatCall call) -> reach.execute(lead, draw, call, drawnPool(lead, key));
            case Next.Note(SeatCall call) -> note(lead, draw, call);
            case Next.Free free -> free(lead, draw, free);
        };
    }

    private OpenName.Numbers drawnPool(Leading lead, DoneDraw.Key key) {
        return new OpenName.Numbers(lead.transact(tx -> drawn(tx, key)).result().pool());
    }

    private Next decide(Transaction tx, DoneDraw draw) {
        DoneDraw.Key key = draw.key();
        if (parts.callings()
                .lock(tx, key)
                .filter(standing -> standing.state() == CallingState.CALLING)
                .isEmpty()) {
            return new Next.Rest();
        }
        Instant now = parts.clock().instant();
        if (parts.draws().lastAttempt(tx, key.projectId()) > key.attempt()) {
            return settle(tx, draw, CallingState.CLOSED, now);
        }
        boolean unlocked = names.isUnlocked(key);
        List<SeatCall> calls = parts.calls().all(tx, key);
        Optional<SeatCall> open =
                calls.stream().filter(call -> call.end().isEmpty()).findFirst();
        if (open.isPresent()) {
            return wait(tx, draw, open.get(), unlocked, now);
        }
        Optional<Next> untold = untold(tx, key, calls);
        if (untold.isPresent()) {
            return unlocked ? untold.get() : new Next.Rest();
        }
        List<Seat> seats = parts.callings().seats(tx, key);
        if (seats.stream().anyMatch(seat -> seat.state() == Seat.State.SHORT)) {
            return release(tx, draw, seats, unlocked, now);
        }
        List<SeatReplacement> replacements = parts.replacements().all(tx, key);
        Optional<SeatReplacement> vacancy =
                replacements.stream().filter(each -> !each.ended()).findFirst();
        if (vacancy.isPresent()) {
            return unlocked
                    ? fill(
                            tx,
                            draw,
                            seats,
                            replacements.subList(0, vacancy.get().no()),
                            calls,
                            now)
                    : new Next.Rest();
        }
        Optional<Seat> next =
                seats.stream().filter(seat -> seat.state() == Seat.State.OPEN).findFirst();
        if (next.isEmpty()) {
            return settle(tx, draw, CallingState.SEALED, now);
        }
        return unlocked && new SeatsOnRecord(draw, drawn(tx, key)).isDrawn(tx, next.get())
                ? call(tx, draw, next.get(), next.get().pid(), Optional.empty(), calls.size(), now)
                : new Next.Rest();
    }

    private Next wait(Transaction tx, DoneDraw draw, SeatCall open, boolean unlocked, Instant now) {
        if (open.endsAt().isEmpty()) {
            return unlocked ? new Next.Reach(open) : new Next.Rest();
        }
        if (now.isBefore(open.endsAt().get())) {
            return new Next.Rest();
        }
        String tried = parts.calls().messages(tx, draw.key(), open.no()).stream()
                .map(CallMessage::channel)
                .distinct()
                .collect(Collectors.joining("+"));
        endCall.execute(
                tx,
                draw.key(),
                draw.id(),
                open,
                new EndCall.Ending(Actor.SERVER, SIDE, Replacement.Outcome.NO_ANSWER, tried, Optional.empty()));
        return new Next.Again();
    }

    /** What the pool has not been told yet, oldest first. */
    private Optional<Next> untold(Transaction tx, DoneDraw.Key key, List<SeatCall> calls) {
        return calls.stream()
                .filter(call -> !call.noted())
                .findFirst()
                .<Next>map(Next.Note::new)
                .or(() -> parts.replacements().all(tx, key).stream()
                        .filter(each -> !each.noted())
                        .findFirst()
                        .map(each -> new Next.Free(
                                each.vacated(),
                                each.reason() == Replacement.Reason.ABSENT ? "ABSENT" : "REPLACED",
                                Optional.of(each.no()),
                                Optional.empty())));
    }

    private Next call(
            Transaction tx,
            DoneDraw draw,
            Seat seat,
            String pid,
            Optional<Integer> replacement,
            int before,
            Instant now) {
        SeatCall call = new SeatCall(
                before + 1,
                parts.ids().next(),
                seat.no(),
                pid,
                replacement,
                now,
                Optional.empty(),
                Optional.empty(),
                false);
        parts.calls().insert(tx, draw.key(), call);
        parts.callings().seat(tx, draw.key(), seat.no(), seat.pid(), Seat.State.CALLING, now);
        parts.watch().changed(tx, draw.projectId());
        return new Next.Again();
    }

    private Next fill(
            Transaction tx,
            DoneDraw draw,
            List<Seat> seats,
            List<SeatReplacement> vacancies,
            List<SeatCall> calls,
            Instant now) {
        SeatReplacement vacancy = vacancies.getLast();
        Seat seat = seats.get(vacancy.seat() - 1);
        Vacancies.Next next = new Vacancies(
                        drawn(tx, draw.key()),
                        draw.rules().maxPerEmployer(),
                        no -> seats.get(no - 1).stratum())
                .next(vacancies, calls);
        parts.replacements().skip(tx, draw.key(), vacancy.no(), next.skipped());
        if (next.pid().isPresent()) {
            return call(tx, draw, seat, next.pid().get(), Optional.of(vacancy.no()), calls.size(), now);
        }
        parts.callings().seat(tx, draw.key(), seat.no(), seat.pid(), Seat.State.SHORT, now);
        endCall.finish(tx, draw.key(), draw.id(), seat, vacancy.no(), Optional.empty(), Actor.SERVER);
        parts.watch().changed(tx, draw.projectId());
        return new Next.Again();
    }

    /** Those who have confirmed are free again, for another attempt may draw them. */
    private Next release(Transaction tx, DoneDraw draw, List<Seat> seats, boolean unlocked, Instant now) {
        Optional<Seat> confirmed = seats.stream()
                .filter(seat -> seat.state() == Seat.State.CONFIRMED)
                .findFirst();
        if (confirmed.isEmpty()) {
            return settle(tx, draw, CallingState.SHORT, now);
        }
        return unlocked
                ? new Next.Free(
                        confirmed.get().pid(),
                        "REPLACED",
                        Optional.empty(),
                        Optional.of(confirmed.get().no()))
                : new Next.Rest();
    }

    private Next settle(Transaction tx, DoneDraw draw, CallingState state, Instant now) {
        var use = new HeldRosters.Use(draw.key(), HeldRosters.Purpose.CALL);
        parts.callings().become(tx, draw.key(), state, now);
        parts.halves().drop(tx, use, now);
        tx.afterCommit(() -> parts.rosters().drop(use));
        parts.watch().changed(tx, draw.projectId());
        return new Next.Rest();
    }

    private boolean note(Leading lead, DoneDraw draw, SeatCall call) {
        boolean opened = names.open(lead, draw, call.pid(), drawnPool(lead, draw.key()), "OUTCOME", entry -> {
            TakenDays days = TakenDays.of(draw.plan());
            String outcome = switch (call.end().orElseThrow().outcome()) {
                case ACCEPTED -> "CONFIRMED";
                case DECLINED -> "DECLINED";
                case NO_ANSWER -> "NO_ANSWER";
            };
            lead.transact(tx -> {
                parts.experts()
                        .engage(tx, entry.expertId(), TakenDays.id(parts.random()), days.from(), days.to(), outcome);
                return null;
            });
        });
        if (opened) {
            lead.transact(tx -> {
                parts.calls().note(tx, draw.key(), call.no());
                return null;
            });
        }
        return opened;
    }

    private boolean free(Leading lead, DoneDraw draw, Next.Free free) {
        boolean opened = names.open(lead, draw, free.pid(), drawnPool(lead, draw.key()), "FREE", entry -> {
            lead.transact(tx -> {
                parts.experts()
                        .disengage(
                                tx, entry.expertId(), TakenDays.of(draw.plan()).from(), free.outcome());
                return null;
            });
            reach.cancel(lead, draw, entry.expertId());
        });
        if (opened) {
            lead.transact(tx -> {
                free.replacement().ifPresent(no -> parts.replacements().note(tx, draw.key(), no));
                free.seat()
                        .ifPresent(no -> parts.callings()
                                .seat(
                                        tx,
                                        draw.key(),
                                        no,
                                        free.pid(),
                                        Seat.State.RELEASED,
                                        parts.clock().instant()));
                return null;
            });
        }
        return opened;
    }

    /** The keys for those who check identities serve until the evaluation is over. */
    private Void forgetSignIns(Transaction tx) {
        Instant now = parts.clock().instant();
        for (DoneDraw.Key key : parts.halves().heldForSignIn(tx)) {
            boolean over = parts.draws()
                    .find(tx, key)
                    .map(draw -> draw.plan().evaluationEnds().plus(Duration.ofHours(12)))
                    .filter(now::isBefore)
                    .isEmpty();
            if (over) {
                var use = new HeldRosters.Use(key, HeldRosters.Purpose.SIGN_IN);
                parts.halves().drop(tx, use, now);
                tx.afterCommit(() -> parts.rosters().drop(use));
            }
        }
        return null;
    }
}
