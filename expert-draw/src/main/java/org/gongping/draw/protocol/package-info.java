/**
 * The verifiable draw VED-1 ({@code spec/draw-protocol.md}): encodings, pool, ranking, selection, feasibility,
 * replacement, venues and drawn parameters. Pure computation: no clock, no randomness of its own, no database.
 */
package org.gongping.draw.protocol;
