package org.gongping.core.scoring.method;

/** What a benchmark is anchored to. */
public enum AnchorBase {
    CEILING_PRICE,
    ESTIMATE,
    BAND_LOWER_EDGE
}
