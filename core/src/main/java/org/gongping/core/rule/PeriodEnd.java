package org.gongping.core.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The end of a legal period, and how it was found.
 *
 * @param start day (Asia/Shanghai) from which was counted: forwards the start, backwards the deadline
 * @param lastDay day on which the period ends, after roll-over; backwards the last day on which the act is in time
 * @param keptFrom forwards: the first instant at which "at least n days" is kept. Backwards: the first instant that is
 *     too late, 24:00 of {@code lastDay}
 * @param endsAt 24:00 of {@code lastDay} (民法典 Art. 203), as the first instant after it: "within n days" is kept before
 * @param yearsWithoutCalendar years that were touched and whose holidays are not loaded; the result is provisional then
 * @param days every day in the order of counting
 */
public record PeriodEnd(
        LocalDate start,
        LocalDate lastDay,
        Instant keptFrom,
        Instant endsAt,
        List<Integer> yearsWithoutCalendar,
        List<CountedDay> days) {
    public PeriodEnd {
        yearsWithoutCalendar = List.copyOf(yearsWithoutCalendar);
        days = List.copyOf(days);
    }

    /** Counted with weekends only in some year: it can change when that year's arrangement is loaded. */
    public boolean provisional() {
        return !yearsWithoutCalendar.isEmpty();
    }
}
