package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * What is known when the opening is to start.
 *
 * @param receivedBids number of bids received at the deadline; empty before it, when nobody may know
 */
public record OpeningFacts(Instant now, Instant bidDeadline, Instant openingTime, OptionalInt receivedBids) {}
