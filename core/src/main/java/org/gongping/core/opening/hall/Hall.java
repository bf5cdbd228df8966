package org.gongping.core.opening.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The hall of a lot's opening. Where the price stays sealed until the first stage is locked, its opening has two sittings:
 * each has its own windows.
 *
 * @param sitting 1 or 2
 * @param openedAt when this sitting began
 * @param windowEndsAt until then bidders decrypt; moved on by a pause, and by the time in which no server ran
 * @param closedAt when the decryption closed for all; null until then, and nothing is shown of what it opens
 * @param confirmEndsAt until then bidders confirm what was read; null before
 * @param between what stands between the sittings; null while one is held
 * @param pausedAt null unless it is paused
 * @param pauseReason null unless it is paused
 * @param aliveAt by the machine's clock, when a server last looked after it
 */
public record Hall(
        UUID projectId,
        UUID lotId,
        int sitting,
        Instant openedAt,
        Instant windowEndsAt,
        Instant closedAt,
        Instant confirmEndsAt,
        Between between,
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
        CONFIRMED,
        /** The first stage is evaluated; the price envelopes are sealed. */
        ADJOURNED
    }

    /**
     * Between two sittings.
     *
     * @param resumesAt when the second begins by itself; null until the first stage is locked
     */
    public record Between(Instant adjournedAt, Instant resumesAt) {}

    static Hall opened(UUID projectId, UUID lotId, int sitting, Instant now, Duration window, Instant aliveAt) {
        return new Hall(projectId, lotId, sitting, now, now.plus(window), null, null, null, null, null, aliveAt);
    }

    /** While the meeting is paused it stands where it stood. */
    public Stage stage(Instant now) {
        if (between != null) {
            return Stage.ADJOURNED;
        }
        Instant time = isPaused() ? pausedAt : now;
        if (closedAt == null) {
            return time.isBefore(windowEndsAt) ? Stage.DECRYPTING : Stage.SETTLING;
        }
        if (confirmEndsAt == null) {
            return Stage.READING;
        }
        return time.isBefore(confirmEndsAt) ? Stage.CONFIRMING : Stage.CONFIRMED;
    }

    public boolean isPaused() {
        return pausedAt != null;
    }

    /** Whether the first stage is locked and the second sitting is due. */
    boolean isToResume(Instant now) {
        return between != null && between.resumesAt() != null && !now.isBefore(between.resumesAt()) && !isPaused();
    }

    private Hall with(Instant windowEnds, Instant closed, Instant confirmEnds) {
        return new Hall(
                projectId,
                lotId,
                sitting,
                openedAt,
                windowEnds,
                closed,
                confirmEnds,
                between,
                pausedAt,
                pauseReason,
                aliveAt);
    }

    private Hall with(Between state, Instant paused, String reason, Instant alive) {
        return new Hall(
                projectId,
                lotId,
                sitting,
                openedAt,
                windowEndsAt,
                closedAt,
                confirmEndsAt,
                state,
                paused,
                reason,
                alive);
    }

    Hall closed(Instant now) {
        return with(windowEndsAt, now, confirmEndsAt);
    }

    Hall confirmingUntil(Instant ends) {
        return with(windowEndsAt, closedAt, ends);
    }

    Hall adjourned(Instant now) {
        return with(new Between(now, null), pausedAt, pauseReason, aliveAt);
    }

    /** The first stage is locked. */
    Hall resumingAt(Instant begin) {
        return with(new Between(between.adjournedAt(), begin), pausedAt, pauseReason, aliveAt);
    }

    Hall paused(Instant now, String reason) {
        return with(between, now, reason, aliveAt);
    }

    /** Goes on: what runs is given back the time of the pause. */
    Hall resumed(Instant now) {
        boolean hasWindow = switch (stage(now)) {
            case DECRYPTING, CONFIRMING -> true;
            case SETTLING, READING, CONFIRMED, ADJOURNED -> false;
        };
        Hall hall = hasWindow ? later(Duration.between(pausedAt, now)) : this;
        return hall.with(between, null, null, aliveAt);
    }

    /** The window that is open ends so much later. */
    Hall later(Duration time) {
        return with(
                closedAt == null ? windowEndsAt.plus(time) : windowEndsAt,
                closedAt,
                confirmEndsAt == null ? null : confirmEndsAt.plus(time));
    }

    Hall alive(Instant realNow) {
        return with(between, pausedAt, pauseReason, realNow);
    }
}
