package org.gongping.draw.calling;

import java.util.List;
import java.util.Optional;
import org.gongping.draw.transcript.Replacement;

/**
 * A seat that fell vacant and how it was filled, as far as it was.
 *
 * @param no from 1; vacancies are filled in this order, each to its end
 * @param evidence SHA-256, hex
 * @param noted whether the pool knows that the one who left is free again
 */
public record SeatReplacement(
        int no,
        int seat,
        String vacated,
        Replacement.Reason reason,
        Optional<String> evidence,
        List<Replacement.Skip> skipped,
        Optional<String> seated,
        boolean ended,
        boolean noted) {
    public SeatReplacement {
        skipped = List.copyOf(skipped);
    }

    /** Whether the one who left had confirmed, and so is taken in the pool's eyes. */
    boolean leftAfterConfirming() {
        return reason != Replacement.Reason.DECLINED && reason != Replacement.Reason.NO_ANSWER;
    }

    /** As log and transcript tell of it. */
    Replacement told(String stratum, List<SeatCall> calls) {
        return new Replacement(
                no,
                stratum,
                vacated,
                reason,
                evidence,
                calls.stream().map(SeatCall::told).toList(),
                skipped,
                seated);
    }
}
