/** Writes the transcript bundle {@code *.ved1.json} of a draw ({@code spec/draw-protocol.md} §9). */
package org.gongping.draw.transcript;
