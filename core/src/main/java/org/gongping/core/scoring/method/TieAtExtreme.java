package org.gongping.core.scoring.method;

/** What happens when the cut of a trimming runs through equal prices. */
public enum TieAtExtreme {
    DROP_COUNT,
    DROP_ALL_EQUAL,
    KEEP_ALL_EQUAL
}
