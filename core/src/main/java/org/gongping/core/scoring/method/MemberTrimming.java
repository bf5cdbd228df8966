package org.gongping.core.scoring.method;

/**
 * Whether the highest and the lowest member are left out of a mean.
 *
 * @param minMembers least number of members from which it applies
 */
public record MemberTrimming(Level level, boolean dropOneEach, int minMembers) {
    /** What the mean is taken of. */
    public enum Level {
        ITEM,
        PART
    }
}
