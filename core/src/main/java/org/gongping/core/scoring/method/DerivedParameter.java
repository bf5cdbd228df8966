package org.gongping.core.scoring.method;

import java.util.List;

/** A parameter put together from drawn ones, such as a factor drawn digit by digit: the sum of its terms. */
public record DerivedParameter(String name, List<Term> terms, String pointer) {
    /** {@code parameter × factor}. */
    public record Term(DrawnParam parameter, Figure factor) {}
}
