package org.gongping.core.audit.selfcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the self-check says the log is.
 *
 * @param at end of its last pass, by the clock of its machine
 * @param size of the log
 * @param entries that the pass went through: the newest ones
 * @param rolledSince since when every older entry has been looked at once; empty while there are none, or while the first
 *     pass over them is under way
 * @param findingCount of all, where more were found than are told
 */
public record Standing(
        Instant at,
        long size,
        long entries,
        Duration took,
        Optional<Instant> rolledSince,
        int findingCount,
        List<Told> findings) {
    public Standing {
        findings = List.copyOf(findings);
    }

    /** A finding as it was written down. */
    public record Told(String code, String place, String zh, String en) {}

    /** Time since the last pass; zero where the clock of the other machine is a moment ahead. */
    public Duration age(Instant now) {
        return at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
    }

    public Optional<Duration> rollingPassAge(Instant now) {
        return rolledSince.map(since -> since.isAfter(now) ? Duration.ZERO : Duration.between(since, now));
    }
}
