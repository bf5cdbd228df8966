package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gongping.core.scoring.derive.Derivation;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.NumList;
import org.gongping.core.scoring.derive.Source;
import org.gongping.core.scoring.input.BidInput;
import org.gongping.core.scoring.method.Item;
import org.gongping.core.scoring.method.MemberTrimming;
import org.gongping.core.scoring.method.Part;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.Stage;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.Row;
import org.gongping.core.scoring.result.Sentence;

/** Adds the parts of a comprehensive evaluation (F8): marks of members, figures given from outside, the price score. */
final class PartsStage {
    private static final String REPORT_CHECK = "七部门《关于加快推广远程异地评标的通知》第九条（V13）";

    private final Workings w;
    private final Derivation sheet;
    private final ScoreRule.SumOfParts rule;

    PartsStage(Workings w, ScoreRule.SumOfParts rule) {
        this.w = w;
        this.sheet = w.sheet;
        this.rule = rule;
    }

    void total(Assessment a) {
        List<Num> weighted = new ArrayList<>();
        for (Part part : rule.parts()) {
            Num score = switch (part.kind()) {
                case PRICE -> a.score;
                case GIVEN -> given(a, part);
                case ITEMS -> w.round(items(a, part), Stage.PART_TOTAL);
            };
            Num counted = sheet.mul(score, w.of(part.weight()), Labels.PART_WEIGHTED);
            a.parts.add(new Row.PartLine(part.name(), score, counted));
            weighted.add(counted);
        }
        a.total = w.round(sheet.sum(sheet.list(weighted, Labels.TOTALS), Labels.TOTAL), Stage.TOTAL);
    }

    private Num given(Assessment a, Part part) {
        BigDecimal score = a.bid.parts().get(part.name());
        return sheet.input(new Source.Bid(a.index, "/parts" + Source.token(part.name())), score, Labels.PART_SCORE);
    }

    private Num items(Assessment a, Part part) {
        boolean byMember = part.trimming().level() == MemberTrimming.Level.PART;
        List<Num> scores = new ArrayList<>();
        Map<String, List<Num>> ofMember = new TreeMap<>();
        for (Item item : part.items()) {
            Map<String, BigDecimal> given = a.bid.marks().getOrDefault(item.id(), Map.of());
            check(a, item, given);
            if (item.type() == Item.Type.PASS_FAIL) {
                continue;
            }
            Map<String, Num> marks = marks(a, item, given);
            if (byMember) {
                marks.forEach((member, mark) ->
                        ofMember.computeIfAbsent(member, _ -> new ArrayList<>()).add(mark));
            } else {
                Num mean = mean(List.copyOf(marks.values()), part.trimming());
                scores.add(w.round(mean, Stage.ITEM_MEAN));
            }
        }
        if (byMember) {
            List<Num> sums = ofMember.values().stream()
                    .map(own -> sheet.sum(sheet.list(own, Labels.MARK), Labels.MEMBER_SUM))
                    .toList();
            return mean(sums, part.trimming());
        }
        return scores.isEmpty() ? Workings.ZERO : sheet.sum(sheet.list(scores, Labels.PART_SCORES), Labels.PART_SCORE);
    }

    private Num mean(List<Num> marks, MemberTrimming trimming) {
        NumList all = sheet.list(marks, Labels.MARKS);
        if (!trimming.dropOneEach() || all.size() < trimming.minMembers()) {
            return sheet.mean(all, Labels.MARK_MEAN);
        }
        return sheet.mean(sheet.slice(all, Workings.ONE, Workings.ONE, Labels.MARKS_KEPT), Labels.MARK_MEAN);
    }

    private Map<String, Num> marks(Assessment a, Item item, Map<String, BigDecimal> given) {
        Map<String, Num> marks = new TreeMap<>();
        given.forEach((member, mark) -> {
            Num entered = sheet.input(
                    new Source.Bid(a.index, "/marks" + Source.token(item.id()) + Source.token(member)),
                    mark,
                    Labels.MARK);
            marks.put(
                    member,
                    item.type() == Item.Type.DEDUCTION
                            ? sheet.sub(w.of(item.max()), entered, Labels.DEDUCTION_MARK)
                            : entered);
        });
        replaceAbnormal(a, item, marks);
        return marks;
    }

    /** V12 (local): an abnormal mark without explanation gives way to the mean of the other members. */
    private void replaceAbnormal(Assessment a, Item item, Map<String, Num> marks) {
        TreeSet<String> abnormal = new TreeSet<>();
        for (BidInput.ReplacedMark r : a.bid.replacedMarks()) {
            if (r.item().equals(item.id()) && marks.containsKey(r.member())) {
                abnormal.add(r.member());
            }
        }
        if (abnormal.isEmpty() || abnormal.size() == marks.size()) {
            return;
        }
        List<Num> others = marks.entrySet().stream()
                .filter(e -> !abnormal.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        Num mean = sheet.mean(sheet.list(others, Labels.MARKS), Labels.MARK_REPLACED);
        abnormal.forEach(member -> marks.put(member, mean));
        w.anomalies.add(Anomaly.of(
                "MARK_REPLACED",
                a.label(),
                "V12",
                "《重庆市招标投标条例》第三十二条",
                "投标人 " + a.label() + " 的 " + item.nameZh() + "：" + String.join("、", abnormal) + " 的评分以其余评委平均分替代",
                "bid " + a.label() + ", item " + item.id() + ": the mark of " + String.join(", ", abnormal)
                        + " is replaced by the mean of the others"));
    }

    private void check(Assessment a, Item item, Map<String, BigDecimal> given) {
        boolean differ = given.values().stream()
                .anyMatch(v -> v.compareTo(given.values().iterator().next()) != 0);
        if (item.type() == Item.Type.PASS_FAIL) {
            if (given.values().stream().anyMatch(v -> v.signum() == 0)) {
                w.anomalies.add(Anomaly.of(
                        "ITEM_FAILED",
                        a.label(),
                        "V04",
                        "《招标投标法实施条例》第五十一条",
                        "投标人 " + a.label() + " 的 " + item.nameZh() + " 有评委判为不合格，由评标委员会表决",
                        "bid " + a.label() + ", item " + item.id()
                                + ": a member does not pass it; the committee votes"));
            }
            return;
        }
        if (item.objective() && differ) {
            boolean explained = a.bid.explained().contains(item.id());
            w.anomalies.add(new Anomaly(
                    "OBJECTIVE_SCORES_DIFFER",
                    a.label(),
                    "V13",
                    REPORT_CHECK,
                    null,
                    null,
                    null,
                    !explained,
                    new Sentence(
                            "投标人 " + a.label() + " 的客观分 " + item.nameZh() + " 各评委不一致"
                                    + (explained ? "，已说明" : "，复核一致或说明前不能出具评标报告"),
                            "bid " + a.label() + ", objective item " + item.id() + ": members differ"
                                    + (explained ? ", explained" : "; the report waits"))));
        }
    }
}
