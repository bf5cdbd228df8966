package org.gongping.core.deposit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Credit class and size class of a firm.
 *
 * @param firmSize LARGE, MEDIUM, SMALL or MICRO; null if not known
 * @param asOf first day on which it holds
 * @param source where it is written
 */
public record BidderCredit(
        UUID id,
        UUID organisationId,
        String creditClass,
        String firmSize,
        LocalDate asOf,
        String source,
        Instant recordedAt) {}
