package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gongping.core.scoring.derive.Derivation;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.NumList;
import org.gongping.core.scoring.derive.Relation;
import org.gongping.core.scoring.derive.Rounding;
import org.gongping.core.scoring.method.Figure;
import org.gongping.core.scoring.method.TieAtExtreme;
import org.gongping.core.scoring.method.Trimming;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.Dropped;
import org.gongping.core.scoring.result.Sentence;

/**
 * Leaves the extreme prices out (P03). How many leave on each side is computed in the derivation; which bids they are
 * follows from the order by price, then by label, so no result depends on the order of the bids.
 */
final class TrimmingStage {
    /** Below this many prices a neighbour test would compare a price with itself or empty the set. */
    private static final int LEAST_FOR_GAP = 3;

    private final Workings w;
    private final Derivation sheet;

    TrimmingStage(Workings w) {
        this.w = w;
        this.sheet = w.sheet;
    }

    /** @param kept what the mean is formed of, as values in ascending order */
    record Trimmed(NumList kept, List<Assessment> low, List<Assessment> high, List<Dropped> dropped) {}

    private record Cut(Num low, Num high) {}

    Trimmed trim(Trimming trimming, List<Assessment> bids) {
        List<Assessment> ascending = new ArrayList<>(bids);
        ascending.sort(
                Comparator.comparing((Assessment a) -> a.reviewPrice.value()).thenComparing(Assessment::label));
        NumList all = sheet.list(ascending.stream().map(a -> a.reviewPrice).toList(), Labels.BENCHMARK_PRICES);
        Cut cut = switch (trimming) {
            case Trimming.None _ -> new Cut(Workings.ZERO, Workings.ZERO);
            case Trimming.Count c -> tied(all, band(c, all.size()), c.tie());
            case Trimming.Ratio r -> tied(all, share(r, all), r.tie());
            case Trimming.Gap g -> gap(g, all);
        };
        int low = cut.low().value().intValueExact();
        int high = cut.high().value().intValueExact();
        if (low + high >= all.size()) {
            w.anomalies.add(Anomaly.of(
                    "TRIMMING_WOULD_LEAVE_NONE",
                    null,
                    "P03",
                    "招标文件",
                    "去极值后将不剩报价，本次不去",
                    "trimming would leave no price; none is left out"));
            cut = new Cut(Workings.ZERO, Workings.ZERO);
            low = 0;
            high = 0;
        }
        if (low + high == 0) {
            return new Trimmed(all, List.of(), List.of(), List.of());
        }
        List<Assessment> lowest = ascending.subList(0, low);
        List<Assessment> highest = ascending.subList(ascending.size() - high, ascending.size());
        NumList kept = trimming.excludeFromMean() ? sheet.slice(all, cut.low(), cut.high(), Labels.KEPT) : all;
        return new Trimmed(kept, List.copyOf(lowest), List.copyOf(highest), dropped(trimming, lowest, highest));
    }

    private Cut band(Trimming.Count rule, int n) {
        return rule.bands().stream()
                .filter(b -> b.nMin() <= n && (b.nMax() == null || n <= b.nMax()))
                .findFirst()
                .map(b -> new Cut(
                        w.of(b.dropLow(), b.pointer() + "/dropLow"), w.of(b.dropHigh(), b.pointer() + "/dropHigh")))
                .orElse(new Cut(Workings.ZERO, Workings.ZERO));
    }

    private Cut share(Trimming.Ratio rule, NumList all) {
        if (all.size() < rule.nMin()) {
            return new Cut(Workings.ZERO, Workings.ZERO);
        }
        return new Cut(share(rule, rule.fractionLow(), all), share(rule, rule.fractionHigh(), all));
    }

    private Num share(Trimming.Ratio rule, Figure fraction, NumList all) {
        Num exact = sheet.mul(all, w.of(fraction), Labels.DROP_COUNT);
        return rule.countRounding() == Trimming.CountRounding.FLOOR
                ? sheet.floor(exact, Labels.DROP_COUNT)
                : sheet.round(exact, new Rounding("TRIMMING_COUNT", 0, RoundingMode.HALF_UP), Labels.DROP_COUNT);
    }

    /** What becomes of bids equal to the price at the cut. */
    private Cut tied(NumList all, Cut cut, TieAtExtreme tie) {
        int low = cut.low().value().intValueExact();
        int high = cut.high().value().intValueExact();
        int n = all.size();
        if (tie == TieAtExtreme.DROP_COUNT || low + high >= n) {
            return cut;
        }
        boolean dropEqual = tie == TieAtExtreme.DROP_ALL_EQUAL;
        Num newLow = cut.low();
        if (low > 0) {
            Num at = sheet.nth(
                    dropEqual ? cut.low() : sheet.add(cut.low(), Workings.ONE, Labels.POSITION), all, Labels.CUT_PRICE);
            newLow = sheet.countIf(all, dropEqual ? Relation.LE : Relation.LT, at, Labels.DROP_COUNT);
        }
        Num newHigh = cut.high();
        if (high > 0) {
            Num lastKept = sheet.sub(all, cut.high(), Labels.POSITION);
            Num at = sheet.nth(
                    dropEqual ? sheet.add(lastKept, Workings.ONE, Labels.POSITION) : lastKept, all, Labels.CUT_PRICE);
            newHigh = sheet.countIf(all, dropEqual ? Relation.GE : Relation.GT, at, Labels.DROP_COUNT);
        }
        return new Cut(newLow, newHigh);
    }

    private Cut gap(Trimming.Gap rule, NumList all) {
        int low = 0;
        int high = 0;
        boolean again = true;
        while (again && all.size() - low - high >= LEAST_FOR_GAP) {
            int top = all.size() - high;
            boolean dropHigh = rule.percentHigh().isPresent()
                    && beyond(rule, rule.percentHigh().get(), nth(all, top), nth(all, top - 1), nth(all, top - 1));
            boolean dropLow = rule.percentLow().isPresent()
                    && beyond(rule, rule.percentLow().get(), nth(all, low + 2), nth(all, low + 1), nth(all, low + 2));
            high += dropHigh ? 1 : 0;
            low += dropLow ? 1 : 0;
            again = rule.repeat() && (dropHigh || dropLow);
        }
        return new Cut(Num.literal(low), Num.literal(high));
    }

    private Num nth(NumList all, int k) {
        return sheet.nth(Num.literal(k), all, Labels.NEIGHBOUR);
    }

    /** {@code (greater − lesser) ÷ denominator} against the percent, multiplied out so that nothing is rounded. */
    private boolean beyond(Trimming.Gap rule, Figure percent, Num greater, Num lesser, Num denominator) {
        Num gap = sheet.sub(greater, lesser, Labels.GAP);
        Num permitted = sheet.mul(
                sheet.mul(denominator, w.of(percent), Labels.GAP_LIMIT), Workings.HUNDREDTH, Labels.GAP_LIMIT);
        Relation relation = rule.inclusive() ? Relation.GE : Relation.GT;
        return sheet.compare(gap, relation, permitted, Labels.GAP_EXCEEDED).isTrue();
    }

    private static List<Dropped> dropped(Trimming trimming, List<Assessment> low, List<Assessment> high) {
        List<Dropped> all = new ArrayList<>();
        for (Assessment a : high.reversed()) {
            all.add(new Dropped(a.label(), "HIGH", reason(trimming, a, "最高", "highest")));
        }
        for (Assessment a : low) {
            all.add(new Dropped(a.label(), "LOW", reason(trimming, a, "最低", "lowest")));
        }
        return all;
    }

    private static Sentence reason(Trimming trimming, Assessment a, String zh, String en) {
        BigDecimal price = a.reviewPrice.value();
        return trimming instanceof Trimming.Gap
                ? new Sentence(
                        zh + "价 " + price.toPlainString() + " 与相邻价格之差超出允许幅度",
                        "the " + en + " price " + price.toPlainString() + " lies beyond the permitted gap")
                : new Sentence(
                        "去掉" + zh + "价 " + price.toPlainString(),
                        "the " + en + " price " + price.toPlainString() + " is left out");
    }
}
