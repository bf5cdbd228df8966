package org.gongping.core.scoring.method;

/** Reduction of a bidder's price in lots evaluated after it won one; once, or added up for each lot won. */
public record LotCorrection(Figure percent, boolean perWonLot) {}
