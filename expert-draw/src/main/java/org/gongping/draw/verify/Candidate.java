package org.gongping.draw.verify;

/**
 * Somebody who may be drawn.
 *
 * @param pid "" in a sealed view, where only the result tells it
 */
record Candidate(byte[] leaf, String employer, String pid) {}
