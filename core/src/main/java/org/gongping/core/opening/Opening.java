package org.gongping.core.opening;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.Bid;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/**
 * The opening meeting of a lot.
 *
 * @param managers names of project managers by bid label, as the reader may see them
 * @param drawn drawn parameters by name
 * @param entered parameters that were drawn by hand and that the supervisor has not confirmed
 * @param bidVerdicts what the rules say of each price, by bid; none before it is read
 * @param verdicts what the next step, start or end, would meet now
 */
public record Opening(
        Project project,
        Lot lot,
        List<Bid> bids,
        Map<String, String> managers,
        List<OpeningObjection> objections,
        Map<String, BigDecimal> drawn,
        Optional<EnteredParameters> entered,
        Map<UUID, List<Verdict>> bidVerdicts,
        List<Verdict> verdicts) {}
