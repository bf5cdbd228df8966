package org.gongping.core.scoring.engine;

import java.util.Optional;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Relation;
import org.gongping.core.scoring.derive.Source;
import org.gongping.core.scoring.method.AnchorBase;
import org.gongping.core.scoring.method.Figure;
import org.gongping.core.scoring.method.Limits;
import org.gongping.core.scoring.method.TwoStage;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.Sentence;

/**
 * Holds the limits of the definition against a price: ceiling, budget, validity band, technical threshold. Limits are
 * compared unrounded. What fails is not in the valid set; whether the bid is rejected is for the committee's vote.
 */
final class ValiditySieve {
    private static final String CEILING_E = "《招标投标法实施条例》第五十一条第（五）项";
    private static final String CEILING_G = "《政府采购货物和服务招标投标管理办法》（财政部令第87号）第六十三条";

    private final Workings w;

    ValiditySieve(Workings w) {
        this.w = w;
    }

    /** Whether the technical score opens the commercial envelope. */
    boolean opensEnvelope(Assessment a) {
        Optional<TwoStage> stage = w.method.twoStage();
        if (stage.isEmpty()) {
            return true;
        }
        TwoStage two = stage.get();
        if (!a.bid.parts().containsKey(two.part())) {
            w.anomalies.add(Anomaly.of(
                    "TECHNICAL_SCORE_MISSING",
                    a.label(),
                    "P03",
                    "招标文件",
                    "投标人 " + a.label() + " 没有技术分，商务标不开启",
                    "bid " + a.label() + " has no technical score; its commercial envelope stays closed"));
            return false;
        }
        Num score = w.sheet.input(
                new Source.Bid(a.index, "/parts" + Source.token(two.part())),
                a.bid.parts().get(two.part()),
                Labels.MARK);
        Relation passes = two.inclusive() ? Relation.GE : Relation.GT;
        Num threshold = w.of(two.threshold());
        if (w.sheet.compare(score, passes, threshold, Labels.THRESHOLD).isTrue()) {
            return true;
        }
        note(
                a,
                "ENVELOPE_CLOSED",
                "P03",
                "招标文件",
                score,
                two.inclusive() ? Relation.LT : Relation.LE,
                threshold,
                "技术分 " + Workings.plain(score) + " 未达到门槛 " + Workings.plain(threshold) + "，商务标不开启",
                "technical score " + Workings.plain(score) + " misses the threshold " + Workings.plain(threshold)
                        + "; the commercial envelope stays closed");
        return false;
    }

    /** Whether the price keeps to every limit. */
    boolean keepsLimits(Assessment a) {
        return keepsCeiling(a) && keepsBand(a);
    }

    private boolean keepsCeiling(Assessment a) {
        Optional<Boolean> inclusive = w.method.limits().ceilingInclusive();
        if (inclusive.isEmpty()) {
            return true;
        }
        Relation beyond = inclusive.get() ? Relation.GT : Relation.GE;
        boolean keeps = keeps(a, w.fact("ceiling"), beyond, "ABOVE_CEILING", "最高投标限价", "ceiling");
        if (keeps && w.method.isGovernmentProcurement()) {
            keeps = keeps(a, w.fact("budget"), beyond, "ABOVE_BUDGET", "预算金额", "budget");
        }
        return keeps;
    }

    private boolean keeps(Assessment a, Optional<Num> limit, Relation beyond, String kind, String zh, String en) {
        if (limit.isEmpty()) {
            return true;
        }
        if (!w.sheet.compare(a.price, beyond, limit.get(), Labels.ABOVE_CEILING).isTrue()) {
            return true;
        }
        String citation = w.method.isGovernmentProcurement() ? CEILING_G : CEILING_E;
        String reached = beyond == Relation.GT ? "超过" : "达到或超过";
        note(
                a,
                kind,
                "P06",
                citation,
                a.price,
                beyond,
                limit.get(),
                "报价 " + Workings.write(a.price) + " " + reached + zh + " " + Workings.write(limit.get())
                        + "，属否决事由，由评标委员会表决",
                "price " + Workings.write(a.price) + " " + beyond.sign() + " " + en + " " + Workings.write(limit.get())
                        + ": ground for rejection, the committee votes");
        return false;
    }

    private boolean keepsBand(Assessment a) {
        Optional<Limits.Band> band = w.method.limits().band();
        if (band.isEmpty()) {
            return true;
        }
        Limits.Band b = band.get();
        Optional<Num> around = b.around() == AnchorBase.ESTIMATE ? w.fact("estimate") : w.ceiling();
        boolean low = b.lowPercent()
                .map(p -> inside(a, lowerEdge(p, around.orElseThrow()), b.inclusiveLow() ? Relation.LT : Relation.LE))
                .orElse(true);
        return low
                && b.highPercent()
                        .map(p -> inside(
                                a, upperEdge(p, around.orElseThrow()), b.inclusiveHigh() ? Relation.GT : Relation.GE))
                        .orElse(true);
    }

    /** {@code around × (1 − percent ÷ 100)}; a hundredth is exact, so no division rounds it. */
    Num lowerEdge(Figure percent, Num around) {
        return w.shared("band/low", () -> {
            Num share = w.sheet.mul(
                    w.sheet.sub(Workings.HUNDRED, w.of(percent), Labels.BAND_EDGE),
                    Workings.HUNDREDTH,
                    Labels.BAND_EDGE);
            return w.sheet.mul(around, share, Labels.BAND_EDGE);
        });
    }

    private Num upperEdge(Figure percent, Num around) {
        return w.shared("band/high", () -> {
            Num share = w.sheet.mul(
                    w.sheet.add(Workings.HUNDRED, w.of(percent), Labels.BAND_EDGE),
                    Workings.HUNDREDTH,
                    Labels.BAND_EDGE);
            return w.sheet.mul(around, share, Labels.BAND_EDGE);
        });
    }

    private boolean inside(Assessment a, Num edge, Relation outside) {
        if (!w.sheet.compare(a.price, outside, edge, Labels.OUTSIDE_BAND).isTrue()) {
            return true;
        }
        note(
                a,
                "OUTSIDE_BAND",
                "V04",
                "招标文件",
                a.price,
                outside,
                edge,
                "报价 " + Workings.write(a.price) + " 不在有效区间内（界限 " + Workings.plain(edge) + "）",
                "price " + Workings.write(a.price) + " is outside the validity band (edge " + Workings.plain(edge)
                        + ")");
        return false;
    }

    private void note(
            Assessment a,
            String kind,
            String rule,
            String citation,
            Num left,
            Relation relation,
            Num right,
            String zh,
            String en) {
        w.anomalies.add(new Anomaly(
                kind,
                a.label(),
                rule,
                citation,
                left,
                relation,
                right,
                false,
                new Sentence("投标人 " + a.label() + "：" + zh, "bid " + a.label() + ": " + en)));
    }
}
