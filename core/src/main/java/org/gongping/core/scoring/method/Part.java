package org.gongping.core.scoring.method;

import java.util.List;

/**
 * A part of a comprehensive evaluation (F8).
 *
 * @param weight factor of the part's score in the total
 * @param trimming of the members' sums when its level is PART, of their marks per item when it is ITEM
 */
public record Part(
        String name,
        String nameZh,
        Kind kind,
        Figure fullMarks,
        Figure weight,
        List<Item> items,
        MemberTrimming trimming,
        String pointer) {
    /** Where the score of a part comes from. */
    public enum Kind {
        /** The price score of this method. */
        PRICE,
        /** Marks of the committee's members, item by item. */
        ITEMS,
        /** A figure given from outside, such as a published credit score. */
        GIVEN
    }
}
