package org.gongping.core.rule;

import java.util.Map;
import java.util.Optional;
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
            // Deposits.
            rule("D01", Map.of("maxRate", Figure.class, "rounding", Choice.class)),
            rule(
                    "D02",
                    Map.of(
                            "maxRate", Figure.class,
                            "rounding", Choice.class,
                            "forms", Words.class,
                            "formsToVerify", Words.class)),
            rule("D03", Map.of("maxShortfall", Figure.class)),
            compulsory("D04", Map.of("basicAccountOnly", Flag.class)),
            rule("D05", Map.of("maxPeriod", Period.class)),
            rule(
                    "D06",
                    Map.of(
                            "maxPeriod", Period.class,
                            "rateType", Choice.class,
                            "demandRate", Figure.class,
                            "termRate", Figure.class,
                            "daysOfYear", Figure.class,
                            "rounding", Choice.class)),
            rule(
                    "D07",
                    Map.of(
                            "withdrawn", Period.class,
                            "losers", Period.class,
                            "winner", Period.class,
                            "failed", Period.class)),
            rule("D08", Map.of("maxPeriod", Period.class, "withInterest", Flag.class)),
            rule("D09", Map.of("maxRate", Figure.class)),
            rule("D10", Map.of("maxShare", Figure.class)),
            rule("D11", Map.of("neverRefused", Words.class)),
            rule("D12", Map.of("minBidders", Figure.class)),
            rule(
                    "D13",
                    Map.of(
                            "benchmarkRate", Figure.class,
                            "surcharge", Figure.class,
                            "daysOfYear", Figure.class,
                            "rounding", Choice.class)),
            rule("O03", Map.of("minBids", Figure.class)),
            rule("O05", Map.of("maxOpenObjections", Figure.class)),
            rule("O06", Map.of()),
            rule("O07", Map.of("maxUnopenedBids", Figure.class)),
            // The committee and the draw of its experts.
            Map.entry(
                    "E01",
                    new Shape(
                            Map.of("minMembers", Figure.class, "odd", Flag.class),
                            Map.of(
                                    "minMembersLarge", Figure.class,
                                    "largeBudget", Figure.class,
                                    "largeWhenComplex", Flag.class,
                                    "largeWhenSocialEffect", Flag.class))),
            rule("E02", Map.of("minExpertParts", Figure.class, "ofParts", Figure.class)),
            rule(
                    "E03",
                    Map.of(
                            "minRatio", Figure.class,
                            "minCapRatio", Figure.class,
                            "frequencyCap", Figure.class,
                            "frequencyDays", Figure.class,
                            "homeRegionDigits", Figure.class)),
            rule(
                    "E04",
                    Map.of(
                            "lookBack", Figure.class,
                            "minShare", Figure.class,
                            "maxDepth", Figure.class,
                            "relations", Words.class,
                            "sanctioned", Flag.class)),
            rule("E05", Map.of("secretUntil", Choice.class)),
            rule("E06", Map.of("maxLead", Figure.class)),
            rule("E07", Map.of()),
            rule("E08", Map.of("usualSplits", Words.class)),
            rule("E09", Map.of("causes", Words.class)),
            rule("E10", Map.of("lookBack", Figure.class)),
            rule("E11", Map.of("minYears", Figure.class, "titleLevels", Words.class)),
            rule(
                    "L11",
                    Map.of(
                            "repeatedPairs", Figure.class,
                            "bidderMeetings", Figure.class,
                            "refusalShare", Figure.class)));

    /** The unit in which a gate reads a figure or range. Another would be read as if it were this one. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("T08.tolerance", "SECOND"),
            Map.entry("T09.minBids", "BID"),
            Map.entry("O03.minBids", "BID"),
            Map.entry("O05.maxOpenObjections", "OBJECTION"),
            Map.entry("O07.maxUnopenedBids", "BID"),
            Map.entry("P01.minPriceWeightGoods", "PERCENT"),
            Map.entry("P01.minPriceWeightServices", "PERCENT"),
            Map.entry("P01.maxDroppedPrices", "PRICE"),
            Map.entry("P02.smallMicroDeduction", "PERCENT"),
            Map.entry("P02.consortiumDeduction", "PERCENT"),
            Map.entry("P02.minSmallFirmShare", "PERCENT"),
            Map.entry("P06.tolerance", "CNY"),
            Map.entry("V10.maxCandidates", "CANDIDATE"),
            Map.entry("V18.maxFloorPrices", "FLOOR_PRICE"),
            Map.entry("D01.maxRate", "PERCENT"),
            Map.entry("D02.maxRate", "PERCENT"),
            Map.entry("D03.maxShortfall", "DAY"),
            Map.entry("D09.maxRate", "PERCENT"),
            Map.entry("D10.maxShare", "PERCENT"),
            Map.entry("D06.demandRate", "PERCENT"),
            Map.entry("D06.termRate", "PERCENT"),
            Map.entry("D06.daysOfYear", "DAY"),
            Map.entry("D12.minBidders", "BIDDER"),
            Map.entry("D13.benchmarkRate", "PERCENT"),
            Map.entry("D13.surcharge", "PERCENT"),
            Map.entry("D13.daysOfYear", "DAY"),
            Map.entry("E01.minMembers", "MEMBER"),
            Map.entry("E01.minMembersLarge", "MEMBER"),
            Map.entry("E01.largeBudget", "CNY"),
            Map.entry("E02.minExpertParts", "PART"),
            Map.entry("E02.ofParts", "PART"),
            Map.entry("E03.minRatio", "EXPERT"),
            Map.entry("E03.minCapRatio", "SEAT"),
            Map.entry("E03.frequencyCap", "ENGAGEMENT"),
            Map.entry("E03.frequencyDays", "DAY"),
            Map.entry("E03.homeRegionDigits", "DIGIT"),
            Map.entry("E04.lookBack", "YEAR"),
            Map.entry("E04.minShare", "PERCENT"),
            Map.entry("E04.maxDepth", "LEVEL"),
            Map.entry("E06.maxLead", "HOUR"),
            Map.entry("E10.lookBack", "YEAR"),
            Map.entry("E11.minYears", "YEAR"),
            Map.entry("L11.repeatedPairs", "MEETING"),
            Map.entry("L11.bidderMeetings", "MEETING"),
            Map.entry("L11.refusalShare", "PERCENT"));

    /** Units of things that come whole. */
    private static final Set<String> WHOLE = Set.of(
            "BID",
            "OBJECTION",
            "PRICE",
            "CANDIDATE",
            "FLOOR_PRICE",
            "MEMBER",
            "PART",
            "EXPERT",
            "SEAT",
            "ENGAGEMENT",
            "DAY",
            "DIGIT",
            "YEAR",
            "LEVEL",
            "HOUR",
            "MEETING",
            "BIDDER");

    private static final Set<String> DEPOSIT_FORMS =
            Set.of("WAIVER", "ANNUAL", "BANK_GUARANTEE", "INSURANCE", "SURETY", "TRANSFER");

    private static final Set<String> ROUNDINGS = Set.of("HALF_UP", "HALF_EVEN", "DOWN");

    private static final Set<String> ESTIMATE_USES = Set.of("VALIDITY_BAND", "NEAREST_WINS", "ANCHOR");

    private static final Set<String> FAMILIES = Set.of("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9");

    /** The words that a gate understands, where it does not take any. */
    private static final Map<String, Set<String>> VOCABULARY = Map.ofEntries(
            Map.entry("T20.restDays", Set.of("WEEKEND", "HOLIDAY")),
            Map.entry("T20.backwardRoll", Set.of("EARLIER", "LATER", "NONE")),
            Map.entry("P01.priceFamilies", FAMILIES),
            Map.entry("P01.familiesToVerify", FAMILIES),
            Map.entry("P05.requiredMembers", Set.of("scale", "mode", "unit")),
            Map.entry("P06.limits", Set.of("CEILING_PRICE", "BUDGET")),
            Map.entry("P07.requiredParts", Set.of("INPUTS", "PARAMETERS", "DIGEST", "DERIVATION")),
            Map.entry("V18.forbiddenEstimateUses", ESTIMATE_USES),
            Map.entry("V18.estimateUsesToVerify", ESTIMATE_USES),
            Map.entry("D01.rounding", ROUNDINGS),
            Map.entry("D02.rounding", ROUNDINGS),
            Map.entry("D02.forms", DEPOSIT_FORMS),
            Map.entry("D02.formsToVerify", DEPOSIT_FORMS),
            Map.entry("D06.rateType", Set.of("DEMAND", "TERM")),
            Map.entry("D06.rounding", ROUNDINGS),
            Map.entry("D11.neverRefused", DEPOSIT_FORMS),
            Map.entry("D13.rounding", ROUNDINGS),
            Map.entry("E04.relations", Set.of("SPOUSE", "PARENT", "CHILD", "SIBLING", "OTHER_RELATIVE", "INTEREST")),
            Map.entry("E05.secretUntil", Set.of("RESULT_FIXED", "RESULT_ANNOUNCED")),
            Map.entry("E09.causes", Set.of("LATE_CONFLICT", "ABSENT", "INCAPACITATED", "REMOVED_BY_S")),
            Map.entry("E11.titleLevels", Set.of("SENIOR", "ASSOCIATE_SENIOR", "EQUIVALENT", "INTERMEDIATE", "OTHER")));

    private RuleCatalogue() {}

    static Optional<String> unit(String ruleId, String param) {
        return Optional.ofNullable(UNITS.get(ruleId + "." + param));
    }

    static boolean isWhole(String unit) {
        return WHOLE.contains(unit);
    }

    static Optional<Set<String>> vocabulary(String ruleId, String param) {
        return Optional.ofNullable(VOCABULARY.get(ruleId + "." + param));
    }

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
