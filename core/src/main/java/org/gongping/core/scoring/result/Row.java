package org.gongping.core.scoring.result;

import java.util.List;
import org.gongping.core.scoring.derive.Num;

/**
 * What one bid came to. A figure that the method does not form is null.
 *
 * @param price the bid price, which stays the contract price
 * @param steps steps for which points were taken
 * @param scoreRaw price score before it is kept within its range and rounded
 * @param clampedBy FLOOR, CAP, CAP_HIGH, CAP_LOW or OUTLIER_SCORE; null where nothing bound
 * @param total sum over the parts, or the price score where it is all there is
 * @param rank 1 for the first; bids that stay equal share a rank; 0 for a bid that is not ranked
 * @param tiedWith labels of the bids of the same rank
 */
public record Row(
        String bid,
        Num price,
        Num reviewPrice,
        List<Line> components,
        Num deviationRaw,
        Num deviation,
        Num steps,
        Num scoreRaw,
        Num score,
        String clampedBy,
        List<PartLine> parts,
        Num total,
        int rank,
        List<String> tiedWith) {
    /** A line of an evaluated price, before and after its rounding. */
    public record Line(String name, Num raw, Num value) {}

    /** A part of a comprehensive evaluation and what it adds to the total. */
    public record PartLine(String name, Num score, Num weighted) {}
}
