package org.gongping.draw.ceremony;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.draw.ceremony.DrawListRepository.Wanted;

/** The draws in which somebody acts for a party: how the platform's officer and an outside holder find what waits for them. */
public final class ListDraws {
    /** How many are looked at, those that were asked for last. */
    public static final int MOST = 100;

    /** What a draw waits for; from {@code COMMITTING} on as {@link Standing.State}. */
    public enum Stage {
        KEYS,
        AGE,
        PLAN,
        READY,
        COMMITTING,
        DEPOSITING,
        CHECKING,
        SEALED,
        REVEALING,
        FINISHING,
        DRAWN,
        ABORTED
    }

    /** The lot whose random parameters are drawn. */
    public record OfLot(int no, String name) {}

    /**
     * One of them.
     *
     * @param tender code of the tender
     * @param lot empty for the draw of experts
     * @param draw of the present attempt
     * @param mine whether it waits for the caller
     * @param done whether no party has to act any more: drawn, sealed, and every seat confirmed
     * @param until when the present step ends, or keys can be used
     */
    public record Entry(
            UUID projectId,
            String tender,
            Optional<OfLot> lot,
            Optional<String> draw,
            Party party,
            Stage stage,
            boolean mine,
            boolean done,
            Optional<Instant> evaluationAt,
            Optional<Instant> until) {}

    private final DrawAccess access;
    private final DrawListRepository draws;
    private final KeyRepository keys;
    private final AttemptRepository attempts;
    private final ParameterAttemptRepository parameters;
    private final InstantSource clock;

    ListDraws(
            DrawAccess access,
            DrawListRepository draws,
            KeyRepository keys,
            AttemptRepository attempts,
            ParameterAttemptRepository parameters,
            InstantSource clock) {
        this.access = access;
        this.draws = draws;
        this.keys = keys;
        this.attempts = attempts;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** First those that wait for the caller; of the others those that were asked for last. */
    public List<Entry> execute(Transaction tx, Actor actor) {
        Stream<Entry> experts = draws.wanted(tx, actor, MOST).stream()
                .flatMap(wanted ->
                        access.parties(tx, actor, wanted.projectId()).stream().map(party -> entry(tx, wanted, party)));
        Stream<Entry> ofLots = draws.ofLots(tx, actor, MOST).stream().flatMap(drawn -> ofLot(tx, actor, drawn));
        return Stream.concat(experts, ofLots)
                .sorted(Comparator.comparing(Entry::mine).reversed())
                .limit(MOST)
                .toList();
    }

    private Stream<Entry> ofLot(Transaction tx, Actor actor, DrawListRepository.DrawnLot drawn) {
        ParameterAttempt attempt =
                parameters.ofLot(tx, drawn.projectId(), drawn.lotId()).orElseThrow();
        Standing standing = attempts.standing(tx, attempt);
        List<String> waits = standing.waitsFor();
        return access.parties(tx, actor, drawn.projectId()).stream()
                .map(party -> new Entry(
                        drawn.projectId(),
                        drawn.tender(),
                        Optional.of(new OfLot(drawn.no(), drawn.name())),
                        Optional.of(attempt.draw().toString()),
                        party,
                        Stage.valueOf(standing.state().name()),
                        drawn.isOpen() && waitsFor(waits, party),
                        waits.isEmpty() || !drawn.isOpen(),
                        Optional.empty(),
                        standing.deadline()));
    }

    private static boolean waitsFor(List<String> waits, Party party) {
        return waits.contains(party.id()) || waits.contains("holders") && party.holdsShares();
    }

    private Entry entry(Transaction tx, Wanted wanted, Party party) {
        Optional<Standing> last = attempts.last(tx, wanted.projectId()).map(attempt -> attempts.standing(tx, attempt));
        if (last.isPresent() && last.get().state() != Standing.State.ABORTED) {
            return of(tx, wanted, party, last.get());
        }
        Set<Party> lacking = EnumSet.allOf(Party.class);
        lacking.removeAll(keys.present(tx, wanted.projectId()).keySet());
        if (!lacking.isEmpty()) {
            return before(wanted, party, last, Stage.KEYS, lacking.contains(party), Optional.empty());
        }
        Optional<Instant> usable = keys.latest(tx, wanted.projectId()).map(KeySet::usableFrom);
        if (usable.filter(clock.instant()::isBefore).isPresent()) {
            return before(wanted, party, last, Stage.AGE, false, usable);
        }
        if (!wanted.isApproved()) {
            Party next = wanted.isSubmitted() ? Party.SUPERVISOR : Party.AGENT;
            return before(wanted, party, last, Stage.PLAN, party == next, Optional.empty());
        }
        Stage stage = last.isPresent() ? Stage.ABORTED : Stage.READY;
        boolean signs = last.isPresent() && party == Party.SUPERVISOR;
        return before(wanted, party, last, stage, party == Party.AGENT || signs, Optional.empty());
    }

    private static Entry before(
            Wanted wanted, Party party, Optional<Standing> last, Stage stage, boolean mine, Optional<Instant> until) {
        Optional<String> draw = last.map(standing -> standing.run().draw().toString());
        return new Entry(
                wanted.projectId(),
                wanted.tender(),
                Optional.empty(),
                draw,
                party,
                stage,
                mine,
                false,
                wanted.evaluationAt(),
                until);
    }

    private Entry of(Transaction tx, Wanted wanted, Party party, Standing standing) {
        List<String> waits = standing.waitsFor();
        boolean isSealed = standing.state() == Standing.State.DRAWN && waits.isEmpty();
        Optional<DrawListRepository.Calls> calls = isSealed
                ? Optional.of(draws.calls(tx, wanted.projectId(), standing.run().number()))
                : Optional.empty();
        boolean unlocks = calls.filter(each -> each.waitFor(party)).isPresent();
        boolean done = calls.filter(DrawListRepository.Calls::isFull).isPresent();
        return new Entry(
                wanted.projectId(),
                wanted.tender(),
                Optional.empty(),
                Optional.of(standing.run().draw().toString()),
                party,
                Stage.valueOf(standing.state().name()),
                unlocks || waitsFor(waits, party),
                done,
                Optional.of(standing.committee().plan().evaluationAt()),
                standing.deadline());
    }
}
