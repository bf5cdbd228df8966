package org.gongping.core.rule;

import java.time.Instant;

/**
 * The first moment a rule allows.
 *
 * @param of what may be then: the refused act itself, or the date that the act sets
 */
public record Earliest(Instant at, Of of) {
    /** What the moment is the first of. */
    public enum Of {
        /** The act: waiting helps. */
        ACT,
        /** A date the act sets: waiting does not help, a later date does. */
        DATE
    }
}
