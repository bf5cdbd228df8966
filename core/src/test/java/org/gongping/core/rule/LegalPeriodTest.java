package org.gongping.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.at;
import static org.gongping.core.rule.Laws.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalPeriodTest {
    private static final int CASES = 10_000;
    private static final long SEED = 20_261_123L;
    private final LegalPeriod periods = new LegalPeriod(Laws.WORK_DAYS);

    private static Counting days(int count) {
        return counting(count, PeriodUnit.CALENDAR_DAY, PeriodBoundary.DAY_REACHED, BackwardRoll.EARLIER);
    }

    private static Counting workingDays(int count) {
        return counting(count, PeriodUnit.WORKING_DAY, PeriodBoundary.DAY_REACHED, BackwardRoll.EARLIER);
    }

    private static Counting counting(int count, PeriodUnit unit, PeriodBoundary boundary, BackwardRoll roll) {
        return new Counting(count, unit, false, true, WorkDays.USUAL, boundary, roll, true);
    }

    @Test
    void theFirstDayIsNotCountedAndTheLastEndsAtMidnight() {
        PeriodEnd end = periods.forward(at("2026-11-23 10:00"), days(3));
        assertThat(end.lastDay()).isEqualTo(day("2026-11-26"));
        assertThat(end.endsAt()).isEqualTo(at("2026-11-27 00:00"));
        assertThat(end.keptFrom()).isEqualTo(at("2026-11-26 00:00"));
    }

    @Test
    void theLegalDayIsThatOfShanghaiAndNotOfTheServer() {
        assertThat(periods.forward(Instant.parse("2026-11-22T16:00:00Z"), days(3))
                        .start())
                .isEqualTo(day("2026-11-23"));
        assertThat(periods.forward(Instant.parse("2026-11-22T15:59:59Z"), days(3))
                        .start())
                .isEqualTo(day("2026-11-22"));
    }

    @ParameterizedTest(name = "{1} working day(s) after {0} is {2}")
    @CsvSource({
        "2026-09-18, 1, 2026-09-20",
        "2026-09-30, 1, 2026-10-08",
        "2026-09-30, 3, 2026-10-10",
        "2026-10-09, 2, 2026-10-12",
        "2026-02-13, 1, 2026-02-14",
        "2026-02-14, 1, 2026-02-24",
        "2026-02-27, 2, 2026-03-02",
        "2025-12-31, 1, 2026-01-04"
    })
    void workingDaysSkipHolidaysAndCountMakeUpDays(String start, int count, String last) {
        PeriodEnd end = periods.forward(LegalPeriod.startOf(day(start)), workingDays(count));
        assertThat(end.lastDay()).isEqualTo(day(last));
        assertThat(end.provisional()).isFalse();
    }

    @Test
    void theWayIsWrittenDownWithTheHolidaysByName() {
        PeriodEnd end = periods.forward(at("2026-09-28 09:00"), days(3));
        assertThat(end.days())
                .extracting(counted -> counted.note().zh())
                .containsExactly(
                        "2026-09-28 周一 起算日，不计入",
                        "2026-09-29 周二 第1日",
                        "2026-09-30 周三 第2日",
                        "2026-10-01 周四 第3日（国庆节放假）",
                        "2026-10-02 周五 国庆节放假，继续顺延",
                        "2026-10-03 周六 国庆节放假，继续顺延",
                        "2026-10-04 周日 国庆节放假，继续顺延",
                        "2026-10-05 周一 国庆节放假，继续顺延",
                        "2026-10-06 周二 国庆节放假，继续顺延",
                        "2026-10-07 周三 国庆节放假，继续顺延",
                        "2026-10-08 周四 末日遇休息日，顺延至此日");
        assertThat(end.days().getLast().note().en()).isEqualTo("2026-10-08 Thu the last day rests, so it moves here");
    }

    @Test
    void aPeriodCountedBackwardsRollsAsTheDataSayAndShowsTheMark() {
        Instant deadline = at("2026-11-23 09:30");
        PeriodEnd earlier = periods.backward(deadline, days(15));
        assertThat(earlier.lastDay()).isEqualTo(day("2026-11-06"));
        assertThat(earlier.days().getLast().note().zh()).isEqualTo("2026-11-06 周五 末日遇休息日，提前至此日【待核】");
        PeriodEnd later = periods.backward(
                deadline, counting(15, PeriodUnit.CALENDAR_DAY, PeriodBoundary.DAY_REACHED, BackwardRoll.LATER));
        assertThat(later.lastDay()).isEqualTo(day("2026-11-09"));
        PeriodEnd none = periods.backward(
                deadline, counting(15, PeriodUnit.CALENDAR_DAY, PeriodBoundary.DAY_REACHED, BackwardRoll.NONE));
        assertThat(none.lastDay()).isEqualTo(day("2026-11-08"));
        PeriodEnd whole = periods.backward(
                deadline, counting(15, PeriodUnit.CALENDAR_DAY, PeriodBoundary.DAY_ENDED, BackwardRoll.NONE));
        assertThat(whole.lastDay()).as("fifteen whole days lie between").isEqualTo(day("2026-11-07"));
    }

    @Test
    void aYearWithoutCalendarMakesTheResultProvisional() {
        PeriodEnd end = periods.forward(at("2026-12-28 09:00"), days(5));
        assertThat(end.lastDay()).as("2027-01-02 is a Saturday").isEqualTo(day("2027-01-04"));
        assertThat(end.yearsWithoutCalendar()).containsExactly(2027);
        assertThat(periods.forward(at("2026-12-20 09:00"), days(5)).provisional())
                .isFalse();
    }

    @Test
    void agreesWithANaiveModelOnTenThousandCases() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            LocalDate start = day("2025-01-01").plusDays(random.nextInt(730));
            Counting counting = new Counting(
                    random.nextInt(40),
                    random.nextBoolean() ? PeriodUnit.CALENDAR_DAY : PeriodUnit.WORKING_DAY,
                    random.nextInt(4) == 0,
                    random.nextBoolean(),
                    new RestDays(random.nextInt(5) > 0, random.nextInt(5) > 0, random.nextInt(5) > 0),
                    random.nextBoolean() ? PeriodBoundary.DAY_REACHED : PeriodBoundary.DAY_ENDED,
                    BackwardRoll.values()[random.nextInt(3)],
                    true);
            Instant moment = LegalPeriod.startOf(start).plusSeconds(random.nextInt(86_400));
            String what = "seed " + SEED + ", case " + i + ": " + start + " " + counting;

            PeriodEnd forward = periods.forward(moment, counting);
            LocalDate last = Naive.forward(start, counting);
            assertThat(forward.lastDay()).as(what).isEqualTo(last);
            assertThat(forward.endsAt()).as(what).isEqualTo(LegalPeriod.startOf(last.plusDays(1)));
            assertThat(forward.keptFrom())
                    .as(what)
                    .isEqualTo(LegalPeriod.startOf(
                            counting.boundary() == PeriodBoundary.DAY_REACHED ? last : last.plusDays(1)));
            assertThat(forward.days().stream()
                            .mapToInt(CountedDay::number)
                            .max()
                            .orElse(0))
                    .as(what)
                    .isEqualTo(counting.count());

            PeriodEnd backward = periods.backward(moment, counting);
            assertThat(backward.lastDay()).as(what).isEqualTo(Naive.backward(start, counting));
            assertThereAndBack(moment, counting, what);
        }
    }

    /** Unrolled, the way back from the end of a period leads to its start. */
    private void assertThereAndBack(Instant moment, Counting counting, String what) {
        boolean startWorks = !Naive.rests(LegalPeriod.day(moment), counting.restDays());
        if (counting.boundary() == PeriodBoundary.DAY_ENDED
                || counting.firstDayCounts()
                || (counting.unit() == PeriodUnit.WORKING_DAY && !startWorks)) {
            return;
        }
        Counting plain = new Counting(
                counting.count(),
                counting.unit(),
                false,
                false,
                counting.restDays(),
                PeriodBoundary.DAY_REACHED,
                BackwardRoll.NONE,
                false);
        Instant end = LegalPeriod.startOf(periods.forward(moment, plain).lastDay());
        assertThat(periods.backward(end, plain).lastDay()).as(what).isEqualTo(LegalPeriod.day(moment));
    }

    /** The same by brute force: all days of the window, filtered and picked, over its own reading of the calendars. */
    private static final class Naive {
        private static final Set<LocalDate> HOLIDAYS = new HashSet<>();
        private static final Set<LocalDate> MAKE_UP = new HashSet<>();

        static {
            for (String id : List.of("cn-2025", "cn-2026")) {
                JsonNode calendar = StrictJson.resource("/calendar/" + id + ".json");
                for (JsonNode holiday : calendar.path("holidays")) {
                    LocalDate.parse(holiday.path("from").textValue())
                            .datesUntil(LocalDate.parse(holiday.path("to").textValue())
                                    .plusDays(1))
                            .forEach(HOLIDAYS::add);
                }
                calendar.path("makeUpWorkdays").forEach(node -> MAKE_UP.add(LocalDate.parse(node.textValue())));
            }
        }

        static boolean rests(LocalDate day, RestDays rest) {
            boolean weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).contains(day.getDayOfWeek());
            boolean madeUp = MAKE_UP.contains(day) && rest.makeUpDaysWork();
            return (rest.holidays() && HOLIDAYS.contains(day)) || (rest.weekends() && weekend && !madeUp);
        }

        static LocalDate forward(LocalDate start, Counting counting) {
            LocalDate last = nth(start, 1, counting, counting.count());
            return counting.rollOver() ? firstAtOrBeyond(last, 1, counting) : last;
        }

        static LocalDate backward(LocalDate deadline, Counting counting) {
            int count = counting.count() + (counting.boundary() == PeriodBoundary.DAY_ENDED ? 1 : 0);
            LocalDate last = nth(deadline, -1, counting, count);
            return switch (counting.backwardRoll()) {
                case EARLIER -> firstAtOrBeyond(last, -1, counting);
                case LATER -> firstAtOrBeyond(last, 1, counting);
                case NONE -> last;
            };
        }

        private static LocalDate nth(LocalDate from, int step, Counting counting, int count) {
            if (count == 0) {
                return from;
            }
            Predicate<LocalDate> counts =
                    day -> counting.unit() == PeriodUnit.CALENDAR_DAY || !rests(day, counting.restDays());
            return Stream.iterate(counting.firstDayCounts() ? from : from.plusDays(step), day -> day.plusDays(step))
                    .filter(counts)
                    .skip(count - 1L)
                    .findFirst()
                    .orElseThrow();
        }

        private static LocalDate firstAtOrBeyond(LocalDate day, int step, Counting counting) {
            return Stream.iterate(day, next -> next.plusDays(step))
                    .filter(next -> !rests(next, counting.restDays()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
