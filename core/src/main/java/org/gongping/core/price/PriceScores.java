package org.gongping.core.price;

import java.util.List;
import org.gongping.core.bid.Bid;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** A run of price scoring with the bids it speaks of. */
public record PriceScores(Project project, Lot lot, List<Bid> bids, ScoreRun run, boolean confirmed) {}
