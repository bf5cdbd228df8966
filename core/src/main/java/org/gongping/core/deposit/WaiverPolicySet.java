package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import org.gongping.core.rule.Bilingual;

/**
 * A version of the relief policies. Once loaded it never changes.
 *
 * @param sample shows the format and is no policy of any place
 * @param effectiveTo last day; null while it stands
 * @param digest hex SHA-256 of the canonical document
 */
public record WaiverPolicySet(
        String id,
        boolean sample,
        LocalDate effectiveFrom,
        LocalDate effectiveTo,
        Bilingual title,
        List<WaiverPolicy> policies,
        String digest,
        JsonNode document) {
    public WaiverPolicySet {
        policies = List.copyOf(policies);
    }

    /** Whether it stands on that day. */
    public boolean standsOn(LocalDate day) {
        return !day.isBefore(effectiveFrom) && (effectiveTo == null || !day.isAfter(effectiveTo));
    }
}
