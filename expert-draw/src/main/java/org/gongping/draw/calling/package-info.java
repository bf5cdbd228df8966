/**
 * Calling those who were drawn, one name at a time, until the committee is full ({@code spec/draw-protocol.md} §5.2 and
 * §8), and opening the roster when it may be known.
 */
package org.gongping.draw.calling;
