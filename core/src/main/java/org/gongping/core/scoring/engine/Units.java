package org.gongping.core.scoring.engine;

import org.gongping.core.scoring.method.RoundingRule;

/** The units in which amounts are written and rounded. */
final class Units {
    private static final int TEN_THOUSAND = 4;

    private Units() {}

    /** Whether a scale counted in one unit can be applied to amounts in the other. */
    static boolean compatible(RoundingRule rule, String amounts) {
        return rule.unit() == null
                || !rule.stage().isPrice()
                || currency(rule.unit()).equals(currency(amounts));
    }

    /** Decimals in the unit of the amounts that the rule's scale means. */
    static int scale(RoundingRule rule, String amounts) {
        if (rule.unit() == null || !rule.stage().isPrice()) {
            return rule.scale();
        }
        return rule.scale() + power(amounts) - power(rule.unit());
    }

    private static int power(String unit) {
        return unit.equals("TEN_THOUSAND_YUAN") ? TEN_THOUSAND : 0;
    }

    static String currency(String unit) {
        return unit.equals("YUAN") || unit.equals("TEN_THOUSAND_YUAN") ? "CNY" : unit;
    }
}
