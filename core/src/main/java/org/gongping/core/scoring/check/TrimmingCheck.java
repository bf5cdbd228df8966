package org.gongping.core.scoring.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Regime;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.Trimming;

/** Bands without gap or overlap, at least one price left for every n, no trimming where the law forbids it. */
final class TrimmingCheck {
    private final MethodDefinition method;
    private final Findings findings;

    TrimmingCheck(MethodDefinition method, Findings findings) {
        this.method = method;
        this.findings = findings;
    }

    void check() {
        Trimming trimming = method.benchmark().trimming();
        String at = method.json().path("benchmark").has("mean") ? "/benchmark/mean/trimming" : "/benchmark/trimming";
        switch (trimming) {
            case Trimming.None _ -> {}
            case Trimming.Count c -> bands(c, at + "/bands");
            case Trimming.Ratio r -> ratio(r, at);
            case Trimming.Gap g -> {
                if (g.percentHigh().isEmpty() && g.percentLow().isEmpty()) {
                    findings.error(Law.TRIMMING, at, "GAP 至少要规定一侧的幅度", "GAP needs a percent on at least one side");
                }
            }
        }
        if (!(trimming instanceof Trimming.None)
                && method.score()
                        .priceRule()
                        .filter(ScoreRule.Ratio.class::isInstance)
                        .isPresent()) {
            findings.error(
                    Law.PRICE_SCORE, at, "低价优先法不得去掉最高价和最低价", "lowest price first drops no highest and no lowest price");
        }
        if (trimming.excludeFromScoring()) {
            findings.inRegime(
                    method.regime() != Regime.OTHER,
                    Law.REJECTION_GROUNDS,
                    at + "/excludeFromScoring",
                    "去极值后不予评分等于没有法定事由否决投标",
                    "not scoring a trimmed bid rejects it without a legal ground");
        }
    }

    private void bands(Trimming.Count rule, String at) {
        List<Trimming.Band> ascending = new ArrayList<>(rule.bands());
        ascending.sort(Comparator.comparingInt(Trimming.Band::nMin));
        int next = 1;
        boolean open = false;
        for (Trimming.Band b : ascending) {
            if (open || b.nMin() != next) {
                findings.error(
                        Law.TRIMMING, b.pointer() + "/nMin", "去极值的家数区间有空缺或重叠", "the bands leave a gap or overlap");
            }
            if (b.nMax() != null && b.nMax() < b.nMin()) {
                findings.error(Law.TRIMMING, b.pointer() + "/nMax", "区间上限小于下限", "nMax is below nMin");
            }
            if (b.dropHigh() + b.dropLow() >= b.nMin()) {
                findings.error(Law.TRIMMING, b.pointer(), "去极值后至少要剩一家报价", "at least one price must be left");
            }
            open = b.nMax() == null;
            next = open ? next : b.nMax() + 1;
        }
        if (!open) {
            findings.error(Law.TRIMMING, at, "去极值的家数区间没有覆盖到无穷", "the bands do not reach every n");
        }
    }

    private void ratio(Trimming.Ratio rule, String at) {
        BigDecimal high = rule.fractionHigh().value();
        BigDecimal low = rule.fractionLow().value();
        if (high.add(low).compareTo(BigDecimal.ONE) >= 0) {
            findings.error(Law.TRIMMING, at, "两侧比例之和必须小于 1", "the two fractions must sum to less than 1");
            return;
        }
        // Rounding half up adds less than one on each side, so beyond 2 / (1 − sum) one price is always left.
        int enough = new BigDecimal(2)
                .divide(BigDecimal.ONE.subtract(high).subtract(low), 0, RoundingMode.UP)
                .min(new BigDecimal(1_000_000))
                .intValue();
        for (int n = rule.nMin(); n <= Math.max(enough, rule.nMin()); n++) {
            if (share(rule, high, n) + share(rule, low, n) >= n) {
                findings.error(Law.TRIMMING, at, n + " 家时去极值后不剩报价", "with " + n + " bids no price would be left");
                return;
            }
        }
    }

    private static int share(Trimming.Ratio rule, BigDecimal fraction, int n) {
        RoundingMode mode =
                rule.countRounding() == Trimming.CountRounding.FLOOR ? RoundingMode.FLOOR : RoundingMode.HALF_UP;
        return fraction.multiply(BigDecimal.valueOf(n)).setScale(0, mode).intValueExact();
    }
}
