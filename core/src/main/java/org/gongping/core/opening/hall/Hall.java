package org.gongping.core.opening.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The hall of a lot's opening.
 *
 * @param windowEndsAt until then bidders decrypt; moved on by a pause, and by the time in which no server ran
 * @param closedAt when the decryption closed for all; null until then, and nothing is shown of any bid
 * @param confirmEndsAt until then bidders confirm what was read; null before
 * @param pausedAt null unless it is paused
 * @param pauseReason null unless it is paused
 * @param aliveAt by the machine's clock, when a server last looked after it
 */
public record Hall(
        UUID projectId,
        UUID lotId,
        Instant openedAt,
        Instant windowEndsAt,
        Instant closedAt,
        Instant confirmEndsAt,
        Instant pausedAt,
        String pauseReason,
        Instant aliveAt) {
    /** Where the meeting stands. */
    public enum Stage {
        /** Bidders decrypt. */
        DECRYPTING,
        /** The time is over; what is undecrypted waits for the remedy and for a decision on whose fault it is. */
        SETTLING,
        /** What was decrypted is read out. */
        READING,
        /** Bidders confirm. */
        CONFIRMING,
        /** The time to confirm is over. */
        CONFIRMED
    }

    public Stage stage(Instant now) {
        if (closedAt == null) {
            return isPaused() || now.isBefore(windowEndsAt) ? Stage.DECRYPTING : Stage.SETTLING;
        }
        if (confirmEndsAt == null) {
            return Stage.READING;
        }
        return isPaused() || now.isBefore(confirmEndsAt) ? Stage.CONFIRMING : Stage.CONFIRMED;
    }

    public boolean isPaused() {
        return pausedAt != null;
    }

    Hall with(Instant windowEnds, Instant closed, Instant confirmEnds, Instant paused, String reason, Instant alive) {
        return new Hall(projectId, lotId, openedAt, windowEnds, closed, confirmEnds, paused, reason, alive);
    }

    Hall closed(Instant now) {
        return with(windowEndsAt, now, confirmEndsAt, pausedAt, pauseReason, aliveAt);
    }

    Hall confirmingUntil(Instant ends) {
        return with(windowEndsAt, closedAt, ends, pausedAt, pauseReason, aliveAt);
    }

    Hall paused(Instant now, String reason) {
        return with(windowEndsAt, closedAt, confirmEndsAt, now, reason, aliveAt);
    }

    /** Goes on: what runs is given back the time of the pause. */
    Hall resumed(Instant now) {
        Hall later = later(Duration.between(pausedAt, now));
        return later.with(later.windowEndsAt, closedAt, later.confirmEndsAt, null, null, aliveAt);
    }

    /** The window that is open ends so much later. */
    Hall later(Duration time) {
        return with(
                closedAt == null ? windowEndsAt.plus(time) : windowEndsAt,
                closedAt,
                confirmEndsAt == null ? null : confirmEndsAt.plus(time),
                pausedAt,
                pauseReason,
                aliveAt);
    }

    Hall alive(Instant realNow) {
        return with(windowEndsAt, closedAt, confirmEndsAt, pausedAt, pauseReason, realNow);
    }
}
