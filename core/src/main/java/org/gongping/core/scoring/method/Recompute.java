package org.gongping.core.scoring.method;

/** Whether the benchmark moves when a bid is rejected later, and the event that freezes it. */
public enum Recompute {
    NEVER("PRICE_SCORES_FIRST_CONFIRMED"),
    UNTIL_CONFIRMED("PRICE_SCORES_CONFIRMED"),
    UNTIL_REPORT_SIGNED("REPORT_SIGNED");

    private final String freezeEvent;

    Recompute(String freezeEvent) {
        this.freezeEvent = freezeEvent;
    }

    public String freezeEvent() {
        return freezeEvent;
    }
}
