package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a calendar as an operator loads it ({@code contract/calendar.schema.json}). Thread-safe. */
public final class WorkCalendarReader {
    private final StrictJson schema = new StrictJson("/contract/calendar.schema.json");

    public Loaded<WorkCalendar> read(String text) {
        return StrictJson.parse(text).then(this::read);
    }

    public Loaded<WorkCalendar> read(JsonNode document) {
        List<PointerError> errors = new ArrayList<>(schema.check(document));
        if (!errors.isEmpty()) {
            return new Loaded.Refused<>(errors);
        }
        int year = document.path("year").intValue();
        List<WorkCalendar.Holiday> holidays = new ArrayList<>();
        for (JsonNode node : document.path("holidays")) {
            String pointer = "/holidays/" + holidays.size();
            LocalDate from = LocalDate.parse(node.path("from").textValue());
            LocalDate to = LocalDate.parse(node.path("to").textValue());
            WorkCalendar.Holiday holiday =
                    new WorkCalendar.Holiday(from, to, node.path("name").textValue());
            if (to.isBefore(from)) {
                errors.add(new PointerError(pointer + "/to", "is before /from"));
            }
            if (from.getYear() != year) {
                errors.add(new PointerError(pointer + "/from", "is not in the year " + year));
            }
            if (to.getYear() != year) {
                errors.add(new PointerError(pointer + "/to", "is not in the year " + year));
            }
            if (holidays.stream().anyMatch(other -> !from.isAfter(other.to()) && !to.isBefore(other.from()))) {
                errors.add(new PointerError(pointer, "overlaps another holiday"));
            }
            holidays.add(holiday);
        }
        Set<LocalDate> makeUpWorkdays = new HashSet<>();
        int index = 0;
        for (JsonNode node : document.path("makeUpWorkdays")) {
            String pointer = "/makeUpWorkdays/" + index++;
            LocalDate day = LocalDate.parse(node.textValue());
            if (day.getYear() != year) {
                errors.add(new PointerError(pointer, "is not in the year " + year));
            }
            if (!WorkDays.isWeekend(day)) {
                errors.add(new PointerError(pointer, "is no Saturday or Sunday"));
            }
            if (holidays.stream().anyMatch(holiday -> holiday.covers(day))) {
                errors.add(new PointerError(pointer, "lies in a holiday"));
            }
            makeUpWorkdays.add(day);
        }
        if (!errors.isEmpty()) {
            return new Loaded.Refused<>(errors);
        }
        return new Loaded.Sound<>(new WorkCalendar(
                document.path("calendar").textValue(),
                year,
                document.path("source").textValue(),
                holidays,
                makeUpWorkdays));
    }
}
