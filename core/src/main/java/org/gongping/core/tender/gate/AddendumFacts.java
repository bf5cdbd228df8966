package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known when a clarification or change of the tender document is to be issued.
 *
 * @param affectsPreparation it may affect the preparation of bids (条例 Art. 21)
 * @param issuedAt when it goes to all who hold the document
 * @param deadline the bid deadline in force
 * @param proposedDeadline the deadline that the agent wants instead
 * @param documentIssuedAt when the tender document was first issued
 */
public record AddendumFacts(
        boolean affectsPreparation,
        boolean mustTenderByLaw,
        Instant issuedAt,
        Instant documentIssuedAt,
        Instant deadline,
        Optional<Instant> proposedDeadline) {}
