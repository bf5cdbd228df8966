package org.gongping.core.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Counts legal periods by days of Asia/Shanghai (rule T20; 民法典 Art. 201 to 203; 87号令 Art. 85). The day on which a
 * period starts is not counted unless the data say so; a period that ends on a rest day runs on to the next working day;
 * its last day lasts until 24:00.
 */
public final class LegalPeriod {
    /** The zone in which a legal day begins and ends. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final WorkDays workDays;

    public LegalPeriod(WorkDays workDays) {
        this.workDays = workDays;
    }

    /** The end of a period that starts on the day of the given instant. */
    public PeriodEnd forward(Instant start, Counting counting) {
        LocalDate first = day(start);
        Trail trail = new Trail(counting);
        LocalDate last = trail.count(first, 1, counting.count(), "起算日", "start");
        if (counting.rollOver() && workDays.isRestDay(last, counting.restDays())) {
            last = trail.roll(last, 1);
        }
        Instant ends = startOf(last.plusDays(1));
        Instant kept = counting.boundary() == PeriodBoundary.DAY_REACHED ? startOf(last) : ends;
        return new PeriodEnd(first, last, kept, ends, trail.unknownYears(), trail.days);
    }

    /** The last day on which an act is in time that must be done at least so many days before the given deadline. */
    public PeriodEnd backward(Instant deadline, Counting counting) {
        LocalDate first = day(deadline);
        Trail trail = new Trail(counting);
        int count = counting.boundary() == PeriodBoundary.DAY_REACHED ? counting.count() : counting.count() + 1;
        LocalDate last = trail.count(first, -1, count, "截止日", "deadline");
        if (workDays.isRestDay(last, counting.restDays())) {
            last = switch (counting.backwardRoll()) {
                case EARLIER -> trail.roll(last, -1);
                case LATER -> trail.roll(last, 1);
                case NONE -> last;
            };
        }
        Instant ends = startOf(last.plusDays(1));
        return new PeriodEnd(first, last, ends, ends, trail.unknownYears(), trail.days);
    }

    /** The legal day on which an instant lies. */
    public static LocalDate day(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    /** 00:00 of a legal day. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** The way from start to end, written down as it is gone. */
    private final class Trail {
        private final Counting counting;
        private final List<CountedDay> days = new ArrayList<>();
        private final TreeSet<Integer> unknown = new TreeSet<>();

        Trail(Counting counting) {
            this.counting = counting;
        }

        LocalDate count(LocalDate first, int step, int count, String roleZh, String roleEn) {
            boolean firstCounts = counting.firstDayCounts() && count > 0;
            if (!firstCounts) {
                note(first, 0, roleZh + "，不计入", roleEn + ", not counted");
            }
            LocalDate day = firstCounts ? first.minusDays(step) : first;
            int number = 0;
            while (number < count) {
                day = day.plusDays(step);
                if (counting.unit() == PeriodUnit.WORKING_DAY && workDays.isRestDay(day, counting.restDays())) {
                    note(day, 0, rest(day).zh() + "，不计入", rest(day).en() + ", not counted");
                    continue;
                }
                number++;
                note(
                        day,
                        number,
                        "第" + number + "日" + remark(day).zh(),
                        "day " + number + remark(day).en());
            }
            return day;
        }

        LocalDate roll(LocalDate last, int step) {
            String mark = step < 0 && counting.backwardRollToVerify() ? RuleTag.TO_VERIFY.mark() : "";
            LocalDate day = last;
            while (workDays.isRestDay(day, counting.restDays())) {
                day = day.plusDays(step);
                boolean rests = workDays.isRestDay(day, counting.restDays());
                note(
                        day,
                        0,
                        rests
                                ? rest(day).zh() + "，继续" + (step > 0 ? "顺延" : "提前")
                                : "末日遇休息日，" + (step > 0 ? "顺延至此日" : "提前至此日") + mark,
                        rests
                                ? rest(day).en() + ", moved on"
                                : "the last day rests, so it moves here" + (mark.isEmpty() ? "" : " (to be verified)"));
            }
            return day;
        }

        private void note(LocalDate day, int number, String zh, String en) {
            if (!workDays.knows(day.getYear())) {
                unknown.add(day.getYear());
            }
            days.add(new CountedDay(
                    day,
                    number,
                    new Bilingual(
                            day + " " + day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.CHINA) + " " + zh,
                            day + " " + day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " "
                                    + en)));
        }

        private Bilingual remark(LocalDate day) {
            if (workDays.isRestDay(day, counting.restDays())) {
                return new Bilingual(
                        "（" + rest(day).zh() + "）", " (" + rest(day).en() + ")");
            }
            return workDays.isMakeUpWorkday(day)
                    ? new Bilingual("（调休上班）", " (make-up working day)")
                    : new Bilingual("", "");
        }

        private Bilingual rest(LocalDate day) {
            return workDays.holiday(day)
                    .map(name -> new Bilingual(name + "放假", "holiday " + name))
                    .orElse(new Bilingual("周末", "weekend"));
        }

        List<Integer> unknownYears() {
            return List.copyOf(unknown);
        }
    }
}
