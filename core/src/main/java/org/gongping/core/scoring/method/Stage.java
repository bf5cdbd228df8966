package org.gongping.core.scoring.method;

/** The stages at which a method may round. A stage that is not declared does not round (P05). */
public enum Stage {
    EXCHANGED_PRICE(true),
    COMPONENT(true),
    PV_FACTOR(false),
    REVIEW_PRICE(true),
    EVALUATED_PRICE(true),
    STATISTIC(true),
    BENCHMARK(true),
    DEVIATION_RATIO(false),
    DEVIATION_PERCENT(false),
    DISPLAY_DEVIATION(false),
    SCORE_BASE_100(false),
    SCORE(false),
    ITEM_MEAN(false),
    PART_TOTAL(false),
    TOTAL(false);

    private final boolean price;

    Stage(boolean price) {
        this.price = price;
    }

    /** A stage of amounts, for which the scale may count in a unit of its own. */
    public boolean isPrice() {
        return price;
    }
}
