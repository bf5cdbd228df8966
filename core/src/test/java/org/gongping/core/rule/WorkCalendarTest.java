package org.gongping.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.day;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {
    private final WorkCalendarReader reader = new WorkCalendarReader();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2026-10-01, false", "2026-10-07, false", "2026-10-08, true", "2026-10-10, true", "2026-10-11, false",
        "2026-02-14, true", "2026-02-15, false", "2026-02-23, false", "2026-02-28, true", "2026-01-04, true",
        "2025-01-26, true", "2025-01-28, false", "2025-02-05, true", "2025-10-08, false", "2025-10-11, true",
        "2027-01-01, true", "2027-01-02, false"
    })
    void workingDaysFollowTheArrangementOfTheStateCouncil(String date, boolean works) {
        assertThat(Laws.WORK_DAYS.isWorkingDay(day(date))).isEqualTo(works);
    }

    /**
     * Since 2025 there are 13 statutory days; all others of a break are weekends or moved ones. So per year the weekdays
     * taken off less the weekend days worked can be no more than 13.
     */
    @Test
    void theShippedArrangementsGiveNoMoreRestThanTheStatute() {
        for (WorkCalendar calendar : ShippedLaw.calendars()) {
            long weekdaysOff = calendar.holidays().stream()
                    .flatMap(holiday -> holiday.from().datesUntil(holiday.to().plusDays(1)))
                    .filter(date -> !WorkDays.isWeekend(date))
                    .count();
            long statutory = weekdaysOff - calendar.makeUpWorkdays().size();
            assertThat(statutory).as(calendar.id()).isBetween(10L, 13L);
            assertThat(calendar.holidays())
                    .allSatisfy(holiday -> assertThat(ChronoUnit.DAYS.between(holiday.from(), holiday.to()))
                            .isLessThan(10));
        }
    }

    @Test
    void nextWorkingDaySkipsTheHoliday() {
        assertThat(Laws.WORK_DAYS.nextWorkingDay(day("2026-09-30"))).isEqualTo(day("2026-10-08"));
        assertThat(Laws.WORK_DAYS.nextWorkingDay(day("2026-09-19"))).isEqualTo(day("2026-09-20"));
    }

    @TestFactory
    Stream<DynamicTest> aWrongCalendarIsRefusedWithThePlaceOfTheFault() {
        return Stream.of(
                refused("/year", calendar -> calendar.put("year", "2026")),
                refused("/year", calendar -> calendar.remove("year")),
                refused("/colour", calendar -> calendar.put("colour", "red")),
                refused("/schema", calendar -> calendar.put("schema", "gongping.calendar/2")),
                refused("/holidays/0/from", calendar -> holiday(calendar, 0).put("from", "2026-02-30")),
                refused("/holidays/0/to", calendar -> holiday(calendar, 0).put("to", "2025-12-31")),
                refused("/holidays/0/name", calendar -> holiday(calendar, 0).remove("name")),
                refused("/holidays/1/from", calendar -> holiday(calendar, 1).put("from", "2027-02-15")),
                refused("/holidays/6", calendar -> holiday(calendar, 6).put("from", "2026-09-26")),
                refused(
                        "/makeUpWorkdays/6",
                        calendar -> calendar.withArray("makeUpWorkdays").add("2026-11-24")),
                refused(
                        "/makeUpWorkdays/6",
                        calendar -> calendar.withArray("makeUpWorkdays").add("2026-10-03")),
                refused(
                        "/makeUpWorkdays/6",
                        calendar -> calendar.withArray("makeUpWorkdays").add("2025-11-22")),
                refused(
                        "/makeUpWorkdays",
                        calendar -> calendar.withArray("makeUpWorkdays").add("2026-10-10")));
    }

    private static ObjectNode holiday(ObjectNode calendar, int index) {
        return (ObjectNode) calendar.withArray("holidays").get(index);
    }

    private DynamicTest refused(String pointer, Consumer<ObjectNode> spoil) {
        return DynamicTest.dynamicTest(pointer, () -> {
            ObjectNode calendar = (ObjectNode) StrictJson.resource("/calendar/cn-2026.json");
            spoil.accept(calendar);
            assertThat(reader.read(calendar)).isInstanceOfSatisfying(Loaded.Refused.class, refused -> {
                List<?> errors = refused.errors();
                assertThat(errors)
                        .anySatisfy(error ->
                                assertThat(((PointerError) error).pointer()).isEqualTo(pointer));
            });
        });
    }
}
