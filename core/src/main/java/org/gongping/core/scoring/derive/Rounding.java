package org.gongping.core.scoring.derive;

import java.math.RoundingMode;

/**
 * How a ROUND step rounds.
 *
 * @param stage the stage of the method definition that declares it
 * @param scale decimals in the unit of the amounts of the result; negative for tens, hundreds and so on
 */
public record Rounding(String stage, int scale, RoundingMode mode) {}
