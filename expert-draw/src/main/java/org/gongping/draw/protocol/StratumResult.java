package org.gongping.draw.protocol;

import java.util.List;

/**
 * What the draw of one stratum gave. Experts are numbers in the {@link Pool}.
 *
 * @param selected in the order of their rank
 * @param alternates everybody after them who may be called, in order; not to be changed
 * @param skipped in the order in which they were passed over
 */
public record StratumResult(String stratum, List<Chosen> selected, int[] alternates, List<Skipped> skipped) {
    /**
     * One who was chosen.
     *
     * @param key 32 bytes, the rank
     */
    public record Chosen(int expert, byte[] key) {}

    /** One who was passed over. */
    public record Skipped(int expert, SkipReason reason) {}

    public StratumResult {
        selected = List.copyOf(selected);
        skipped = List.copyOf(skipped);
    }
}
