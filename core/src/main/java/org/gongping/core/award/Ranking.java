package org.gongping.core.award;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/**
 * The ranking of a lot and the candidates that it yields.
 *
 * @param managers names of project managers by datum, as the reader may see them
 * @param maxCandidates how many candidates the rule allows (V10)
 * @param candidates bids that were published as candidates, in order; empty before
 * @param verdicts what the rules said, or what the next step would meet
 */
public record Ranking(
        Project project,
        Lot lot,
        List<RankedBid> bids,
        Map<UUID, String> managers,
        int maxCandidates,
        List<UUID> candidates,
        List<Verdict> verdicts) {}
