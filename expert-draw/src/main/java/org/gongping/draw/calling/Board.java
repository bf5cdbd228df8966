package org.gongping.draw.calling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;
import org.gongping.draw.transcript.Replacement;

/**
 * The confirmations of a committee as everybody on the tender may see them: by code, without anything that says who.
 *
 * @param state NONE, LOCKED, CALLING, SEALED, SHORT, CLOSED or OPEN
 * @param halves who has given the half of the key for the calls
 * @param unlockAgain whether halves were given and lost since, as when the server was started again
 * @param answerSeconds how long somebody who is called has to answer
 * @param shortage what to do when the list of a stratum is exhausted (E07)
 * @param leaving the causes for which the caller may say that a confirmed member leaves; empty for who may say nothing
 * @param officer what only the caller gets, when holding a half
 */
public record Board(
        int attempt,
        String drawId,
        String state,
        int confirmed,
        List<Place> seats,
        List<Filling> replacements,
        List<String> halves,
        boolean unlockAgain,
        int declined,
        int noAnswer,
        int answerSeconds,
        Optional<Shortage> shortage,
        Unsealing unsealing,
        List<LeavingCause> leaving,
        Optional<Officer> officer) {
    public Board {
        seats = List.copyOf(seats);
        replacements = List.copyOf(replacements);
        halves = List.copyOf(halves);
        leaving = List.copyOf(leaving);
    }

    /** A seat; the call is the one that is being made for it. */
    public record Place(Seat seat, List<String> specialties, Optional<Ringing> call) {}

    /** A call that is being made. */
    public record Ringing(String pid, Instant startedAt, Optional<Instant> endsAt, List<CallMessage> tries) {}

    /** How a vacancy was or is being filled. */
    public record Filling(Replacement replacement, int seat, boolean ended) {}

    /** Strata without anybody left to call. */
    public record Shortage(List<String> strata, String rule, String article, Bilingual what) {}

    /**
     * When the roster may be unsealed.
     *
     * @param halves who has given the half of the key, for which purpose
     */
    public record Unsealing(
            Optional<Instant> signInFrom,
            boolean mayPublish,
            boolean openToSignIn,
            boolean open,
            List<String> signInHalves,
            List<String> publishHalves) {}

    /** @param sealedHalf to be opened by the party's own key */
    public record Officer(String party, byte[] sealedHalf) {}
}
