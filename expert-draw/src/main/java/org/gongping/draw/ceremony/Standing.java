package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.transcript.Ceremony;

/** Where an attempt stands: what follows from its steps and its seals, and from nothing else. */
record Standing(DrawRun run, List<Step> steps, Optional<Seal> k1, Optional<Seal> k2, Optional<Meeting> meeting) {
    /**
     * A cosigned checkpoint.
     *
     * @param proofs audit paths of the steps that it seals, by the id of their records
     * @param at when this server had it
     */
    record Seal(String note, long size, JsonNode proofs, Instant at) {}

    /**
     * The opening at which parameters are drawn. All is in escrow and checked before the deadline, and nobody reveals before
     * the decryption of the bids has closed for all.
     *
     * @param closed over the record of that closing
     */
    record Meeting(Instant bidDeadline, Optional<Seal> closed) {}

    /** What is to be done. */
    enum State {
        /** Commitments, then K1. */
        COMMITTING,
        DEPOSITING,
        /** Two holders open the platform's deposit. */
        CHECKING,
        /** All is in escrow and checked; the decryption of the bids has not closed. */
        SEALED,
        REVEALING,
        /** The finaliser's output, then the result. */
        FINISHING,
        DRAWN,
        ABORTED
    }

    private static final String PLATFORM = Party.PLATFORM.id();

    Standing {
        steps = List.copyOf(steps);
    }

    State state() {
        if (end().isPresent()) {
            return end().get().kind() == Step.Kind.RESULT ? State.DRAWN : State.ABORTED;
        }
        if (k1.isEmpty()) {
            return State.COMMITTING;
        }
        if (!missing(Step.Slot.DEPOSIT).isEmpty()) {
            return State.DEPOSITING;
        }
        if (step(Step.Slot.DEPOSIT_CHECK, "").isEmpty()) {
            return State.CHECKING;
        }
        if (meeting.filter(each -> each.closed().isEmpty()).isPresent()) {
            return State.SEALED;
        }
        return missing(Step.Slot.REVEAL).isEmpty() ? State.FINISHING : State.REVEALING;
    }

    /** The attempt of a committee's draw. */
    Attempt committee() {
        return (Attempt) run;
    }

    boolean isRunning() {
        return end().isEmpty();
    }

    Optional<Step> end() {
        return step(Step.Slot.END, "");
    }

    Optional<Step> step(Step.Slot slot, String party) {
        return steps.stream()
                .filter(step -> step.slot() == slot && step.party().equals(party))
                .findFirst();
    }

    List<Step> steps(Step.Slot slot) {
        return steps.stream().filter(step -> step.slot() == slot).toList();
    }

    /** Contributors that have not taken the step, sorted. */
    List<String> missing(Step.Slot slot) {
        return run.parties().stream()
                .filter(party -> step(slot, party).isEmpty())
                .toList();
    }

    /** Who is to act next: parties, or the checkpoint that is awaited. */
    List<String> waitsFor() {
        return switch (state()) {
            case COMMITTING -> missing(Step.Slot.COMMIT).isEmpty() ? List.of("k1") : missing(Step.Slot.COMMIT);
            case DEPOSITING -> missing(Step.Slot.DEPOSIT);
            case CHECKING -> List.of("holders");
            case SEALED -> List.of("opening");
            case REVEALING -> {
                List<String> missing = missing(Step.Slot.REVEAL);
                yield missing.size() == 1
                        ? missing
                        : missing.stream()
                                .filter(party -> !party.equals(PLATFORM))
                                .toList();
            }
            case FINISHING -> List.of(PLATFORM);
            case DRAWN -> k2.isEmpty() ? List.of("k2") : List.of();
            case ABORTED -> List.of();
        };
    }

    /** When the time of the present step is over; nothing where nobody's time runs. */
    Optional<Instant> deadline() {
        Rules.Timeouts timeouts = run.timeouts();
        State state = state();
        boolean isBeforeMeeting = state == State.COMMITTING || state == State.DEPOSITING || state == State.CHECKING;
        if (meeting.isPresent() && isBeforeMeeting) {
            return meeting.map(Meeting::bidDeadline);
        }
        return switch (state) {
            case COMMITTING ->
                missing(Step.Slot.COMMIT).isEmpty()
                        ? Optional.empty()
                        : Optional.of(run.startedAt().plusSeconds(timeouts.commit()));
            case DEPOSITING -> Optional.of(k1.orElseThrow().at().plusSeconds(timeouts.deposit()));
            case REVEALING -> Optional.of(revealing().plusSeconds(timeouts.reveal()));
            case FINISHING -> Optional.of(latest(Step.Slot.REVEAL).plusSeconds(timeouts.last()));
            case CHECKING, SEALED, DRAWN, ABORTED -> Optional.empty();
        };
    }

    /** Since when they may reveal who are to reveal now: the platform once all others have. */
    private Instant revealing() {
        Instant checked = step(Step.Slot.DEPOSIT_CHECK, "").orElseThrow().at();
        boolean othersAreDone = missing(Step.Slot.REVEAL).equals(List.of(PLATFORM));
        if (othersAreDone) {
            return latest(Step.Slot.REVEAL);
        }
        return meeting.flatMap(Meeting::closed)
                .map(Seal::at)
                .filter(checked::isBefore)
                .orElse(checked);
    }

    private Instant latest(Step.Slot slot) {
        return steps(slot).stream().map(Step::at).max(Comparator.naturalOrder()).orElseThrow();
    }

    boolean isOver(Instant now) {
        return deadline().filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Holders that have not signed the check of the platform's deposit are named, where nobody else is awaited. */
    List<String> defaulted(Set<String> checked) {
        return state() == State.CHECKING
                ? Deposit.HOLDERS.stream()
                        .filter(holder -> !checked.contains(holder))
                        .toList()
                : waitsFor();
    }

    /** What two holders may open now: a contribution, or the finaliser's key. */
    Optional<String> escrow(Instant now) {
        if (!isOver(now)) {
            return Optional.empty();
        }
        return switch (state()) {
            case REVEALING -> Optional.of(waitsFor().getFirst());
            case FINISHING -> Optional.of(Party.FINALISER);
            default -> Optional.empty();
        };
    }

    byte[] commitment(String party) {
        return HexFormat.of()
                .parseHex(step(Step.Slot.COMMIT, party).orElseThrow().text("commit"));
    }

    SortedMap<String, byte[]> contributions() {
        SortedMap<String, byte[]> contributions = new TreeMap<>();
        steps(Step.Slot.REVEAL)
                .forEach(step -> contributions.put(step.party(), HexFormat.of().parseHex(step.text("r"))));
        return contributions;
    }

    /** What the finaliser is applied to, once all contributions are in the open. */
    Ceremony.Open open() {
        return Ceremony.Open.of(run.draw(), run.rulesHash(), run.poolRoot(), contributions());
    }
}
