package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongping.service.StartupFailure;

/**
 * The days of one case on one server. Day 0 is chosen by the calendars that the server has loaded, reckoned here anew:
 * nothing of the product's own counting of legal periods is used.
 */
final class DayPlan {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Pattern DAY = Pattern.compile("@\\d{1,3}");
    private static final Pattern MOMENT = Pattern.compile("@(\\d{1,3}) (\\d{2}:\\d{2}(?::\\d{2})?)");

    /** Two years have every weekday clear of holidays somewhere. */
    private static final int SEARCHED_DAYS = 800;

    private final LocalDate dayZero;

    private DayPlan(LocalDate dayZero) {
        this.dayZero = dayZero;
    }

    /**
     * @param now time of the server
     * @param calendars as {@code listCalendars} answers; a year that is not loaded has weekends only
     */
    static DayPlan choose(RehearsalCase.Days days, Instant now, JsonNode calendars) {
        var holidays = new HashSet<LocalDate>();
        var makeUpDays = new HashSet<LocalDate>();
        for (JsonNode calendar : calendars.path("items")) {
            JsonNode document = calendar.path("document");
            for (JsonNode holiday : document.path("holidays")) {
                LocalDate last = LocalDate.parse(holiday.path("to").asText());
                LocalDate.parse(holiday.path("from").asText())
                        .datesUntil(last.plusDays(1))
                        .forEach(holidays::add);
            }
            document.path("makeUpWorkdays").forEach(day -> makeUpDays.add(LocalDate.parse(day.asText())));
        }
        LocalDate today = now.atZone(ZONE).toLocalDate();
        return today.plusDays(1)
                .datesUntil(today.plusDays(SEARCHED_DAYS))
                .filter(day -> days.dayZero().isEmpty() || days.dayZero().get() == day.getDayOfWeek())
                .filter(day ->
                        days.working().stream().allMatch(offset -> works(day.plusDays(offset), holidays, makeUpDays)))
                .filter(day ->
                        days.rest().stream().noneMatch(offset -> works(day.plusDays(offset), holidays, makeUpDays)))
                .findFirst()
                .map(DayPlan::new)
                .orElseThrow(() -> new StartupFailure("no day within " + SEARCHED_DAYS + " days after " + today
                        + " has the working and rest days that the case asks for"));
    }

    private static boolean works(LocalDate day, Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return makeUpDays.contains(day) || !weekend && !holidays.contains(day);
    }

    static boolean isMoment(String text) {
        Matcher matcher = MOMENT.matcher(text);
        return matcher.matches() && time(matcher.group(2)).isPresent();
    }

    static boolean isDay(String text) {
        return DAY.matcher(text).matches();
    }

    /** The date of {@code @DAY}, as the calendar writes it. */
    String date(String day) {
        return dayZero.plusDays(Long.parseLong(day.substring(1))).toString();
    }

    private static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The instant of {@code @DAY HH:MM[:SS]} in Asia/Shanghai. */
    Instant at(String moment) {
        Matcher matcher = MOMENT.matcher(moment);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a moment: " + moment);
        }
        return dayZero.plusDays(Long.parseLong(matcher.group(1)))
                .atTime(time(matcher.group(2))
                        .orElseThrow(() -> new IllegalArgumentException("no such time: " + moment)))
                .atZone(ZONE)
                .toInstant();
    }

    /** An instant as people of the tender read it: local time to the second. */
    static String local(Instant instant) {
        return SHOWN.format(instant.atZone(ZONE));
    }
}
