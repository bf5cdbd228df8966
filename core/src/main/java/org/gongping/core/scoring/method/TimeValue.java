package org.gongping.core.scoring.method;

import java.util.Map;

/**
 * Discounting of payments to a declared date (F7).
 *
 * @param ratePerPeriod fraction per period
 * @param factorTable printed factors by period; empty: computed, and rounded at stage PV_FACTOR where declared
 */
public record TimeValue(Figure ratePerPeriod, String period, Map<Integer, Figure> factorTable) {}
