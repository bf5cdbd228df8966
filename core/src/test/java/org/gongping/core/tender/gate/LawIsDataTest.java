package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.at;
import static org.gongping.core.tender.gate.GateFacts.goodsMethod;
import static org.gongping.core.tender.gate.GateFacts.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Laws;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.Rule;
import org.gongping.core.rule.RuleKind;
import org.gongping.core.rule.RuleSet;
import org.gongping.core.rule.ShippedLaw;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.gate.ExpertFacts.To;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The law is data: for each parameter of each rule that does more than record, the shipped rule set is changed by one unit
 * in its JSON, nothing else, and the outcome of a case at the boundary flips.
 */
class LawIsDataTest {
    /** Rule sets that a case is for; empty means all that hold the rule. */
    private record Flip(
            String ruleId,
            String param,
            String what,
            Consumer<ObjectNode> change,
            Function<Law, List<Verdict>> gate,
            String before,
            String after,
            Set<String> sets) {
        Flip only(String... ids) {
            return new Flip(ruleId, param, what, change, gate, before, after, Set.of(ids));
        }

        boolean speaksOf(RuleSet set) {
            return (sets.isEmpty() || sets.contains(set.id()))
                    && set.rule(ruleId)
                            .filter(rule -> rule.enabled() && rule.params().containsKey(param))
                            .isPresent();
        }
    }

    private static Flip flip(
            String rule, String param, Change change, Function<Law, List<Verdict>> gate, String before, String after) {
        return new Flip(rule, param, change.what, change.on, gate, before, after, Set.of());
    }

    private record Change(String what, Consumer<ObjectNode> on) {}

    private static Change set(String member, String from, String to) {
        return new Change(member + " " + from + "→" + to, param -> {
            assertThat(param.path(member).textValue()).isEqualTo(from);
            param.put(member, to);
        });
    }

    private static Change value(String from, String to) {
        return set("value", from, to);
    }

    private static Change flag(boolean from) {
        return new Change("flag " + from + "→" + !from, param -> {
            assertThat(param.path("flag").booleanValue()).isEqualTo(from);
            param.put("flag", !from);
        });
    }

    private static Change own(String member, boolean value) {
        return new Change(member + " " + value, param -> param.put(member, value));
    }

    private static Change exclusive() {
        return new Change("inclusive true→false", param -> param.put("inclusive", false));
    }

    private static Change more(String word) {
        return new Change("gains " + word, param -> ((ArrayNode) param.withArray("values")).add(word));
    }

    private static Change less(String word) {
        return new Change("loses " + word, param -> {
            ArrayNode words = param.withArray("values");
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).textValue().equals(word)) {
                    words.remove(i);
                    return;
                }
            }
            throw new AssertionError("no word " + word);
        });
    }

    private static List<Flip> flips() {
        List<Flip> flips = new ArrayList<>();
        flips.addAll(timeFlips());
        flips.addAll(countingFlips());
        flips.addAll(openingFlips());
        flips.addAll(methodFlips());
        flips.addAll(committeeFlips());
        flips.addAll(expertFlips());
        flips.addAll(depositFlips());
        return flips;
    }

    private static List<Flip> depositFlips() {
        return List.of(
                flip("D01", "maxRate", value("2", "1"), asks("1000000", "2", null), "PASS", "BLOCKED"),
                flip(
                        "D01",
                        "rounding",
                        set("choice", "HALF_UP", "DOWN"),
                        asks("123456.77", null, "2469.14"),
                        "PASS",
                        "BLOCKED"),
                flip("D02", "maxRate", value("2", "1"), asks("1000000", "2", null), "PASS", "BLOCKED"),
                flip(
                        "D02",
                        "rounding",
                        set("choice", "HALF_UP", "DOWN"),
                        asks("123456.77", null, "2469.14"),
                        "PASS",
                        "BLOCKED"),
                flip("D02", "forms", less("BANK_GUARANTEE"), asks("1000000", "2", null), "PASS", "BLOCKED"),
                flip(
                        "D02",
                        "formsToVerify",
                        less("TRANSFER"),
                        asks("1000000", "2", null, "TRANSFER", "BANK_GUARANTEE"),
                        "WARNING",
                        "PASS"),
                flip("D03", "maxShortfall", value("0", "1"), lodged(true, "2026-06-27", null), "BLOCKED", "PASS"),
                flip("D04", "basicAccountOnly", flag(true), lodged(true, null, false), "BLOCKED", "PASS"),
                flip("D04", "onlyCompulsory", flag(true), lodged(false, null, false), "NOT_APPLICABLE", "BLOCKED"),
                flip("D05", "maxPeriod", value("5", "4"), refundedAfter(RefundCause.WITHDRAWN, 5), "PASS", "WARNING"),
                flip(
                        "D06",
                        "maxPeriod",
                        value("5", "4"),
                        refundedAfter(RefundCause.CONTRACT_LOST, 5),
                        "PASS",
                        "WARNING"),
                flip(
                        "D06",
                        "rateType",
                        set("choice", "DEMAND", "TERM"),
                        interest(RefundCause.CONTRACT_LOST, "100000.00", "97.22"),
                        "PASS",
                        "WARNING"),
                flip(
                        "D06",
                        "demandRate",
                        value("0.35", "0.36"),
                        interest(RefundCause.CONTRACT_LOST, "100000.00", "97.22"),
                        "PASS",
                        "WARNING"),
                flip(
                        "D06",
                        "termRate",
                        value("1.50", "1.51"),
                        law -> interest(RefundCause.CONTRACT_WON, "100000.00", "416.67")
                                .apply(onTerm(law)),
                        "PASS",
                        "WARNING"),
                flip(
                        "D06",
                        "daysOfYear",
                        value("360", "350"),
                        interest(RefundCause.CONTRACT_LOST, "100000.00", "97.22"),
                        "PASS",
                        "WARNING"),
                flip(
                        "D06",
                        "rounding",
                        set("choice", "HALF_UP", "DOWN"),
                        interest(RefundCause.CONTRACT_LOST, "10.00", "0.00"),
                        "WARNING",
                        "PASS"),
                flip("D07", "withdrawn", value("5", "4"), refundedAfter(RefundCause.WITHDRAWN, 7), "PASS", "WARNING"),
                flip("D07", "losers", value("5", "4"), refundedAfter(RefundCause.AWARD_NOTICE, 7), "PASS", "WARNING"),
                flip("D07", "winner", value("5", "4"), refundedAfter(RefundCause.CONTRACT_WON, 7), "PASS", "WARNING"),
                flip("D07", "failed", value("5", "4"), refundedAfter(RefundCause.FAILED, 7), "PASS", "WARNING"),
                flip("D08", "maxPeriod", value("5", "4"), refundedAfter(RefundCause.FAILED, 5), "PASS", "WARNING"),
                flip(
                        "D08",
                        "withInterest",
                        flag(true),
                        interest(RefundCause.FAILED, "100000.00", "0.00"),
                        "D06 WARNING",
                        "D06 PASS"),
                flip("D09", "maxRate", value("10", "9"), charges(null, null, "10"), "PASS", "BLOCKED"),
                flip(
                        "D09",
                        "maxRate",
                        value("10", "9"),
                        law -> new ChargesGate(law).security(new BigDecimal("1000000"), new BigDecimal("100000.00")),
                        "PASS",
                        "BLOCKED"),
                flip("D10", "maxShare", value("100", "99"), charges("200", "200", null), "PASS", "WARNING"),
                flip(
                        "D11",
                        "neverRefused",
                        more("INSURANCE"),
                        asks("1000000", "2", null, "TRANSFER", "BANK_GUARANTEE"),
                        "PASS",
                        "BLOCKED"),
                flip(
                        "D12",
                        "minBidders",
                        value("2", "3"),
                        law -> new DepositClueGate(law).check(Map.of("6222", Set.of("甲", "乙"))),
                        "WARNING",
                        "PASS"),
                flip(
                        "D13",
                        "benchmarkRate",
                        value("4.35", "4.36"),
                        occupied("1000000.00", "4350.00"),
                        "PASS",
                        "WARNING"),
                flip("D13", "surcharge", value("20", "21"), occupied("1000000.00", "4350.00"), "PASS", "WARNING"),
                flip("D13", "daysOfYear", value("360", "350"), occupied("1000000.00", "4350.00"), "PASS", "WARNING"),
                flip("D13", "rounding", set("choice", "HALF_UP", "DOWN"), occupied("2.00", "0.00"), "WARNING", "PASS"));
    }

    private static Function<Law, List<Verdict>> charges(String fee, String cost, String rate) {
        return law -> new ChargesGate(law)
                .check(new ChargesFacts(
                        Optional.ofNullable(fee).map(BigDecimal::new),
                        Optional.ofNullable(cost).map(BigDecimal::new),
                        Optional.ofNullable(rate).map(BigDecimal::new)));
    }

    private static Function<Law, List<Verdict>> asks(String base, String rate, String amount, String... forms) {
        return law -> new DepositTermsGate(law)
                .check(new DepositTermsFacts(
                        "",
                        Optional.of(new BigDecimal(base)),
                        Optional.of(new BigDecimal(base)),
                        Optional.ofNullable(rate).map(BigDecimal::new),
                        Optional.ofNullable(amount).map(BigDecimal::new),
                        forms.length == 0 ? Set.of("BANK_GUARANTEE") : Set.of(forms)));
    }

    private static Function<Law, List<Verdict>> lodged(boolean mustTenderByLaw, String validUntil, Boolean fromBasic) {
        return law -> new DepositLodgingGate(law)
                .check(new DepositLodgingFacts(
                        mustTenderByLaw,
                        LocalDate.parse("2026-06-28"),
                        Optional.ofNullable(validUntil).map(LocalDate::parse),
                        Optional.ofNullable(fromBasic)));
    }

    /** Paid at noon, so many days after Thursday, 5 November 2026. */
    private static Function<Law, List<Verdict>> refundedAfter(RefundCause cause, int days) {
        Instant started = at("2026-11-05 10:00");
        return law -> new RefundGate(law)
                .inTime(new RefundFacts(
                        cause, started, at("2026-11-05 12:00").plus(Duration.ofDays(days)), List.of(), false));
    }

    /** A hundred days after the money came. */
    private static Function<Law, List<Verdict>> interest(RefundCause cause, String principal, String paid) {
        return law -> new RefundGate(law)
                .sums(
                        new RefundFacts(
                                cause,
                                at("2026-11-05 10:00"),
                                at("2026-11-06 10:00"),
                                List.of(new RefundFacts.Part(new BigDecimal(principal), LocalDate.parse("2026-07-29"))),
                                false),
                        new BigDecimal(paid),
                        BigDecimal.ZERO);
    }

    /** Thirty days late: five working days after Thursday, 5 November, are over on the 12th. */
    private static Function<Law, List<Verdict>> occupied(String principal, String paid) {
        return law -> new RefundGate(law)
                .sums(
                        new RefundFacts(
                                RefundCause.AWARD_NOTICE,
                                at("2026-11-05 10:00"),
                                at("2026-12-12 10:00"),
                                List.of(new RefundFacts.Part(new BigDecimal(principal), LocalDate.parse("2026-07-29"))),
                                false),
                        BigDecimal.ZERO,
                        new BigDecimal(paid));
    }

    /** The same law with interest at the rate of term deposits. */
    private static Law onTerm(Law law) {
        JsonNode document = law.ruleSet().document().deepCopy();
        for (JsonNode rule : document.path("rules")) {
            if (rule.path("ruleId").textValue().equals("D06")) {
                ((ObjectNode) rule.path("params").path("rateType")).put("choice", "TERM");
            }
        }
        return Laws.of(document);
    }

    private static List<Flip> timeFlips() {
        return List.of(
                flip(
                        "T01",
                        "minPeriod",
                        set("boundary", "DAY_REACHED", "DAY_ENDED"),
                        published("2026-10-28 09:00", "2026-11-17 23:59:59"),
                        "PASS",
                        "BLOCKED"),
                flip(
                        "T01",
                        "minPeriod",
                        own("startDayCounts", true),
                        published("2026-10-28 09:00", "2026-11-16 00:00"),
                        "BLOCKED",
                        "PASS"),
                flip(
                        "T01",
                        "minPeriod",
                        own("rollOverHoliday", false),
                        published("2026-09-14 09:00", "2026-10-04 09:00"),
                        "BLOCKED",
                        "PASS"),
                flip(
                        "T18",
                        "maxReportDelivery",
                        set("unit", "WORKING_DAY", "CALENDAR_DAY"),
                        law -> new EvaluationReportGate(law)
                                .check(new EvaluationReportGate.Facts(at("2026-09-18 15:00"), at("2026-09-21 09:00"))),
                        "PASS",
                        "WARNING"),
                flip(
                        "T01",
                        "minPeriod",
                        value("20", "21"),
                        published("2026-10-28 09:00", "2026-11-17 00:00"),
                        "PASS",
                        "BLOCKED"),
                flip(
                        "T01",
                        "onlyCompulsory",
                        flag(true),
                        voluntary("2026-10-28 09:00", "2026-11-16 00:00"),
                        "NOT_APPLICABLE",
                        "BLOCKED"),
                flip(
                        "T02",
                        "minIssuePeriod",
                        value("5", "6"),
                        law -> new PublicationGate(law)
                                .check(publication("2026-10-28 09:00", "2026-11-02 00:00", "2026-11-20 09:00")),
                        "PASS",
                        "BLOCKED"),
                flip(
                        "T04",
                        "minLead",
                        value("15", "16"),
                        addendum("2026-11-04 23:59:59", "2026-11-19 09:30"),
                        "PASS",
                        "COMPUTED"),
                flip(
                        "T08",
                        "tolerance",
                        value("0", "1"),
                        law -> new PublicationGate(law)
                                .check(publication(
                                        "2026-10-28 09:00",
                                        "2026-11-04 17:00",
                                        "2026-11-19 09:30:00",
                                        "2026-11-19 09:30:01")),
                        "BLOCKED",
                        "PASS"),
                flip(
                        "T11",
                        "maxStartDelay",
                        value("3", "4"),
                        notice("2026-11-16 09:00", "2026-11-20 00:00", "2026-11-30 00:00", List.of(1)),
                        "WARNING",
                        "PASS"),
                flip(
                        "T11",
                        "onlyCompulsory",
                        flag(true),
                        law -> new CandidateNoticeGate(law)
                                .check(new CandidateNoticeFacts(
                                        false,
                                        at("2026-11-16 09:00"),
                                        at("2026-11-20 00:00"),
                                        at("2026-11-30 00:00"),
                                        List.of(1))),
                        "NOT_APPLICABLE",
                        "WARNING"),
                flip(
                        "T12",
                        "minNoticePeriod",
                        value("3", "4"),
                        law -> new AwardGate(law).announce(GateFacts.award("2026-11-23 10:00", at("2026-11-27 00:00"))),
                        "PASS",
                        "BLOCKED"),
                flip(
                        "T12",
                        "onlyCompulsory",
                        flag(true),
                        law -> new AwardGate(law)
                                .announce(new AwardFacts(
                                        false,
                                        at("2026-11-26 23:59"),
                                        Optional.of(at("2026-11-23 10:00")),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        "NOT_APPLICABLE",
                        "BLOCKED"),
                flip(
                        "T14",
                        "maxPeriod",
                        value("30", "31"),
                        law -> new ContractGate(law).sign(at("2026-11-02 09:00"), at("2026-12-03 00:00")),
                        "WARNING",
                        "PASS"),
                flip(
                        "T15",
                        "maxPeriod",
                        value("15", "16"),
                        law -> new ContractGate(law).report(true, at("2026-11-02 09:00"), at("2026-11-18 00:00")),
                        "WARNING",
                        "PASS"),
                flip(
                        "T15",
                        "onlyCompulsory",
                        flag(true),
                        law -> new ContractGate(law).report(false, at("2026-11-02 09:00"), at("2026-11-18 00:00")),
                        "NOT_APPLICABLE",
                        "WARNING"),
                flip(
                        "T18",
                        "maxReportDelivery",
                        value("2", "3"),
                        law -> new EvaluationReportGate(law)
                                .check(new EvaluationReportGate.Facts(at("2026-11-05 15:00"), at("2026-11-10 00:00"))),
                        "WARNING",
                        "PASS"),
                flip(
                        "T18",
                        "maxWinnerDecision",
                        value("5", "6"),
                        law -> new AwardGate(law).decide(procured("2026-11-17 00:00", "2026-11-09 09:00", null)),
                        "WARNING",
                        "PASS"),
                flip(
                        "T18",
                        "maxAnnouncement",
                        value("2", "3"),
                        law -> new AwardGate(law).announce(procured("2026-11-12 00:00", null, "2026-11-09 09:00")),
                        "WARNING",
                        "PASS"));
    }

    private static List<Flip> countingFlips() {
        return List.of(
                flip(
                        "T20",
                        "firstDayCounts",
                        flag(false),
                        published("2026-10-28 09:00", "2026-11-16 23:59:59"),
                        "T01 BLOCKED",
                        "T01 PASS"),
                flip(
                        "T20",
                        "rollOverHoliday",
                        flag(true),
                        published("2026-09-14 09:00", "2026-10-04 09:00"),
                        "T01 BLOCKED",
                        "T01 PASS"),
                flip(
                        "T20",
                        "restDays",
                        less("HOLIDAY"),
                        published("2026-09-14 09:00", "2026-10-05 09:00"),
                        "T01 BLOCKED",
                        "T01 PASS"),
                flip(
                        "T20",
                        "makeUpDaysWork",
                        flag(true),
                        published("2026-01-25 09:00", "2026-02-14 09:00"),
                        "T01 PASS",
                        "T01 BLOCKED"),
                flip("T20", "boundsInclusive", flag(true), received(3), "T09 PASS", "T09 BLOCKED"),
                flip(
                                "T20",
                                "backwardRoll",
                                set("choice", "EARLIER", "NONE"),
                                addendum("2026-11-08 10:00", "2026-11-23 09:30"),
                                "T04 COMPUTED",
                                "T04 PASS")
                        .only("cn-e-2025.1"));
    }

    private static List<Flip> openingFlips() {
        return List.of(
                flip("T09", "minBids", value("3", "4"), received(3), "PASS", "BLOCKED"),
                flip("O03", "minBids", value("3", "4"), end(4, 3, 1, 0), "PASS", "WARNING"),
                flip("O05", "maxOpenObjections", value("0", "1"), end(3, 3, 0, 1), "BLOCKED", "PASS"),
                flip("O07", "maxUnopenedBids", value("0", "1"), end(4, 3, 0, 0), "BLOCKED", "PASS"),
                flip("P06", "tolerance", value("0", "0.01"), price("1000000.01"), "BLOCKED", "PASS"),
                flip("P06", "tolerance", exclusive(), price("1000000"), "PASS", "BLOCKED"),
                flip("P06", "limits", more("BUDGET"), price("950000.01"), "PASS", "BLOCKED")
                        .only("cn-e-2025.1"),
                flip("P06", "limits", less("BUDGET"), price("950000.01"), "BLOCKED", "PASS")
                        .only("cn-g-2026.1"),
                flip("V10", "maxCandidates", value("3", "4"), ranked(1, 2, 3, 4), "BLOCKED", "PASS"),
                flip("V10", "ranked", flag(true), ranked(2, 1), "BLOCKED", "PASS"));
    }

    private static List<Flip> methodFlips() {
        MethodFacts goods = goodsMethod();
        return List.of(
                flip("P01", "minPriceWeightGoods", value("30", "31"), method(goods), "COMPUTED", "BLOCKED"),
                flip("P01", "minPriceWeightServices", value("10", "11"), method(services("10")), "COMPUTED", "BLOCKED"),
                flip("P01", "priceFamilies", more("F2"), method(family("F2")), "BLOCKED", "COMPUTED"),
                flip("P01", "familiesToVerify", less("F7"), method(family("F7")), "WARNING", "BLOCKED"),
                flip("P01", "maxDroppedPrices", value("0", "1"), method(dropping(1)), "BLOCKED", "COMPUTED"),
                flip(
                        "P02",
                        "smallMicroDeduction",
                        set("min", "10", "11"),
                        method(deducting(MethodFacts.DeductionFor.SMALL_MICRO, "10", null)),
                        "COMPUTED",
                        "BLOCKED"),
                flip(
                        "P02",
                        "smallMicroDeduction",
                        set("max", "20", "21"),
                        method(deducting(MethodFacts.DeductionFor.SMALL_MICRO, "21", null)),
                        "BLOCKED",
                        "COMPUTED"),
                flip(
                        "P02",
                        "consortiumDeduction",
                        set("min", "4", "5"),
                        method(deducting(MethodFacts.DeductionFor.CONSORTIUM, "4", "30")),
                        "COMPUTED",
                        "BLOCKED"),
                flip(
                        "P02",
                        "consortiumDeduction",
                        set("max", "6", "7"),
                        method(deducting(MethodFacts.DeductionFor.CONSORTIUM, "7", "30")),
                        "BLOCKED",
                        "COMPUTED"),
                flip(
                        "P02",
                        "minSmallFirmShare",
                        value("30", "31"),
                        method(deducting(MethodFacts.DeductionFor.CONSORTIUM, "4", "30")),
                        "COMPUTED",
                        "BLOCKED"),
                flip("P05", "explicitStages", more("BENCHMARK"), method(goods), "COMPUTED", "BLOCKED"),
                flip("P05", "requiredMembers", more("unit"), method(goods), "COMPUTED", "BLOCKED"),
                flip(
                        "V18",
                        "ceilingStated",
                        flag(true),
                        method(limits(Optional.empty(), 0, Set.of())),
                        "BLOCKED",
                        "PASS"),
                flip(
                        "V18",
                        "maxFloorPrices",
                        value("0", "1"),
                        method(limits(goods.ceiling(), 1, Set.of())),
                        "BLOCKED",
                        "PASS"),
                flip(
                        "V18",
                        "forbiddenEstimateUses",
                        more("ANCHOR"),
                        method(limits(goods.ceiling(), 0, Set.of("ANCHOR"))),
                        "WARNING",
                        "BLOCKED"),
                flip(
                        "V18",
                        "forbiddenEstimateUses",
                        less("VALIDITY_BAND"),
                        method(limits(goods.ceiling(), 0, Set.of("VALIDITY_BAND"))),
                        "BLOCKED",
                        "PASS"),
                flip(
                        "V18",
                        "estimateUsesToVerify",
                        less("ANCHOR"),
                        method(limits(goods.ceiling(), 0, Set.of("ANCHOR"))),
                        "WARNING",
                        "PASS"),
                flip("X01", "regionWords", less("本市"), method(saying("本市业绩每项加2分")), "WARNING", "PASS"),
                flip("X01", "bonusWords", less("业绩"), method(saying("本市业绩每项加2分")), "WARNING", "PASS"),
                flip("X01", "brandWords", less("指定品牌"), method(saying("须为指定品牌")), "WARNING", "PASS"));
    }

    private static List<Flip> committeeFlips() {
        return List.of(
                flip("E01", "minMembers", value("5", "6"), committee(5, 4), "PASS", "BLOCKED"),
                flip("E01", "odd", flag(true), committee(6, 4), "BLOCKED", "PASS"),
                flip("E01", "minMembersLarge", value("7", "8"), committee(7, 5, true, false, "100"), "PASS", "BLOCKED"),
                flip(
                        "E01",
                        "largeBudget",
                        value("10000000", "10000000.01"),
                        committee(5, 4, false, false, "10000000"),
                        "BLOCKED",
                        "PASS"),
                flip("E01", "largeWhenComplex", flag(true), committee(5, 4, true, false, "100"), "BLOCKED", "PASS"),
                flip(
                        "E01",
                        "largeWhenSocialEffect",
                        flag(true),
                        committee(5, 4, false, true, "100"),
                        "BLOCKED",
                        "PASS"),
                flip("E02", "minExpertParts", value("2", "3"), committee(9, 6), "PASS", "BLOCKED"),
                flip("E02", "ofParts", value("3", "2"), committee(9, 6), "PASS", "BLOCKED"),
                flip("E03", "minRatio", value("3", "4"), committee(5, 4), "PASS", "WARNING"),
                flip("E03", "minCapRatio", value("2", "3"), committee(5, 4), "PASS", "WARNING"),
                flip(
                                "E05",
                                "secretUntil",
                                set("choice", "RESULT_FIXED", "RESULT_ANNOUNCED"),
                                law -> new RosterGate(law).publish(List.of("AWARDED", "AWARD_DECIDED")),
                                "PASS",
                                "BLOCKED")
                        .only("cn-e-2025.1"),
                flip(
                                "E05",
                                "secretUntil",
                                set("choice", "RESULT_ANNOUNCED", "RESULT_FIXED"),
                                law -> new RosterGate(law).publish(List.of("AWARD_DECIDED")),
                                "BLOCKED",
                                "PASS")
                        .only("cn-g-2026.1"),
                flip("E09", "causes", less("ABSENT"), law -> new RosterGate(law).replace("ABSENT"), "PASS", "BLOCKED"),
                flip("E08", "usualSplits", more("4+1"), split(4, 1), "WARNING", "COMPUTED"),
                flip("L11", "repeatedPairs", value("3", "4"), fairUse(3, 0, "0"), "WARNING", "PASS"),
                flip("L11", "bidderMeetings", value("3", "4"), fairUse(0, 3, "0"), "WARNING", "PASS"),
                flip("L11", "refusalShare", value("50", "51"), fairUse(0, 0, "50"), "WARNING", "PASS"));
    }

    private static List<Flip> expertFlips() {
        return List.of(
                flip("E03", "frequencyCap", value("8", "9"), expert(8), "WARNING", "PASS"),
                flip("E03", "frequencyDays", value("30", "29"), expert(8), "WARNING", "PASS"),
                flip("E03", "homeRegionDigits", value("0", "4"), expert(0), "PASS", "WARNING"),
                flip(
                        "E04",
                        "lookBack",
                        value("3", "2"),
                        tied(To.BIDDER, "2023-12-01", null, 0, "100"),
                        "BLOCKED",
                        "PASS"),
                flip("E04", "minShare", value("25", "26"), tied(To.BIDDER, null, null, 1, "25"), "BLOCKED", "PASS"),
                flip("E04", "maxDepth", value("3", "2"), tied(To.BIDDER, null, null, 3, "100"), "BLOCKED", "PASS"),
                flip(
                        "E04",
                        "relations",
                        less("SIBLING"),
                        tied(To.BIDDER, null, "SIBLING", 0, "100"),
                        "BLOCKED",
                        "PASS"),
                flip("E04", "sanctioned", flag(true), sanctioned(), "BLOCKED", "PASS"),
                flip(
                        "E10",
                        "lookBack",
                        value("0", "1"),
                        tied(To.AUTHORITY, "2026-05-01", null, 0, "100"),
                        "PASS",
                        "BLOCKED"),
                flip("E11", "minYears", value("8", "9"), standing("2018-11-20", "SENIOR"), "PASS", "BLOCKED"),
                flip(
                        "E11",
                        "titleLevels",
                        more("INTERMEDIATE"),
                        standing("2000-01-01", "INTERMEDIATE"),
                        "BLOCKED",
                        "PASS"));
    }

    private static Function<Law, List<Verdict>> committee(int size, int experts) {
        return committee(size, experts, false, false, "100");
    }

    private static Function<Law, List<Verdict>> committee(
            int size, int experts, boolean complex, boolean socialEffect, String budget) {
        return committee(size, experts, complex, socialEffect, budget, List.of());
    }

    private static Function<Law, List<Verdict>> split(Integer... quotas) {
        return committee(5, 4, false, false, "100", List.of(quotas));
    }

    private static Function<Law, List<Verdict>> committee(
            int size, int experts, boolean complex, boolean socialEffect, String budget, List<Integer> quotas) {
        return law -> new CommitteeGate(law)
                .check(new CommitteeFacts(
                        size,
                        experts,
                        Optional.of(new BigDecimal(budget)),
                        complex,
                        socialEffect,
                        3,
                        2,
                        at("2026-11-19 09:30"),
                        at("2026-11-20 09:00"),
                        quotas,
                        List.of()));
    }

    private static Function<Law, List<Verdict>> fairUse(int pairs, int bidder, String refusals) {
        return law -> new FairUseGate(law).check(new FairUseFacts(pairs, bidder, new BigDecimal(refusals)));
    }

    private static Function<Law, List<Verdict>> expert(int engagements) {
        return judged(List.of(), false, "2000-01-01", "SENIOR", engagements);
    }

    private static Function<Law, List<Verdict>> standing(String since, String title) {
        return judged(List.of(), false, since, title, 0);
    }

    private static Function<Law, List<Verdict>> sanctioned() {
        return judged(List.of(), true, "2000-01-01", "SENIOR", 0);
    }

    private static Function<Law, List<Verdict>> tied(To to, String until, String relation, int depth, String share) {
        return judged(
                List.of(new ExpertFacts.Tie(
                        to,
                        Optional.ofNullable(until).map(LocalDate::parse),
                        Optional.ofNullable(relation),
                        depth,
                        new BigDecimal(share))),
                false,
                "2000-01-01",
                "SENIOR",
                0);
    }

    private static Function<Law, List<Verdict>> judged(
            List<ExpertFacts.Tie> ties, boolean sanctioned, String since, String title, int engagements) {
        LocalDate day = LocalDate.parse("2026-11-20");
        return law -> new ExpertGate(law)
                .check(new ExpertFacts(
                        day,
                        ties,
                        sanctioned,
                        "330302",
                        Optional.of("330300"),
                        LocalDate.parse(since),
                        title,
                        Collections.nCopies(engagements, day.minusDays(30))));
    }

    @TestFactory
    Stream<DynamicTest> oneUnitInTheDataFlipsTheOutcome() {
        return ShippedLaw.ruleSets().stream()
                .flatMap(set -> flips().stream()
                        .filter(flip -> flip.speaksOf(set))
                        .map(flip -> DynamicTest.dynamicTest(
                                "%s %s.%s: %s".formatted(set.id(), flip.ruleId(), flip.param(), flip.what()), () -> {
                                    assertThat(outcome(flip, flip.before(), Laws.of(set)))
                                            .isEqualTo(flip.before());
                                    JsonNode changed = set.document();
                                    flip.change().accept(param(changed, flip));
                                    assertThat(outcome(flip, flip.after(), Laws.of(changed)))
                                            .isEqualTo(flip.after());
                                    assertThat(flip.before()).isNotEqualTo(flip.after());
                                })));
    }

    @Test
    void everyParameterOfEveryRuleThatDoesMoreThanRecordHasSuchACase() {
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        for (RuleSet set : ShippedLaw.ruleSets()) {
            for (Rule rule : set.rules()) {
                if (!rule.enabled() || rule.kinds().equals(Set.of(RuleKind.RECORD))) {
                    continue;
                }
                Set<String> open = new TreeSet<>(rule.params().keySet());
                flips().stream()
                        .filter(flip -> flip.speaksOf(set) && flip.ruleId().equals(rule.ruleId()))
                        .forEach(flip -> open.remove(flip.param()));
                boolean bare = rule.params().isEmpty();
                if (bare || !open.isEmpty()) {
                    missing.put(set.id() + " " + rule.ruleId(), open);
                }
            }
        }
        assertThat(missing).as("rules and parameters without a case that flips").isEmpty();
    }

    private static ObjectNode param(JsonNode document, Flip flip) {
        for (JsonNode rule : document.path("rules")) {
            if (rule.path("ruleId").textValue().equals(flip.ruleId())) {
                return (ObjectNode) rule.path("params").required(flip.param());
            }
        }
        throw new AssertionError("no rule " + flip.ruleId());
    }

    /** The outcome of the rule, or of the rule that the expectation names, since T20 shows in others only. */
    private static String outcome(Flip flip, String expected, Law law) {
        boolean named = expected.contains(" ");
        String ruleId = named ? expected.substring(0, expected.indexOf(' ')) : flip.ruleId();
        String code = Laws.only(flip.gate().apply(law), ruleId).outcome().code();
        return named ? ruleId + " " + code : code;
    }

    private static Function<Law, List<Verdict>> published(String issuedAt, String deadline) {
        return law -> new PublicationGate(law).check(publication(issuedAt, deadline, deadline));
    }

    private static Function<Law, List<Verdict>> voluntary(String issuedAt, String deadline) {
        Optional<Instant> at = Optional.of(at(deadline));
        return law -> new PublicationGate(law).check(new PublicationFacts(false, at(issuedAt), at, at, at, List.of()));
    }

    private static Function<Law, List<Verdict>> addendum(String issuedAt, String deadline) {
        return law -> new AddendumGate(law)
                .check(new AddendumFacts(
                        true, true, at(issuedAt), at("2026-10-20 09:00"), at(deadline), Optional.empty()))
                .verdicts();
    }

    private static Function<Law, List<Verdict>> notice(
            String reportAt, String startsAt, String endsAt, List<Integer> ranks) {
        return law -> new CandidateNoticeGate(law)
                .check(new CandidateNoticeFacts(true, at(reportAt), at(startsAt), at(endsAt), ranks));
    }

    private static Function<Law, List<Verdict>> ranked(Integer... ranks) {
        return notice("2026-11-20 09:00", "2026-11-23 09:00", "2026-11-30 09:00", List.of(ranks));
    }

    private static AwardFacts procured(String now, String reportAt, String decidedAt) {
        return new AwardFacts(
                true,
                at(now),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(reportAt).map(Laws::at),
                Optional.ofNullable(decidedAt).map(Laws::at));
    }

    private static Function<Law, List<Verdict>> received(int bids) {
        Instant deadline = at("2026-11-19 09:30");
        return law -> new OpeningGate(law).check(new OpeningFacts(deadline, deadline, deadline, OptionalInt.of(bids)));
    }

    private static Function<Law, List<Verdict>> end(int received, int opened, int notOpened, int objections) {
        return law ->
                new OpeningEndGate(law).check(new OpeningEndFacts(received, opened, notOpened, 0, objections, true));
    }

    private static Function<Law, List<Verdict>> price(String price) {
        Map<String, BigDecimal> limits = price.startsWith("95")
                ? Map.of("CEILING_PRICE", new BigDecimal("1000000"), "BUDGET", new BigDecimal("950000"))
                : Map.of("CEILING_PRICE", new BigDecimal("1000000"));
        return law -> new BidEntryGate(law).check(new BidEntryFacts(new BigDecimal(price), limits));
    }

    private static Function<Law, List<Verdict>> method(MethodFacts facts) {
        return law -> new MethodGate(law).check(facts);
    }

    private static MethodFacts services(String weight) {
        return GateFacts.method(ProcurementKind.SERVICES, "F1", weight, 0, List.of());
    }

    private static MethodFacts family(String family) {
        return GateFacts.method(ProcurementKind.GOODS, family, "30", 0, List.of());
    }

    private static MethodFacts dropping(int prices) {
        return GateFacts.method(ProcurementKind.GOODS, "F1", "30", prices, List.of());
    }

    private static MethodFacts deducting(MethodFacts.DeductionFor who, String percent, String share) {
        return GateFacts.method(
                ProcurementKind.GOODS,
                "F1",
                "30",
                0,
                List.of(new MethodFacts.Deduction(
                        who,
                        new BigDecimal(percent),
                        who == MethodFacts.DeductionFor.CONSORTIUM
                                ? Optional.of(new BigDecimal(share))
                                : Optional.empty())));
    }

    private static MethodFacts limits(Optional<BigDecimal> ceiling, int floorPrices, Set<String> estimateUses) {
        return GateFacts.limits(ceiling, floorPrices, estimateUses);
    }

    private static MethodFacts saying(String text) {
        return GateFacts.saying(text);
    }
}
