package org.gongping.core.scoring.method;

/**
 * A share for a kind of firm (P02): taken off the price, or added to the price score.
 *
 * @param rate fraction, 0.10 for 10 %
 */
public record Deduction(String kind, Figure rate, String pointer) {}
