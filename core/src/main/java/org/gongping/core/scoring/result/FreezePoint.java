package org.gongping.core.scoring.result;

import java.time.Instant;

/**
 * The event that fixed the set of bids behind the benchmark.
 *
 * @param validSetDigest hex SHA-256 over the canonical JSON of the list of {@code [label, price]} in label order
 */
public record FreezePoint(String event, Instant at, String validSetDigest) {}
