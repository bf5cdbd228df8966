package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import org.gongping.core.scoring.derive.Derivation;
import org.gongping.core.scoring.derive.Label;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.NumList;
import org.gongping.core.scoring.method.QuartileMethod;
import org.gongping.core.scoring.method.Statistic;

/** The statistics over the prices that trimming leaves. */
final class StatisticStage {
    private static final Num LOWER = Num.literal(new BigDecimal("0.25"));
    private static final Num UPPER = Num.literal(new BigDecimal("0.75"));
    private static final Num HALF = Num.literal(new BigDecimal("0.5"));

    private final Derivation sheet;

    StatisticStage(Workings w) {
        this.sheet = w.sheet;
    }

    /** @param quartiles needed for the quartiles alone */
    Num of(Statistic statistic, NumList prices, QuartileMethod quartiles) {
        return switch (statistic) {
            case ARITHMETIC -> sheet.mean(prices, Labels.MEAN);
            case GEOMETRIC -> sheet.geometricMean(prices, Labels.GEOMEAN);
            // The mean of the two middle values of an even count is the inclusive quantile of one half.
            case MEDIAN -> quantile(HALF, prices, QuartileMethod.LINEAR_INCLUSIVE, Labels.MEDIAN);
            case LOWER_QUARTILE -> quantile(LOWER, prices, quartiles, Labels.QUARTILE);
            case UPPER_QUARTILE -> quantile(UPPER, prices, quartiles, Labels.QUARTILE);
        };
    }

    private Num quantile(Num q, NumList prices, QuartileMethod method, Label label) {
        Num position = switch (method) {
            case LINEAR_INCLUSIVE ->
                sheet.add(
                        sheet.mul(sheet.sub(prices, Workings.ONE, Labels.POSITION), q, Labels.POSITION),
                        Workings.ONE,
                        Labels.POSITION);
            case LINEAR_EXCLUSIVE ->
                within(sheet.mul(sheet.add(prices, Workings.ONE, Labels.POSITION), q, Labels.POSITION), prices);
            case NEAREST_RANK -> sheet.ceil(sheet.mul(prices, q, Labels.POSITION), Labels.POSITION);
        };
        if (method == QuartileMethod.NEAREST_RANK) {
            return sheet.nth(position, prices, label);
        }
        Num below = sheet.floor(position, Labels.POSITION);
        Num above = sheet.min(sheet.add(below, Workings.ONE, Labels.POSITION), prices, Labels.POSITION);
        Num fraction = sheet.sub(position, below, Labels.POSITION);
        Num low = sheet.nth(below, prices, Labels.NEIGHBOUR);
        Num high = sheet.nth(above, prices, Labels.NEIGHBOUR);
        return sheet.add(low, sheet.mul(sheet.sub(high, low, label), fraction, label), label);
    }

    private Num within(Num position, NumList prices) {
        return sheet.max(sheet.min(position, prices, Labels.POSITION), Workings.ONE, Labels.POSITION);
    }
}
