package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.Regime;
import org.gongping.core.rule.RuleTag;

/**
 * One relief policy: who, up to what, on which credit and size class, on which document. "*" stands for all.
 *
 * @param maxAsked yuan: speaks of deposits up to this amount; empty for all
 * @param regions first digits of administrative divisions
 * @param undertaking whether the bidder signs a credit undertaking (信用承诺) first
 * @param basis legal basis as people cite it
 */
public record WaiverPolicy(
        String id,
        Bilingual name,
        Set<Regime> regimes,
        Set<String> projectTypes,
        Set<String> regions,
        Set<String> creditClasses,
        Set<String> firmSizes,
        Optional<BigDecimal> maxAsked,
        BigDecimal reliefPercent,
        RoundingMode rounding,
        boolean undertaking,
        RuleTag tag,
        Bilingual basis,
        LocalDate effectiveFrom,
        LocalDate effectiveTo) {
    private static final String ALL = "*";

    /** Why it does not help in this case, one sentence each; empty when it does. */
    List<Bilingual> objections(ReliefFacts facts) {
        List<Bilingual> objections = new ArrayList<>();
        if (!regimes.contains(facts.regime())) {
            objections.add(new Bilingual("不适用于本项目的法律制度", "is not for this legal regime"));
        }
        if (!names(projectTypes, facts.projectType())) {
            objections.add(new Bilingual("不适用于本项目类型", "is not for this type of project"));
        }
        if (!regions.contains(ALL) && regions.stream().noneMatch(facts.region()::startsWith)) {
            objections.add(new Bilingual("不适用于项目所在地区", "is not for the region of the project"));
        }
        boolean stands = !facts.publishedOn().isBefore(effectiveFrom)
                && (effectiveTo == null || !facts.publishedOn().isAfter(effectiveTo));
        if (!stands) {
            objections.add(new Bilingual("公告发布日不在政策有效期内", "did not stand on the day of publication"));
        }
        if (maxAsked.filter(most -> facts.asked().compareTo(most) > 0).isPresent()) {
            objections.add(new Bilingual(
                    "要求缴纳的金额超过 " + maxAsked.get().toPlainString() + " 元",
                    "the deposit is above " + maxAsked.get().toPlainString() + " yuan"));
        }
        if (!creditClasses.contains(ALL)
                && facts.credit()
                        .filter(credit -> creditClasses.contains(credit.creditClass()))
                        .isEmpty()) {
            objections.add(new Bilingual(
                    "公告发布时的信用等级不是 " + String.join("、", creditClasses)
                            + facts.credit()
                                    .map(credit -> "（为 " + credit.creditClass() + "）")
                                    .orElse("（无记录）"),
                    "the credit class at publication is not among " + creditClasses
                            + facts.credit()
                                    .map(credit -> " but " + credit.creditClass())
                                    .orElse(", none is on record")));
        }
        if (!firmSizes.contains(ALL)
                && facts.credit()
                        .filter(credit -> credit.firmSize() != null && firmSizes.contains(credit.firmSize()))
                        .isEmpty()) {
            objections.add(new Bilingual("企业规模不在政策范围内或无记录", "the size of the firm is another or is not on record"));
        }
        return objections;
    }

    private static boolean names(Set<String> words, String word) {
        return words.contains(ALL) || words.contains(word);
    }

    /** What it waives of an amount, in yuan to the fen. */
    BigDecimal waives(BigDecimal asked) {
        return asked.multiply(reliefPercent).movePointLeft(2).setScale(2, rounding);
    }
}
