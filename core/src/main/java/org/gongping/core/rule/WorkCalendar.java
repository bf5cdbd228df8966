package org.gongping.core.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * The arrangement of public holidays of one year.
 *
 * @param id name of the data set, e.g. cn-2026
 * @param source the notice that orders it
 * @param makeUpWorkdays Saturdays and Sundays on which work is done (调休上班)
 */
public record WorkCalendar(String id, int year, String source, List<Holiday> holidays, Set<LocalDate> makeUpWorkdays) {
    public WorkCalendar {
        holidays = List.copyOf(holidays);
        makeUpWorkdays = Set.copyOf(makeUpWorkdays);
    }

    /** Days off in a row, both ends included. */
    public record Holiday(LocalDate from, LocalDate to, String name) {
        public boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }
}
