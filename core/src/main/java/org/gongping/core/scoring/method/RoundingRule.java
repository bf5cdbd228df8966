package org.gongping.core.scoring.method;

import java.math.RoundingMode;

/**
 * Rounding declared for one stage.
 *
 * @param unit unit in which the scale of a price stage counts; null: the unit of the amounts
 */
public record RoundingRule(Stage stage, String unit, int scale, RoundingMode mode, String pointer) {}
