package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the library and the registers say of one expert in respect of one tender.
 *
 * @param day legal day of the evaluation
 * @param ties to organisations that matter
 * @param sanctioned punished before for acts in tendering
 * @param region code of the expert's administrative division
 * @param home the same of the main venue
 * @param fieldSince since when in the field
 * @param engagements days of the evaluations that the expert took part in, or will
 */
public record ExpertFacts(
        LocalDate day,
        List<Tie> ties,
        boolean sanctioned,
        String region,
        Optional<String> home,
        LocalDate fieldSince,
        String titleLevel,
        List<LocalDate> engagements) {
    /** Whose organisation it is. */
    public enum To {
        BIDDER,
        OWNER,
        AGENT,
        AUTHORITY
    }

    /**
     * A tie to an organisation, or to an affiliate of it.
     *
     * @param until last day of it; empty while it lasts
     * @param relation kind of a declared relation; empty for employment or office
     * @param depth steps in the graph of affiliations, 0 for the organisation itself
     * @param share least of the whole along these steps, in percent; 100 for control
     */
    public record Tie(To to, Optional<LocalDate> until, Optional<String> relation, int depth, BigDecimal share) {}

    public ExpertFacts {
        ties = List.copyOf(ties);
        engagements = List.copyOf(engagements);
    }
}
