package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gongping.core.schema.JsonContract;

/** Reads a calendar as an operator loads it ({@code contract/calendar.schema.json}). Thread-safe. */
public final class WorkCalendarReader {
    private static final JsonContract SCHEMA = JsonContract.ofResource("calendar.schema.json");

    public Loaded<WorkCalendar> read(String text) {
        return StrictJson.parse(text).then(this::read);
    }

    public Loaded<WorkCalendar> read(JsonNode document) {
        List<PointerError> errors = new ArrayList<>(StrictJson.check(SCHEMA, document));
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
                errors.add(new PointerError(pointer + "/to", "早于 /from", "is before /from"));
            }
            if (from.getYear() != year) {
                errors.add(new PointerError(pointer + "/from", "不在 " + year + " 年", "is not in the year " + year));
            }
            if (to.getYear() != year) {
                errors.add(new PointerError(pointer + "/to", "不在 " + year + " 年", "is not in the year " + year));
            }
            if (holidays.stream().anyMatch(other -> !from.isAfter(other.to()) && !to.isBefore(other.from()))) {
                errors.add(new PointerError(pointer, "与另一个假期重叠", "overlaps another holiday"));
            }
            holidays.add(holiday);
        }
        Set<LocalDate> makeUpWorkdays = new HashSet<>();
        int index = 0;
        for (JsonNode node : document.path("makeUpWorkdays")) {
            String pointer = "/makeUpWorkdays/" + index++;
            LocalDate day = LocalDate.parse(node.textValue());
            if (day.getYear() != year) {
                errors.add(new PointerError(pointer, "不在 " + year + " 年", "is not in the year " + year));
            }
            if (!WorkDays.isWeekend(day)) {
                errors.add(new PointerError(pointer, "不是周六或者周日", "is no Saturday or Sunday"));
            }
            if (holidays.stream().anyMatch(holiday -> holiday.covers(day))) {
                errors.add(new PointerError(pointer, "在假期之内", "lies in a holiday"));
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
