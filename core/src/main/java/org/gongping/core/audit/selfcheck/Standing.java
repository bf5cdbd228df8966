package org.gongping.core.audit.selfcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the self-check says the log is.
 *
 * @param passedAt end of its last pass, by the clock of the database
 * @param age time since then, by the same clock
 * @param size of the log
 * @param entries that the pass went through: the newest ones
 * @param rollingPassAge since when every older entry has been looked at once; empty while there are none, or while the
 *     first pass over them is under way
 */
public record Standing(
        Instant passedAt,
        Duration age,
        long size,
        long entries,
        Duration took,
        Optional<Duration> rollingPassAge,
        List<Told> findings) {
    public Standing {
        findings = List.copyOf(findings);
    }

    /** A finding as it was written down. */
    public record Told(String code, String place, String zh, String en) {}
}
