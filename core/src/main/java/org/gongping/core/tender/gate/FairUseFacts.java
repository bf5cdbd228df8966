package org.gongping.core.tender.gate;

import java.math.BigDecimal;

/**
 * The highest figures among experts over some time.
 *
 * @param pairMeetings evaluations in which the same two experts sat together
 * @param bidderMeetings evaluations in which one expert met one bidder
 * @param refusalPercent share of calls that one expert declined or left unanswered
 */
public record FairUseFacts(int pairMeetings, int bidderMeetings, BigDecimal refusalPercent) {}
