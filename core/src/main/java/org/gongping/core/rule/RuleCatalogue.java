package org.gongping.core.rule;

import java.util.Map;
import java.util.Set;
import org.gongping.core.rule.RuleParam.Choice;
import org.gongping.core.rule.RuleParam.Figure;
import org.gongping.core.rule.RuleParam.Flag;
import org.gongping.core.rule.RuleParam.Period;
import org.gongping.core.rule.RuleParam.Range;
import org.gongping.core.rule.RuleParam.Words;

/**
 * The parameters that the gates ask each rule for. A rule set is refused when one is missing, of another shape, or known
 * to no gate: an operator must never believe that a figure is enforced which nobody reads.
 */
final class RuleCatalogue {
    /** The rule of counting, on which every period rests. */
    static final String COUNTING = "T20";

    /** Applies to projects that must be tendered by law (依法必须进行招标的项目) alone; absent means to all. */
    static final String ONLY_COMPULSORY = "onlyCompulsory";

    /** Parameter of {@link #COUNTING}; needed where a period is counted backwards. */
    static final String BACKWARD_ROLL = "backwardRoll";

    /** Rules that count a period backwards from a deadline. */
    static final Set<String> BACKWARD = Set.of("T04");

    private record Shape(
            Map<String, Class<? extends RuleParam>> required, Map<String, Class<? extends RuleParam>> optional) {}

    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            compulsory("T01", Map.of("minPeriod", Period.class)),
            rule("T02", Map.of("minIssuePeriod", Period.class)),
            rule("T04", Map.of("minLead", Period.class)),
            rule("T08", Map.of("tolerance", Figure.class)),
            rule("T09", Map.of("minBids", Figure.class)),
            compulsory("T11", Map.of("maxStartDelay", Period.class)),
            compulsory("T12", Map.of("minNoticePeriod", Period.class)),
            rule("T14", Map.of("maxPeriod", Period.class)),
            compulsory("T15", Map.of("maxPeriod", Period.class)),
            rule(
                    "T18",
                    Map.of(
                            "maxReportDelivery", Period.class,
                            "maxWinnerDecision", Period.class,
                            "maxAnnouncement", Period.class)),
            Map.entry(
                    COUNTING,
                    new Shape(
                            Map.of(
                                    "firstDayCounts", Flag.class,
                                    "rollOverHoliday", Flag.class,
                                    "restDays", Words.class,
                                    "makeUpDaysWork", Flag.class,
                                    "boundsInclusive", Flag.class),
                            Map.of(BACKWARD_ROLL, Choice.class))),
            rule("X01", Map.of("regionWords", Words.class, "bonusWords", Words.class, "brandWords", Words.class)),
            rule(
                    "P01",
                    Map.of(
                            "minPriceWeightGoods", Figure.class,
                            "minPriceWeightServices", Figure.class,
                            "priceFamilies", Words.class,
                            "familiesToVerify", Words.class,
                            "maxDroppedPrices", Figure.class)),
            rule(
                    "P02",
                    Map.of(
                            "smallMicroDeduction", Range.class,
                            "consortiumDeduction", Range.class,
                            "minSmallFirmShare", Figure.class)),
            rule("P05", Map.of("explicitStages", Words.class, "requiredMembers", Words.class)),
            rule("P06", Map.of("limits", Words.class, "tolerance", Figure.class)),
            rule("P07", Map.of("requiredParts", Words.class)),
            rule("V10", Map.of("maxCandidates", Figure.class, "ranked", Flag.class)),
            rule(
                    "V18",
                    Map.of(
                            "ceilingStated", Flag.class,
                            "maxFloorPrices", Figure.class,
                            "forbiddenEstimateUses", Words.class,
                            "estimateUsesToVerify", Words.class)),
            rule("O03", Map.of("minBids", Figure.class)),
            rule("O05", Map.of("maxOpenObjections", Figure.class)),
            rule("O06", Map.of()),
            rule("O07", Map.of("maxUnopenedBids", Figure.class)));

    private RuleCatalogue() {}

    private static Map.Entry<String, Shape> rule(String id, Map<String, Class<? extends RuleParam>> params) {
        return Map.entry(id, new Shape(params, Map.of()));
    }

    private static Map.Entry<String, Shape> compulsory(String id, Map<String, Class<? extends RuleParam>> params) {
        return Map.entry(id, new Shape(params, Map.of(ONLY_COMPULSORY, Flag.class)));
    }

    static boolean knows(String ruleId) {
        return SHAPES.containsKey(ruleId);
    }

    static Map<String, Class<? extends RuleParam>> required(String ruleId) {
        return SHAPES.get(ruleId).required();
    }

    static boolean mayHold(String ruleId, String param, RuleParam value) {
        Class<? extends RuleParam> type = SHAPES.get(ruleId).optional().get(param);
        return type != null && (type.isInstance(value) || value instanceof RuleParam.Unset);
    }
}
