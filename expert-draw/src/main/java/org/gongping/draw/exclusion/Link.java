package org.gongping.draw.exclusion;

import java.math.BigDecimal;
import java.util.List;

/**
 * Why an organisation matters in this tender.
 *
 * @param root credit code of the party that it belongs to, its own for depth 0
 * @param path steps of affiliation from there
 */
record Link(To to, String root, int depth, BigDecimal share, List<String> path) {
    /** Whose organisation it is. */
    enum To {
        BIDDER,
        OWNER,
        AGENT,
        AUTHORITY,
        /** Named by the plan. */
        AVOIDED
    }

    static Link direct(To to, String code) {
        return new Link(to, code, 0, BigDecimal.valueOf(100), List.of());
    }
}
