package org.gongping.draw.calling;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.draw.transcript.Replacement;

/**
 * One call to one person for one seat.
 *
 * @param no from 1, in the order of the calls of the attempt
 * @param replacement number of the vacancy that it is to fill; empty for the one who was drawn for the seat
 * @param endsAt when silence counts as no answer; empty while nobody has been told of the call
 * @param noted whether the pool knows the outcome
 */
public record SeatCall(
        int no,
        UUID id,
        int seat,
        String pid,
        Optional<Integer> replacement,
        Instant startedAt,
        Optional<Instant> endsAt,
        Optional<End> end,
        boolean noted) {
    /** Why somebody declines; codes, since words might name people. */
    public enum Reason {
        TIME,
        HEALTH,
        RECUSAL,
        OTHER
    }

    /**
     * How a call ended.
     *
     * @param channel by which the answer came; of no answer all that were tried
     */
    public record End(Instant at, Replacement.Outcome outcome, String channel, Optional<Reason> reason) {}

    /** As the record of a replacement tells of it. */
    Replacement.Call told() {
        End ended = end.orElseThrow();
        return new Replacement.Call(pid, startedAt, ended.channel(), ended.outcome());
    }
}
