package org.gongping.service.system;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until it is set. */
final class StoppedClock implements InstantSource {
    private static final DateTimeFormatter SHANGHAI = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm[:ss]")
            .parseDefaulting(java.time.temporal.ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(java.util.Locale.ROOT)
            .withZone(ZoneId.of("Asia/Shanghai"));

    private final AtomicReference<Instant> now;

    StoppedClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** A moment by the clocks of Shanghai, as in {@code 2026-03-02 09:00} or {@code 2026-03-02 09:00:01}. */
    static Instant at(String shanghai) {
        return LocalDateTime.parse(shanghai, SHANGHAI)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
    }

    void set(Instant to) {
        now.set(to);
    }

    void set(String shanghai) {
        set(at(shanghai));
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
