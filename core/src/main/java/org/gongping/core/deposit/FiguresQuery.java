package org.gongping.core.deposit;

import java.time.LocalDate;

/**
 * Which records count. A null member leaves nothing out.
 *
 * @param from first day, included
 * @param to last day, included
 * @param region first digits of an administrative division
 * @param policy as {@code set/policy}
 */
public record FiguresQuery(LocalDate from, LocalDate to, String region, String projectType, String policy) {
    boolean includes(DepositRecord record) {
        return (from == null || !record.day().isBefore(from))
                && (to == null || !record.day().isAfter(to))
                && (region == null || record.region().startsWith(region))
                && (projectType == null || record.projectType().equals(projectType))
                && (policy == null || policy.equals(record.policy()));
    }
}
