package org.gongping.core.tender.gate;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A deposit as it comes in.
 *
 * @param bidValidityEnds last day of the bid validity
 * @param validUntil last day of a guarantee or policy; empty for money
 * @param fromBasicAccount whether the money came from the bidder's basic account; empty for what is no money
 */
public record DepositLodgingFacts(
        boolean mustTenderByLaw,
        LocalDate bidValidityEnds,
        Optional<LocalDate> validUntil,
        Optional<Boolean> fromBasicAccount) {}
