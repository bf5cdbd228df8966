package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.gongping.core.rule.Regime;

/**
 * What decides about relief.
 *
 * @param region six digits of the administrative division in the credit code of the owner (GB 32100)
 * @param asked yuan: what the tender document asks
 * @param publishedOn legal day of publication: what counts is what was on record then
 * @param credit credit and size class of the bidder on that day
 */
public record ReliefFacts(
        Regime regime,
        String projectType,
        String region,
        BigDecimal asked,
        LocalDate publishedOn,
        Optional<BidderCredit> credit) {}
