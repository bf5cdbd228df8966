package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a tender document charges beside the deposit.
 *
 * @param documentFee yuan for one tender document; empty where it is free
 * @param documentCost yuan that printing and postage of one cost; empty if not stated
 * @param performanceRate performance security in percent of the contract price; empty where none is asked
 */
public record ChargesFacts(
        Optional<BigDecimal> documentFee, Optional<BigDecimal> documentCost, Optional<BigDecimal> performanceRate) {}
