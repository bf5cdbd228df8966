package org.gongping.core.audit.selfcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the log was when it was last looked at.
 *
 * @param at end of the last look
 * @param size of the log, by what was signed
 * @param entries of the log that this look went through: the newest ones
 * @param took how long the look at the newest entries took
 * @param rollingPassAge since when every older entry has been looked at once; empty while there are none, or while the
 *     first pass over them is under way
 */
public record Findings(
        Instant at, long size, long entries, Duration took, Optional<Duration> rollingPassAge, List<Finding> findings) {
    public Findings {
        findings = List.copyOf(findings);
    }

    /** The same look, with other findings. */
    public Findings with(List<Finding> found) {
        return new Findings(at, size, entries, took, rollingPassAge, found);
    }
}
