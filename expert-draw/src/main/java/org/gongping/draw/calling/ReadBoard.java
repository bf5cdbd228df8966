package org.gongping.draw.calling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.draw.roster.RosterHalf;
import org.gongping.draw.transcript.Replacement;

/** Shows the confirmations of a committee, by code. */
public final class ReadBoard {
    private static final Bilingual WIDEN = new Bilingual(
            "候补名单已用尽。由监督部门签署重新抽取指令（EXHAUSTED），扩大抽取范围（其他依法组建的专家库或其他地区，扩库过程留痕）后进行下一次抽取；仍无人选的，由招标人会同监督部门决定延期",
            "The list of alternates is exhausted. The supervisor signs an order for another attempt (EXHAUSTED); the need is"
                    + " widened to other lawful pools or regions, each step on record; if nobody is left after that, owner"
                    + " and supervisor decide on postponement");

    private final CallingParts parts;
    private final Officers officers;
    private final RosterMoment moment;

    public ReadBoard(CallingParts parts, Officers officers, RosterMoment moment) {
        this.parts = parts;
        this.officers = officers;
        this.moment = moment;
    }

    /** The board of the attempt that was called for last; empty before a result stands. */
    public Outcome<Optional<Board>> execute(Transaction tx, Actor actor, UUID projectId) {
        return officers.looking(tx, actor, projectId)
                .map(view -> parts.callings()
                        .lastCalled(tx, projectId)
                        .flatMap(attempt -> parts.draws().find(tx, new DoneDraw.Key(projectId, attempt)))
                        .map(draw -> read(tx, actor, view, draw)));
    }

    private Board read(Transaction tx, Actor actor, ProjectAccess.View view, DoneDraw draw) {
        DoneDraw.Key key = draw.key();
        CallingState standing = parts.callings().find(tx, key).orElseThrow().state();
        List<Seat> seats = parts.callings().seats(tx, key);
        List<SeatCall> calls = parts.calls().all(tx, key);
        List<HalfRepository.Given> given = parts.halves().all(tx, key);
        List<String> halves = held(given, HeldRosters.Purpose.CALL);
        boolean locked = standing == CallingState.CALLING && halves.size() < 2;
        boolean lost = given.stream().anyMatch(half -> half.purpose() == HeldRosters.Purpose.CALL && !half.held());
        boolean open = !parts.callings().published(tx, key).isEmpty();
        boolean outside = parts.draws().isOutside(tx, key, actor);
        return new Board(
                draw.attempt(),
                draw.id().toString(),
                open ? "OPEN" : locked ? "LOCKED" : standing.name(),
                (int) seats.stream()
                        .filter(seat -> seat.state() == Seat.State.CONFIRMED)
                        .count(),
                seats.stream().map(seat -> place(tx, draw, seat, calls)).toList(),
                fillings(tx, key, seats, calls),
                halves,
                locked && lost,
                count(calls, Replacement.Outcome.DECLINED),
                count(calls, Replacement.Outcome.NO_ANSWER),
                ReachExpert.answerSeconds(draw),
                shortage(seats),
                unsealing(tx, view.project(), draw, standing, given, open, outside),
                outside ? List.of() : leaving(view, draw, standing),
                officer(actor, view, draw));
    }

    private static List<String> held(List<HalfRepository.Given> given, HeldRosters.Purpose purpose) {
        return given.stream()
                .filter(half -> half.held() && half.purpose() == purpose)
                .map(HalfRepository.Given::party)
                .sorted()
                .toList();
    }

    private static int count(List<SeatCall> calls, Replacement.Outcome outcome) {
        return (int) calls.stream()
                .filter(call ->
                        call.end().filter(end -> end.outcome() == outcome).isPresent())
                .count();
    }

    private Board.Place place(Transaction tx, DoneDraw draw, Seat seat, List<SeatCall> calls) {
        return new Board.Place(
                seat,
                SeatPlan.specialties(draw, seat.stratum()),
                calls.stream()
                        .filter(call -> call.end().isEmpty() && call.seat() == seat.no())
                        .findFirst()
                        .map(call -> new Board.Ringing(
                                call.pid(),
                                call.startedAt(),
                                call.endsAt(),
                                parts.calls().messages(tx, draw.key(), call.no()))));
    }

    private List<Board.Filling> fillings(Transaction tx, DoneDraw.Key key, List<Seat> seats, List<SeatCall> calls) {
        List<Board.Filling> fillings = new ArrayList<>();
        for (SeatReplacement each : parts.replacements().all(tx, key)) {
            List<SeatCall> ended = calls.stream()
                    .filter(call -> call.replacement().equals(Optional.of(each.no()))
                            && call.end().isPresent())
                    .toList();
            fillings.add(new Board.Filling(
                    each.told(seats.get(each.seat() - 1).stratum(), ended), each.seat(), each.ended()));
        }
        return fillings;
    }

    private static Optional<Board.Shortage> shortage(List<Seat> seats) {
        List<String> strata = seats.stream()
                .filter(seat -> seat.state() == Seat.State.SHORT)
                .map(Seat::stratum)
                .distinct()
                .toList();
        return strata.isEmpty() ? Optional.empty() : Optional.of(new Board.Shortage(strata, "E07", "26号令第十六条", WIDEN));
    }

    private Board.Unsealing unsealing(
            Transaction tx,
            Project project,
            DoneDraw draw,
            CallingState standing,
            List<HalfRepository.Given> given,
            boolean open,
            boolean outside) {
        List<String> signIn = held(given, HeldRosters.Purpose.SIGN_IN);
        return new Board.Unsealing(
                Optional.of(moment.signInFrom(draw.plan())),
                standing == CallingState.SEALED && moment.mayPublish(tx, project),
                signIn.size() == 2 && !outside,
                open,
                signIn,
                held(given, HeldRosters.Purpose.PUBLISH));
    }

    private static List<LeavingCause> leaving(ProjectAccess.View view, DoneDraw draw, CallingState standing) {
        boolean over = standing == CallingState.SHORT || standing == CallingState.CLOSED;
        return over || view.memberSides().size() != 1
                ? List.of()
                : LeavingCause.of(view.memberSides().iterator().next(), draw.plan());
    }

    private static Optional<Board.Officer> officer(Actor actor, ProjectAccess.View view, DoneDraw draw) {
        if (view.memberSides().equals(java.util.Set.of(Role.SUPERVISOR))) {
            return Optional.of(new Board.Officer(RosterHalf.SUPERVISOR, draw.supervisorHalf()));
        }
        return actor.has(Role.PLATFORM_ADMINISTRATOR) && view.memberSides().isEmpty()
                ? Optional.of(new Board.Officer(RosterHalf.PLATFORM, draw.platformHalf()))
                : Optional.empty();
    }
}
