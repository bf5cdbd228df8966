package org.gongping.core.rule;

/** When "at least n days" is kept. */
public enum PeriodBoundary {
    /** As soon as the n-th day has begun: from issue to a deadline that lies on the n-th day. */
    DAY_REACHED,
    /** Only when the n-th day is over, at 24:00 (民法典 Art. 203): a notice that must stand for n whole days. */
    DAY_ENDED
}
