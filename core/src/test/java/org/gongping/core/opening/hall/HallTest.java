package org.gongping.core.opening.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.plan.OpeningPlan;
import org.junit.jupiter.api.Test;

/** Whose time runs in a hall, and what a pause or a crash gives back to it. */
class HallTest {
    private static final Instant OPENED = Instant.parse("2026-12-01T01:00:00Z");
    private static final OpeningPlan PLAN = new OpeningPlan(
            1,
            List.of(EnvelopeKind.PRICE),
            false,
            Duration.ofMinutes(60),
            Duration.ofMinutes(10),
            Optional.of(new OpeningPlan.Remedy(2, List.of(Holder.AGENT, Holder.OWNER), Duration.ofMinutes(30))),
            false);

    private static final Hall HALL = Hall.opened(new UUID(0, 1), new UUID(0, 2), 1, OPENED, PLAN, OPENED);

    private static Instant minute(long minutes) {
        return OPENED.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void theHoldersHaveTheirTimeOnceTheWindowIsOver() {
        assertThat(HALL.stage(minute(60))).isEqualTo(Hall.Stage.SETTLING);
        assertThat(HALL.isRemedyDue(minute(89))).isTrue();
        assertThat(HALL.isRemedyDue(minute(90))).isFalse();
        assertThat(HALL.hasWindow(minute(89))).isTrue();
        assertThat(HALL.hasWindow(minute(90))).isFalse();
        assertThat(HALL.closed(minute(70)).isRemedyDue(minute(71))).isFalse();
    }

    /** What comes later moves on as well, what is over does not. */
    @Test
    void aPauseIsGivenBackToWhatRanWhenItBegan() {
        Hall inTheWindow = HALL.paused(minute(30), "x").resumed(minute(40));
        assertThat(inTheWindow.windowEndsAt()).isEqualTo(minute(70));
        assertThat(inTheWindow.remedyEndsAt()).isEqualTo(minute(100));
        Hall inTheRemedy = HALL.paused(minute(70), "x").resumed(minute(80));
        assertThat(inTheRemedy.windowEndsAt()).isEqualTo(minute(60));
        assertThat(inTheRemedy.remedyEndsAt()).isEqualTo(minute(100));
        Hall after = HALL.paused(minute(95), "x").resumed(minute(99));
        assertThat(after.remedyEndsAt()).isEqualTo(minute(90));
    }

    @Test
    void whilePausedNoTimeRunsOut() {
        assertThat(HALL.paused(minute(70), "x").isRemedyDue(minute(500))).isTrue();
    }
}
