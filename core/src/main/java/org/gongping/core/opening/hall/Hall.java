package org.gongping.core.opening.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.gongping.core.bid.plan.OpeningPlan;

/**
 * The hall of a lot's opening. Where the price stays sealed until the first stage is locked, its opening has two sittings:
 * each has its own windows.
 *
 * @param sitting 1 or 2
 * @param openedAt when this sitting began
 * @param windowEndsAt until then bidders decrypt; moved on by a pause, and by the time in which no server ran
 * @param remedyEndsAt until then holders may use the announced remedy, and nobody decides over a bid that stayed closed;
 *     moved on like the window; null where none is announced
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
        Instant remedyEndsAt,
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

    static Hall opened(UUID projectId, UUID lotId, int sitting, Instant now, OpeningPlan plan, Instant aliveAt) {
        Instant windowEnds = now.plus(plan.decryptionWindow());
        Instant remedyEnds =
                plan.remedy().map(remedy -> windowEnds.plus(remedy.window())).orElse(null);
        return new Hall(projectId, lotId, sitting, now, windowEnds, remedyEnds, null, null, null, null, null, aliveAt);
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

    /** Whether the holders still have time. */
    boolean isRemedyDue(Instant now) {
        Instant time = isPaused() ? pausedAt : now;
        return closedAt == null && remedyEndsAt != null && time.isBefore(remedyEndsAt);
    }

    /** Whether somebody's time runs, so that no pause and no crash may shorten it. */
    boolean hasWindow(Instant now) {
        return switch (stage(now)) {
            case DECRYPTING, CONFIRMING -> true;
            case SETTLING -> isRemedyDue(now);
            case READING, CONFIRMED, ADJOURNED -> false;
        };
    }

    public boolean isPaused() {
        return pausedAt != null;
    }

    /** Whether the first stage is locked and the second sitting is due. */
    boolean isToResume(Instant now) {
        return between != null && between.resumesAt() != null && !now.isBefore(between.resumesAt()) && !isPaused();
    }

    private Hall with(Instant windowEnds, Instant remedyEnds, Instant closed, Instant confirmEnds) {
        return new Hall(
                projectId,
                lotId,
                sitting,
                openedAt,
                windowEnds,
                remedyEnds,
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
                remedyEndsAt,
                closedAt,
                confirmEndsAt,
                state,
                paused,
                reason,
                alive);
    }

    Hall closed(Instant now) {
        return with(windowEndsAt, remedyEndsAt, now, confirmEndsAt);
    }

    Hall confirmingUntil(Instant ends) {
        return with(windowEndsAt, remedyEndsAt, closedAt, ends);
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
        Hall hall = hasWindow(now) ? later(Duration.between(pausedAt, now), stage(now)) : this;
        return hall.with(between, null, null, aliveAt);
    }

    /** What ran in this stage ends so much later, and what comes after it. */
    Hall later(Duration time, Stage stage) {
        return with(
                stage == Stage.DECRYPTING ? windowEndsAt.plus(time) : windowEndsAt,
                closedAt != null || remedyEndsAt == null ? remedyEndsAt : remedyEndsAt.plus(time),
                closedAt,
                confirmEndsAt == null ? null : confirmEndsAt.plus(time));
    }

    Hall alive(Instant realNow) {
        return with(between, pausedAt, pauseReason, realNow);
    }
}
