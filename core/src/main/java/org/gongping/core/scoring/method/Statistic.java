package org.gongping.core.scoring.method;

/** The statistics that a benchmark may be built from. */
public enum Statistic {
    ARITHMETIC,
    MEDIAN,
    GEOMETRIC,
    LOWER_QUARTILE,
    UPPER_QUARTILE
}
