/**
 * The outside verifier of a draw ({@code spec/draw-protocol.md} §10): reads a transcript bundle and checks it, numbered
 * check by numbered check, without asking whoever made it.
 *
 * <p>Nothing here is shared with the code that draws: encodings, tree, ranking and the finaliser are written a second
 * time, so that an error of the one cannot hide in the other. An architecture test holds that.
 */
package org.gongping.draw.verify;
