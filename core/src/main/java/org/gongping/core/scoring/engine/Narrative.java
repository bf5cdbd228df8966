package org.gongping.core.scoring.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.gongping.core.scoring.derive.Decimals;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.method.Benchmark;
import org.gongping.core.scoring.method.Ranking;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.Stage;
import org.gongping.core.scoring.result.FreezePoint;
import org.gongping.core.scoring.result.ScoringResult;

/** Tells the computation in sentences, one a step, as a person at the opening would want to hear it (P07). */
final class Narrative {
    private final Workings w;

    Narrative(Workings w) {
        this.w = w;
    }

    void valid(List<Assessment> valid) {
        w.say("有效投标 " + valid.size() + " 家。", valid.size() + " valid bids.");
        for (ScoringResult.DrawnValue d : w.drawn) {
            String value = Decimals.plain(d.value());
            w.say(
                    d.name() + " = " + value + (d.fixed() ? "，由评标办法固定。" : "，开标时抽取。"),
                    d.name() + " = " + value + (d.fixed() ? ", fixed by the method." : ", drawn at the opening."));
        }
    }

    void freeze(FreezePoint f) {
        w.say(
                "基准价以 " + f.at() + " 的有效投标为准，此后不再变动。",
                "The benchmark rests on the bids valid at " + f.at() + " and has not moved since.");
    }

    void benchmark(int n, TrimmingStage.Trimmed trimmed, BenchmarkStage.Formed formed) {
        if (formed.benchmark() == null) {
            return;
        }
        if (formed.statistic() != null) {
            trimming(n, trimmed);
            w.say(
                    "均值为 " + Workings.write(formed.statistic()) + "。",
                    "The mean is " + Workings.write(formed.statistic()) + ".");
        }
        String value = Workings.write(formed.benchmark());
        w.say(
                zh(w.method.benchmark()) + "，评标基准价为 " + value + w.roundingZh(Stage.BENCHMARK) + "。",
                "The benchmark price is " + value + ": " + en(w.method.benchmark()) + ".");
    }

    private void trimming(int n, TrimmingStage.Trimmed trimmed) {
        int kept = trimmed.kept().size();
        if (trimmed.dropped().isEmpty()) {
            w.say("全部 " + n + " 家求平均。", "All " + n + " are averaged.");
            return;
        }
        String zh = join(side(trimmed.high(), " 个最高"), side(trimmed.low(), " 个最低"), "、");
        String en = join(side(trimmed.high(), " highest "), side(trimmed.low(), " lowest "), " and ");
        if (w.method.benchmark().trimming().excludeFromMean()) {
            w.say("去掉 " + zh + "，其余 " + kept + " 家求平均。", en + " left out; the other " + kept + " are averaged.");
        } else {
            w.say("全部 " + n + " 家求平均；" + zh + " 不参与评分。", "All " + n + " are averaged; " + en + " are not scored.");
        }
    }

    private static String side(List<Assessment> dropped, String what) {
        if (dropped.isEmpty()) {
            return "";
        }
        String labels = dropped.stream().map(Assessment::label).collect(Collectors.joining("、"));
        return dropped.size() + what + (what.endsWith(" ") ? "(" + labels + ")" : "（" + labels + "）");
    }

    private static String join(String a, String b, String between) {
        return a.isEmpty() ? b : b.isEmpty() ? a : a + between + b;
    }

    void rows(List<Assessment> valid, List<List<Assessment>> ranked, BenchmarkStage.Formed formed) {
        for (Assessment a : valid) {
            if (a.expelled) {
                w.say("投标人 " + a.label() + " 按办法不参与评分。", "Bid " + a.label() + " is not scored, as the method says.");
            } else if (a.score != null) {
                row(a, formed.benchmark());
            } else if (w.method.ranking().by() == Ranking.By.EVALUATED_PRICE) {
                w.say(
                        "投标人 " + a.label() + " 报价 " + Workings.write(a.price) + "，评标价 " + Workings.write(a.reviewPrice)
                                + "。",
                        "Bid " + a.label() + ": price " + Workings.write(a.price) + ", evaluated price "
                                + Workings.write(a.reviewPrice) + ".");
            }
        }
        if (!ranked.isEmpty()) {
            String order = ranked.stream()
                    .map(g -> g.stream().map(Assessment::label).collect(Collectors.joining("＝")))
                    .collect(Collectors.joining("、"));
            w.say("排序：" + order + "。", "Order: " + order + ".");
        }
    }

    private void row(Assessment a, Num benchmark) {
        String zh = "投标人 " + a.label() + " 评审价 " + Workings.write(a.reviewPrice);
        String en = "Bid " + a.label() + ": review price " + Workings.write(a.reviewPrice);
        if (a.deviationRaw != null) {
            int side = a.compared.value().compareTo(benchmark.value());
            String percent = Workings.write(a.deviation);
            zh += side == 0 ? "，等于基准价" : (side > 0 ? "，高于基准价，偏差率 +" : "，低于基准价，偏差率 ") + percent + "%";
            en += side == 0 ? ", equal to the benchmark" : ", deviation " + (side > 0 ? "+" : "") + percent + " %";
        }
        zh += "，价格分 " + Workings.write(a.score) + w.roundingZh(Stage.SCORE) + clampZh(a);
        en += ", price score " + Workings.write(a.score) + (a.clampedBy == null ? "" : " (" + a.clampedBy + ")");
        if (w.method.score() instanceof ScoreRule.SumOfParts) {
            zh += "；总分 " + Workings.write(a.total);
            en += "; total " + Workings.write(a.total);
        }
        w.say(zh + "。", en + ".");
    }

    private static String clampZh(Assessment a) {
        return switch (a.clampedBy) {
            case null -> "";
            case "FLOOR" -> "（低于最低分，取最低分）";
            case "CAP" -> "（高于满分，取满分）";
            case "CAP_HIGH", "CAP_LOW" -> "（扣分封顶）";
            default -> "（离群报价，取固定分）";
        };
    }

    private static String zh(Benchmark benchmark) {
        return switch (benchmark) {
            case Benchmark.None _ -> "";
            case Benchmark.Lowest _ -> "取最低的评审价";
            case Benchmark.SecondLowest _ -> "取次低的评审价";
            case Benchmark.Mean _ -> "均值 ×（1 − 下浮系数）";
            case Benchmark.FactorMean _ -> "均值 × 系数";
            case Benchmark.Composite _ -> "［均值 ×（1 − w）＋ 锚定价 × w］×（1 − K）";
            case Benchmark.ControlMeanPair _ -> "（控制价 × k1 ＋ 均值）÷ 2 ×（1 ＋ k2）";
            case Benchmark.ControlDiscount _ -> "控制价的可竞争部分 ×（1 − K），再加回不可竞争金额";
            case Benchmark.Anchored _ -> "锚定价 × 系数";
            case Benchmark.MultiStatistic _ -> "各统计量加权后按办法合成";
        };
    }

    private static String en(Benchmark benchmark) {
        return switch (benchmark) {
            case Benchmark.None _ -> "";
            case Benchmark.Lowest _ -> "the lowest review price";
            case Benchmark.SecondLowest _ -> "the second-lowest review price";
            case Benchmark.Mean _ -> "mean × (1 − discount)";
            case Benchmark.FactorMean _ -> "mean × factor";
            case Benchmark.Composite _ -> "(mean × (1 − w) + anchor × w) × (1 − K)";
            case Benchmark.ControlMeanPair _ -> "(control price × k1 + mean) ÷ 2 × (1 + k2)";
            case Benchmark.ControlDiscount _ -> "competitive part of the control price × (1 − K), the rest added back";
            case Benchmark.Anchored _ -> "anchor price × factor";
            case Benchmark.MultiStatistic _ -> "weighted statistics, combined as the method says";
        };
    }
}
