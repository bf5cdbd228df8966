package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;

/**
 * A report as it was frozen: figures, definitions and records of one period.
 *
 * @param sha256 digest of the canonical document
 */
public record DepositReport(
        UUID id, Kind kind, LocalDate from, LocalDate to, Instant frozenAt, String sha256, JsonNode document) {
    /** The rhythm of the district: 旬通报, 月调度, 季总结. */
    public enum Kind {
        TEN_DAY("旬通报", "Ten-day bulletin"),
        MONTH("月调度", "Monthly dispatch"),
        QUARTER("季总结", "Quarterly summary");

        private final String zh;
        private final String en;

        Kind(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public String zh() {
            return zh;
        }

        public String en() {
            return en;
        }

        /** First day of the period in which the day lies. A month has three ten-day periods; the last takes what is left. */
        LocalDate from(LocalDate day) {
            return switch (this) {
                case TEN_DAY -> day.withDayOfMonth(day.getDayOfMonth() <= 10 ? 1 : day.getDayOfMonth() <= 20 ? 11 : 21);
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
            };
        }

        /** Last day of that period. */
        LocalDate to(LocalDate day) {
            LocalDate from = from(day);
            LocalDate end = from.with(TemporalAdjusters.lastDayOfMonth());
            return switch (this) {
                case TEN_DAY -> from.getDayOfMonth() == 21 ? end : from.plusDays(9);
                case MONTH -> end;
                case QUARTER -> from.plusMonths(2).with(TemporalAdjusters.lastDayOfMonth());
            };
        }
    }
}
