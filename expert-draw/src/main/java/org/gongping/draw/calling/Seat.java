package org.gongping.draw.calling;

import java.time.Instant;
import java.util.Optional;

/**
 * A seat of the committee that was drawn for.
 *
 * @param no from 1, by strata and then by rank
 * @param venue id of the venue in the plan
 * @param city administrative division that was drawn
 * @param place seat in that city
 * @param pid who sits there or is to be called for it; of a vacant seat who was there last
 */
public record Seat(
        int no,
        String stratum,
        Optional<String> venue,
        Optional<String> city,
        Optional<String> place,
        String pid,
        State state,
        Instant since) {
    /** How far the seat is filled. */
    public enum State {
        /** Nobody has been called for it. */
        OPEN,
        CALLING,
        CONFIRMED,
        /** Whoever was drawn for it does not come; alternates are called. */
        VACANT,
        /** Its list is exhausted. */
        SHORT,
        /** Confirmed, and free again because the committee could not be filled. */
        RELEASED
    }
}
