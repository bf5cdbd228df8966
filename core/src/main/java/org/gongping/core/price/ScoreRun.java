package org.gongping.core.price;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One price scoring of a lot. Never changed: a new scoring is another run.
 *
 * @param input inputs as the engine read them
 * @param result result record of the engine, derivation included
 */
public record ScoreRun(int run, String methodDigest, JsonNode input, JsonNode result, Instant computedAt) {}
