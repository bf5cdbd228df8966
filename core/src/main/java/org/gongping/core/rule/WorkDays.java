package org.gongping.core.rule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Working days by the calendars that are loaded. A year without a calendar knows weekends only. */
public final class WorkDays {
    /** Weekends and holidays rest, make-up days work. */
    public static final RestDays USUAL = new RestDays(true, true, true);

    private final Map<Integer, WorkCalendar> byYear = new TreeMap<>();

    /** @throws IllegalArgumentException when two calendars are of one year */
    public WorkDays(Collection<WorkCalendar> calendars) {
        for (WorkCalendar calendar : calendars) {
            if (byYear.put(calendar.year(), calendar) != null) {
                throw new IllegalArgumentException("two calendars of " + calendar.year());
            }
        }
    }

    /** Whether the holidays of that year are known; a period that touches another year is provisional. */
    public boolean knows(int year) {
        return byYear.containsKey(year);
    }

    public boolean isWorkingDay(LocalDate day) {
        return !isRestDay(day, USUAL);
    }

    boolean isRestDay(LocalDate day, RestDays rest) {
        if (rest.holidays() && holiday(day).isPresent()) {
            return true;
        }
        if (!rest.weekends() || !isWeekend(day)) {
            return false;
        }
        return !(rest.makeUpDaysWork() && isMakeUpWorkday(day));
    }

    public boolean isMakeUpWorkday(LocalDate day) {
        WorkCalendar calendar = byYear.get(day.getYear());
        return calendar != null && calendar.makeUpWorkdays().contains(day);
    }

    /** Name of the holiday that covers the day. */
    public Optional<String> holiday(LocalDate day) {
        WorkCalendar calendar = byYear.get(day.getYear());
        if (calendar == null) {
            return Optional.empty();
        }
        return calendar.holidays().stream()
                .filter(holiday -> holiday.covers(day))
                .map(WorkCalendar.Holiday::name)
                .findFirst();
    }

    /** The first working day after the given one. */
    public LocalDate nextWorkingDay(LocalDate day) {
        return next(day.plusDays(1), 1, USUAL);
    }

    /** The day itself when it works, else the first working day in the direction of step (+1 or −1). */
    LocalDate next(LocalDate day, int step, RestDays rest) {
        LocalDate candidate = day;
        while (isRestDay(candidate, rest)) {
            candidate = candidate.plusDays(step);
        }
        return candidate;
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
