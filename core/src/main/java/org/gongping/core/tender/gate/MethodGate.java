package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** Is the scoring method lawful? P01, P02, P05, V18, X01. */
public final class MethodGate {
    private final Law law;

    public MethodGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(MethodFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(law.judgeAll("P01", rule -> priceFormula(rule, facts)));
        verdicts.addAll(law.judgeAll("P02", rule -> deductions(rule, facts)));
        verdicts.addAll(law.judge("P05", rule -> rounding(rule, facts)));
        verdicts.addAll(law.judgeAll("V18", rule -> ceilingFloorEstimate(rule, facts)));
        verdicts.addAll(law.judge("X01", rule -> new LocalBonusScreen(rule).check(facts)));
        return verdicts;
    }

    private static List<Verdict> priceFormula(RuleCheck rule, MethodFacts facts) {
        if (facts.kind() == ProcurementKind.WORKS) {
            return List.of(rule.notApplicable("工程项目的价格分以招标文件为准", "works: the price score is as the document says"));
        }
        if (facts.fixedPrice()) {
            return List.of(rule.notApplicable("执行统一定价或者固定价格，价格不列为评审因素", "a fixed price is no matter of scoring"));
        }
        List<Verdict> found = new ArrayList<>();
        boolean toVerify = rule.words("familiesToVerify").contains(facts.priceFamily());
        Finding family = Finding.of("价格部分采用 " + facts.priceFamily(), "the price part is " + facts.priceFamily())
                .about(facts.label());
        if (toVerify) {
            found.add(rule.violated(family.stillToVerify()));
        } else if (!rule.words("priceFamilies").contains(facts.priceFamily())) {
            found.add(rule.violated(family));
        }
        if (facts.droppedPrices() > rule.count("maxDroppedPrices")) {
            found.add(rule.violated(Finding.of(
                            "评标办法去掉最高或者最低报价 " + facts.droppedPrices() + " 个",
                            "the method drops " + facts.droppedPrices() + " highest or lowest price(s)")
                    .about(facts.label())));
        }
        if (!toVerify) {
            weight(rule, facts).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            String weight = facts.priceWeight().map(BigDecimal::toPlainString).orElse("");
            found.add(rule.computed(Finding.of("价格分比重 " + weight + "%", "the price weight is " + weight + " %")
                    .with("priceWeight", weight)
                    .about(facts.label())));
        }
        return found;
    }

    private static Optional<Verdict> weight(RuleCheck rule, MethodFacts facts) {
        String param = facts.kind() == ProcurementKind.GOODS ? "minPriceWeightGoods" : "minPriceWeightServices";
        if (facts.priceWeight().isPresent() && rule.atLeast(facts.priceWeight().get(), param)) {
            return Optional.empty();
        }
        String stated =
                facts.priceWeight().map(weight -> weight.toPlainString() + "%").orElse("—");
        String floor = rule.figure(param).toPlainString();
        return Optional.of(rule.violated(Finding.of(
                        "价格分比重 " + stated + "，下限 " + floor + "%",
                        "the price weight is " + stated + ", the floor " + floor + "%")
                .with("minPriceWeight", floor)
                .about(facts.label())));
    }

    private static List<Verdict> deductions(RuleCheck rule, MethodFacts facts) {
        if (facts.deductions().isEmpty()) {
            return List.of(rule.notApplicable("未设价格扣除", "no price deduction"));
        }
        List<Verdict> found = new ArrayList<>();
        for (MethodFacts.Deduction deduction : facts.deductions()) {
            boolean shared = deduction.who() == MethodFacts.DeductionFor.CONSORTIUM;
            boolean inRange = rule.range(shared ? "consortiumDeduction" : "smallMicroDeduction")
                    .contains(deduction.percent());
            boolean shareEnough = deduction
                    .minSmallFirmShare()
                    .map(share -> rule.atLeast(share, "minSmallFirmShare"))
                    .orElse(true);
            String percent = deduction.percent().toPlainString();
            String share =
                    deduction.minSmallFirmShare().map(BigDecimal::toPlainString).orElse("—");
            Finding finding = Finding.of(
                            shared ? "联合体或者分包扣除 " + percent + "%，小微份额 " + share + "% 起" : "小微企业扣除 " + percent + "%",
                            shared
                                    ? "consortium or subcontract " + percent + " %, share from " + share + " %"
                                    : "small and micro firms " + percent + " %")
                    .with("deduction", percent)
                    .about(facts.label());
            found.add(inRange && shareEnough ? rule.computed(finding) : rule.violated(finding));
        }
        return found;
    }

    private static Verdict rounding(RuleCheck rule, MethodFacts facts) {
        if (!facts.scoresPrices()) {
            return rule.notApplicable("本办法不计价格分", "the method scores no prices");
        }
        Map<String, String> stated = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String stage : rule.words("explicitStages")) {
            Map<String, String> members = facts.rounding().getOrDefault(stage, Map.of());
            for (String member : rule.words("requiredMembers")) {
                String value = members.get(member);
                if (value == null) {
                    missing.add(stage + "." + member);
                } else {
                    stated.put("rounding." + stage + "." + member, value);
                }
            }
        }
        if (!missing.isEmpty()) {
            String list = String.join(", ", missing);
            return rule.violated(
                    Finding.of("未写明 " + list, "not stated: " + list).about(facts.label()));
        }
        Finding finding = Finding.of("舍入规则已写明", "the rounding is stated").about(facts.label());
        for (Map.Entry<String, String> entry : stated.entrySet()) {
            finding = finding.with(entry.getKey(), entry.getValue());
        }
        return rule.computed(finding);
    }

    private static List<Verdict> ceilingFloorEstimate(RuleCheck rule, MethodFacts facts) {
        List<Verdict> found = new ArrayList<>();
        if (rule.flag("ceilingStated") && facts.usesCeiling() && facts.ceiling().isEmpty()) {
            found.add(rule.violated(Finding.of("使用最高投标限价但未写明金额", "a ceiling price is used and not stated")
                    .about(facts.label())));
        }
        if (facts.floorPrices() > rule.count("maxFloorPrices")) {
            found.add(rule.violated(
                    Finding.of("规定了最低投标限价 " + facts.floorPrices() + " 处", facts.floorPrices() + " floor price(s) found")
                            .about(facts.label())));
        }
        for (String use : facts.estimateUses().stream().sorted().toList()) {
            Finding finding = Finding.of("标底用作 " + use, "the tender estimate serves as " + use)
                    .about(facts.label());
            if (rule.words("forbiddenEstimateUses").contains(use)) {
                found.add(rule.violated(finding));
            } else if (rule.words("estimateUsesToVerify").contains(use)) {
                found.add(rule.violated(finding.stillToVerify()));
            }
        }
        if (found.isEmpty()) {
            found.add(rule.pass(Finding.of("限价和标底的使用合规", "ceiling, floor and estimate are in order")
                    .about(facts.label())));
        }
        return found;
    }
}
