package org.gongping.draw.exclusion;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An expert of the library as a draw sees them.
 *
 * @param specialties own codes, and those above them that the plan asks for; sorted by the bytes of their UTF-8, distinct
 * @param employer credit code; {@code self:} and the id for one without an employer
 */
public record ScreenedExpert(
        UUID expertId, List<String> specialties, String region, String employer, Optional<FoundExclusion> exclusion) {
    public ScreenedExpert {
        specialties = List.copyOf(specialties);
    }

    public boolean isExcluded() {
        return exclusion.isPresent();
    }
}
