package org.gongping.core.rule;

/** 日 and 工作日 are different units; one is never converted into the other. */
public enum PeriodUnit {
    CALENDAR_DAY("日", "day(s)"),
    WORKING_DAY("个工作日", "working day(s)");

    private final Bilingual name;

    PeriodUnit(String zh, String en) {
        this.name = new Bilingual(zh, en);
    }

    public Bilingual shown() {
        return name;
    }
}
