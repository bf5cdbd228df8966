package org.gongping.core.audit.selfcheck;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The partitions of {@code audit_entry}: one for each month from the first on (V3), without a gap, at least through the
 * next month, and one for what falls into none.
 */
final class Months {
    static final String OTHER = "audit_entry_other";

    private static final String PREFIX = "audit_entry_";
    private static final YearMonth FIRST = YearMonth.of(2025, 1);
    private static final DateTimeFormatter NUMBER = DateTimeFormatter.ofPattern("yyyyMM");

    /** Months ahead of the present one from which on nobody needs to act. */
    private static final int AHEAD = 3;

    private Months() {}

    /** @param there bounds by name, as PostgreSQL writes them, in UTC */
    static void check(Map<String, String> there, YearMonth present, Collected findings) {
        YearMonth last = last(there);
        if (last.isBefore(present.plusMonths(AHEAD))) {
            findings.add(FindingCode.GUARD_MONTHS, "audit_entry", last);
        }
        YearMonth needed = present.plusMonths(1);
        YearMonth end = last.isAfter(needed) ? last : needed;
        for (YearMonth month = FIRST; !month.isAfter(end); month = month.plusMonths(1)) {
            String name = PREFIX + month.format(NUMBER);
            if (!bounds(month).equals(there.get(name))) {
                findings.add(FindingCode.GUARD_PARTITION, name);
            }
        }
        if (!"DEFAULT".equals(there.get(OTHER))) {
            findings.add(FindingCode.GUARD_PARTITION, OTHER);
        }
        for (String name : there.keySet()) {
            if (!name.equals(OTHER) && !isMonth(name)) {
                findings.add(FindingCode.GUARD_PARTITION, name);
            }
        }
    }

    private static boolean isMonth(String name) {
        return name.matches(PREFIX + "[0-9]{4}(0[1-9]|1[0-2])");
    }

    private static YearMonth last(Map<String, String> there) {
        return there.keySet().stream()
                .filter(Months::isMonth)
                .map(name -> YearMonth.parse(name.substring(PREFIX.length()), NUMBER))
                .max(YearMonth::compareTo)
                .orElse(FIRST.minusMonths(1));
    }

    private static String bounds(YearMonth month) {
        return "FOR VALUES FROM ('" + start(month) + "') TO ('" + start(month.plusMonths(1)) + "')";
    }

    private static String start(YearMonth month) {
        return month + "-01 00:00:00+00";
    }
}
