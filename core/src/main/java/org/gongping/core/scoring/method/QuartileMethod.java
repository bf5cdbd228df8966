package org.gongping.core.scoring.method;

/** How a quartile between two prices is found; documents differ, so there is no default. */
public enum QuartileMethod {
    /** Position {@code (n − 1) q + 1}, linear between neighbours. */
    LINEAR_INCLUSIVE,
    /** Position {@code (n + 1) q}, kept within 1 … n, linear between neighbours. */
    LINEAR_EXCLUSIVE,
    /** The price at rank {@code ceil(q n)}. */
    NEAREST_RANK
}
