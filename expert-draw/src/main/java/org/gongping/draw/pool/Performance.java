package org.gongping.draw.pool;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A note on how an expert does the work (履职评价). It names no tender.
 *
 * @param score 0 to 100 with two decimals; empty where none was given
 */
public record Performance(
        UUID id, LocalDate notedOn, Kind kind, Optional<BigDecimal> score, String remark, String notedBy) {
    /** What is noted. */
    public enum Kind {
        APPRAISAL,
        TRAINING,
        COMMENDATION,
        BREACH
    }
}
